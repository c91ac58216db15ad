"""One run on one exchange: its process if it is ours, REST, sockets, markets and the broker."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from msgspec.structs import asdict

from app.alerts import AlertDesk, AlertFile
from app.blocks import Blocks
from app.clock import Clock, SystemClock
from app.connections import Connections
from app.demo_exchange import DemoExchange
from app.endpoints import UPBIT, Endpoints, Mode, from_environment, local
from app.errors import UpbitError
from app.exchange_process import ExchangeOptions, Ready
from app.keys import KeyStore
from app.language import Sentence
from app.logs import Redactor
from app.market.bands import TickBands
from app.market.symbols import Catalog, Market, catalog_of
from app.private_side import PrivateSide
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading import Broker, Journal
from app.upbit import Credentials, UpbitRest
from app.upbit.models import Instrument
from app.upbit.models import Market as MarketRow
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient, exact

CATALOG_RETRY_SECONDS = 2.0
LISTINGS_SECONDS = 600.0  # markets are announced hours before they open
_log = logging.getLogger(__name__)


class Session:
    """Opens everything in order and closes it in the opposite one.

    Signals: `catalog_changed(Catalog)`, `complained(str)`: a sentence for the person, or `tell_untold`.
    """

    def __init__(
        self,
        mode: Mode,
        data_dir: Path,
        environment: Mapping[str, str],
        redactor: Redactor,
        *,
        seed: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.catalog = Catalog()
        self.catalog_changed: Signal[Catalog] = Signal("catalog_changed")
        self.complained: Signal[str] = Signal("complained")
        self._untold: list[str] = []
        self.manager: GlobalWebSocketManager
        self.connections: Connections
        self.rest: UpbitRest
        self.broker: Broker
        self.keys: PrivateSide
        self.alerts: AlertDesk
        self._mode = mode
        self.data_dir = data_dir
        self._environment = environment
        self.redactor = redactor
        self._seed = seed
        self._clock = clock or SystemClock()
        self._demo: DemoExchange | None = None
        self._bands = TickBands()
        self._tasks = TaskOwner("session")
        self._closers = AsyncExitStack()

    async def open(self) -> None:
        """Find or start the exchange and connect to it.

        Raises HogaError when there is nothing to talk to. That Upbit can't be reached is none: the
        parts keep trying, and say so.
        """
        endpoints, credentials = await self._find_exchange()
        self.rest = UpbitRest(endpoints, credentials, self._clock)
        self._closers.push_async_callback(self.rest.close)
        journal = Journal(self.data_dir / "journal.db")
        self._closers.push_async_callback(journal.close)
        await self._open_sockets(endpoints, credentials, journal)
        self.broker = Broker(
            self.rest,
            WebSocketClient("broker"),
            journal,
            self._clock,
            statuses=self.manager.on_status,
            armed=self._mode is not Mode.LIVE,
            rehearses=self._mode is Mode.LIVE,
            tick_of=self._tick_of,
        )
        self.broker.complained.connect(self._complain)
        self._closers.push_async_callback(self.broker.aclose)
        self.keys = PrivateSide(
            KeyStore(self.data_dir, self._mode.value),
            self.rest,
            self.manager,
            self.broker,
            self.redactor,
            self._clock,
            is_fixed=self._demo is not None,
        )
        self._closers.push_async_callback(self.keys.aclose)
        self.alerts = AlertDesk(
            AlertFile(self.data_dir, self._mode.value),
            WebSocketClient("alerts"),
            self.manager.on_status,
            self.broker,
            self._clock,
        )
        self._closers.push_async_callback(self.alerts.aclose)
        self.alerts.complained.connect(self._tell)
        self.keys.complained.connect(self._tell)
        self._tasks.start("catalog", self._keep_catalog())
        self._tasks.start("keys", self.keys.open())

    async def _open_sockets(
        self, endpoints: Endpoints, credentials: Credentials | None, journal: Journal
    ) -> None:
        self.manager = await GlobalWebSocketManager.get_instance()
        self._closers.push_async_callback(self.manager.shutdown)
        blocks = Blocks(journal, self.rest, self.manager, self._clock, self._mode)
        self._closers.push_async_callback(blocks.aclose)
        await blocks.obey()
        self.connections = Connections(self.manager, self._clock)
        await self.manager.initialize(
            credentials.access_key if credentials else None,
            credentials.secret_key if credentials else None,
            endpoints=endpoints,
            environ={},  # the keys are the session's business, in every mode
        )

    async def close(self) -> None:
        """End everything, the newest first; idempotent, and safe when `open` did not get far."""
        await self._tasks.aclose()
        await self._closers.aclose()

    def abandon(self) -> None:
        """There is no time left for `close`: at least no child may stay behind."""
        if self._demo is not None:
            self._demo.kill()

    def retry_now(self) -> None:
        """Try to connect at once instead of waiting for the next attempt."""
        self.manager.retry_now()

    async def _find_exchange(self) -> tuple[Endpoints, Credentials | None]:
        if self._mode is Mode.LIVE:
            return UPBIT, None
        named = from_environment(self._environment)
        if named is not None:
            return named, _keys_of(self._environment)
        options = ExchangeOptions(seed=self._seed, state=self.data_dir / "demo-exchange.db")
        self._demo = DemoExchange(options, self._clock)
        self._demo.complained.connect(self._complain)
        self._demo.restarted.connect(self._on_restarted)
        self._closers.push_async_callback(self._demo.aclose)
        ready = await self._demo.start()
        return local(ready.rest), Credentials(ready.access_key, ready.secret_key)

    async def _keep_catalog(self) -> None:
        """A desk stays open for days: markets come, go and are warned of meanwhile."""
        await self._load_catalog()
        while True:
            await self._clock.sleep(LISTINGS_SECONDS)
            if await self._is_outdated():
                await self._load_catalog()

    async def _load_catalog(self) -> None:
        """Ask until the exchange answers; a catalog without tick sizes is better than none."""
        while not await self._ask_catalog():
            await self._clock.sleep(CATALOG_RETRY_SECONDS)
        await self._load_bands(self.catalog)

    async def _is_outdated(self) -> bool:
        """Whether the exchange lists other markets, names or warnings; ticks alone move with every price."""
        try:
            listed = _merge(await self.rest.markets(), [])
        except UpbitError as error:
            _log.info("listings are looked at later: %s", error)
            return False
        return listed != [replace(market, tick_size=None, levels=()) for market in self.catalog]

    async def _ask_catalog(self) -> bool:
        """Whether all of it is known now."""
        rows: list[MarketRow] = []
        try:
            rows = await self.rest.markets()
            self._tell_catalog(rows, await self.rest.instruments([row.market for row in rows]))
        except UpbitError as error:
            _log.warning("the markets can't be loaded: %s", error)
            if rows and not self.catalog:
                self._tell_catalog(rows, [])
            return False
        return True

    def _tell_catalog(self, rows: list[MarketRow], instruments: list[Instrument]) -> None:
        catalog = catalog_of(_merge(rows, instruments))
        if catalog != self.catalog:
            self.catalog = catalog
            self.catalog_changed.emit(catalog)

    async def _load_bands(self, catalog: Catalog) -> None:
        """Prices of the moment tell which ticks hold where; without them the exchange judges prices alone."""
        try:
            tickers = await self.rest.ticker_all(catalog.quotes())
        except UpbitError as error:
            _log.info("ticks are left to the exchange: %s", error)
            return
        self._bands = TickBands(catalog, {row.market: exact(row.trade_price) for row in tickers})

    def tell_untold(self) -> None:
        """Say what was to be said before anybody listened: a journal is opened sooner than the panels."""
        untold, self._untold = self._untold, []
        for sentence in untold:
            self.complained.emit(sentence)

    def _complain(self, sentence: Sentence) -> None:
        self._tell(str(sentence))

    def _tell(self, sentence: str) -> None:
        if len(self.complained):
            self.complained.emit(sentence)
        else:
            self._untold.append(sentence)

    def _on_restarted(self, _ready: Ready) -> None:
        """Orders of the exchange that died are gone with it: follow the account from scratch."""
        self._tasks.start("account", self._follow_anew())

    async def _follow_anew(self) -> None:
        await self.broker.suspend()
        await self.broker.start()

    def _tick_of(self, market: str, price: Decimal) -> Decimal | None:
        return self._bands.tick_at(market, price)


def _keys_of(environment: Mapping[str, str]) -> Credentials | None:
    access, secret = environment.get("UPBIT_ACCESS_KEY"), environment.get("UPBIT_SECRET_KEY")
    return Credentials(access, secret) if access and secret else None


def _merge(rows: list[MarketRow], instruments: list[Instrument]) -> list[Market]:
    known = {instrument.market: instrument for instrument in instruments}
    return [
        Market(
            code=row.market,
            korean_name=row.korean_name,
            english_name=row.english_name,
            warning=row.market_event.warning,
            cautions=frozenset(name for name, on in asdict(row.market_event.caution).items() if on),
            tick_size=known[row.market].tick_size if row.market in known else None,
            levels=_levels(known.get(row.market)),
        )
        for row in rows
    ]


def _levels(instrument: Instrument | None) -> tuple[Decimal, ...]:
    # 0 stands for the book as it is, and so does the tick itself, which some price bands list.
    if instrument is None:
        return ()
    return tuple(sorted(level for level in instrument.supported_levels if level > instrument.tick_size))
