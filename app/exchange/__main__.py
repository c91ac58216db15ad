"""`python -m app.exchange`: the local exchange as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc
import json
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from app.exchange.auth import Key
from app.exchange.beginning import start_anyhow
from app.exchange.config import DEMO_ACCESS_KEY, DEMO_ACCOUNT, DEMO_BALANCES, DEMO_SECRET_KEY, ExchangeConfig
from app.exchange.flow import MarketStopped
from app.exchange.members import AccountSpec, BadAccounts, amount, parse_key, read_file, require_distinct
from app.exchange.scenarios import SCENARIOS
from app.exchange.server import ExchangeServer
from app.exchange.state import StateError
from app.exchange.universe import KRW_MARKETS, markets


def parser() -> argparse.ArgumentParser:
    """The command line; argparse ends with code 2 on wrong use."""
    cli = argparse.ArgumentParser(
        prog="python -m app.exchange",
        description="A local exchange that speaks Upbit's API. Prints one JSON line when ready.",
    )
    cli.add_argument("--port", type=_PORT, default=0, help="port on 127.0.0.1 (default: a free one)")
    cli.add_argument("--seed", type=int, default=1, help="the same seed is the same market history")
    cli.add_argument(
        "--markets",
        type=_COUNT,
        default=KRW_MARKETS,
        metavar="N",
        help=f"number of KRW markets (default {KRW_MARKETS}, up to 400)",
    )
    cli.add_argument(
        "--scenario", choices=SCENARIOS, default="normal", help="what kind of day it is (default: normal)"
    )
    cli.add_argument("--book-rate", type=_RATE, metavar="R", help="book changes a second over all markets")
    cli.add_argument("--no-limits", action="store_true", help="no request quotas")
    _add_accounts(cli)
    cli.add_argument(
        "--private-sockets", type=_SOCKETS, default=5, metavar="N", help="private WebSockets a key may have"
    )
    cli.add_argument(
        "--auth-frames", action="store_true", help="answer bad WebSocket tokens by a frame instead of 401"
    )
    cli.add_argument(
        "--delete-bodies", action="store_true", help="let DELETE take its parameters from a body (pyupbit)"
    )
    cli.add_argument(
        "--idle", type=_SECONDS, default=60.0, metavar="S", help="seconds until a silent socket ends"
    )
    cli.add_argument("--control", action="store_true", help="faults on request, by POST /control")
    cli.add_argument(
        "--state", type=Path, metavar="FILE", help="keep accounts, orders and trades in this file (SQLite)"
    )
    cli.add_argument(
        "--begin-anew",
        action="store_true",
        help="start even if the state file cannot be used: a damaged one is moved aside, one in use let be",
    )
    cli.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return cli


def _add_accounts(cli: argparse.ArgumentParser) -> None:
    """The options that say who has an account here."""
    cli.add_argument("--access-key", default=DEMO_ACCESS_KEY, metavar="K", help="access key of the account")
    cli.add_argument("--secret-key", default=DEMO_SECRET_KEY, metavar="S", help="secret key of the account")
    cli.add_argument(
        "--balance",
        action="append",
        default=[],
        metavar="[ACCOUNT:]CUR=AMOUNT",
        help="what an account holds, once for each currency (default: a demo purse)",
    )
    cli.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="ACCOUNT:ACCESS:SECRET[:PERMISSION,...]",
        help="one more key, of the demo account or another one (default: what a trader needs)",
    )
    cli.add_argument(
        "--accounts", type=Path, metavar="FILE", help="accounts, balances and keys from a JSON file"
    )


def _between(kind: Callable[[str], float], low: float, high: float, what: str) -> Callable[[str], float]:
    """Reads one number of an option; `what` names it in the complaint about any other text."""

    def read(text: str) -> float:
        try:
            number = kind(text)
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no {what} between {low:g} and {high:g}")
        return number

    return read


_SMALLEST = 0.001  # a rate or a time of zero would never end
_PORT = _between(int, 0, 65535, "port")
_COUNT = _between(int, 1, 400, "number of markets")
_SOCKETS = _between(int, 1, 1000, "number of sockets")
_SECONDS = _between(float, _SMALLEST, 86_400, "number of seconds")
_RATE = _between(float, _SMALLEST, 100_000, "rate")


def _purse(texts: Sequence[str]) -> dict[str, dict[str, Decimal]]:
    """What every account holds, by name; amounts without a name belong to the demo account."""
    purses: dict[str, dict[str, Decimal]] = {}
    for said in texts:
        left, _, value = said.partition("=")
        account, _, currency = left.rpartition(":")
        purses.setdefault(account or DEMO_ACCOUNT, {})[currency] = amount(currency, value)
    return purses


def _accounts(options: argparse.Namespace) -> tuple[AccountSpec, ...]:
    """The accounts of a command line: of its file, else the demo account and those that --key names."""
    if options.accounts is not None:
        if options.balance or options.key:
            raise BadAccounts("Accounts come from --accounts or from --key and --balance, not from both.")
        return read_file(options.accounts)
    purses = _purse(options.balance)
    demo = Key(options.access_key, options.secret_key, DEMO_ACCOUNT)
    keys = [demo, *(parse_key(text) for text in options.key)]
    names = dict.fromkeys(key.account for key in keys)
    stranger = next((name for name in purses if name not in names), None)
    if stranger is not None:
        raise BadAccounts(f"The account {stranger} has a balance and no key.")
    purses.setdefault(DEMO_ACCOUNT, dict(DEMO_BALANCES))
    return require_distinct(
        AccountSpec(name, purses.get(name, {}), tuple(key for key in keys if key.account == name))
        for name in names
    )


def config_of(options: argparse.Namespace) -> ExchangeConfig:
    """The configuration a command line asks for; BadAccounts for a currency that no market trades."""
    accounts = _accounts(options)
    specs = markets(options.markets)
    known = {spec.base for spec in specs} | {spec.quote for spec in specs}
    named = options.accounts is not None or options.balance
    for currency in {currency for account in accounts for currency in account.balances} if named else ():
        if currency not in known:
            raise BadAccounts(f"{currency} is not traded here.")
    return ExchangeConfig(
        port=options.port,
        seed=options.seed,
        markets=options.markets,
        book_rate=options.book_rate,
        scenario=options.scenario,
        limited=not options.no_limits,
        access_key=options.access_key,
        secret_key=options.secret_key,
        balances=accounts[0].balances,
        accounts=accounts,
        delete_bodies=options.delete_bodies,
        control=options.control,
        state=options.state,
        idle_s=options.idle,
        auth_frames=options.auth_frames,
        private_sockets=options.private_sockets,
    )


async def serve(config: ExchangeConfig, *, until_stdin_closes: bool, begin_anew: bool = False) -> None:
    """Run an exchange until a signal, or the end of stdin if asked to."""
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, done.set)
    server = ExchangeServer(config)
    gc.disable()  # what a start makes stays: there is nothing to collect yet
    try:
        if begin_anew:
            server, addresses, state = await start_anyhow(config)
            line = asdict(addresses) | {"state": state}
        else:
            line = asdict(await server.start())
        # What is there by now stays: the collector's long pauses come from looking at it again and again.
        gc.collect()
        gc.freeze()
        gc.enable()
        print(json.dumps(line), flush=True)  # noqa: T201 - the ready line is this program's output
        if until_stdin_closes:
            threading.Thread(target=_watch_stdin, args=(loop, done), daemon=True).start()
        await _either(done, server)
    finally:
        gc.enable()
        await server.stop()


async def _either(done: asyncio.Event, server: ExchangeServer) -> None:
    """Wait until asked to end; raises what made the exchange end by itself."""
    assert server.failure is not None
    server.failure.add_done_callback(lambda _: done.set())
    await done.wait()
    if server.failure.done():
        raise server.failure.result()


def _watch_stdin(loop: asyncio.AbstractEventLoop, done: asyncio.Event) -> None:
    """Wait for the end of stdin, in a thread of its own: it may be a pipe, a terminal or a file."""
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    with suppress(RuntimeError):  # the loop has ended before
        loop.call_soon_threadsafe(done.set)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the exchange; 0 when ended, else a sentence on stderr: 2 for wrong use, 1 when it could not run."""
    options = parser().parse_args(arguments)
    try:
        anew = options.begin_anew and options.state is not None
        config = config_of(options)
        asyncio.run(serve(config, until_stdin_closes=options.until_stdin_closes, begin_anew=anew))
    except BadAccounts as error:
        by_file = options.accounts is not None and not (options.balance or options.key)
        return _fail(str(error), 1 if by_file else 2)
    except (StateError, MarketStopped) as error:
        return _fail(str(error))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _fail("The port is in use by another program.")
        return _fail(f"The exchange could not open its port: {os.strerror(error.errno or 0)}.")
    except KeyboardInterrupt:
        pass
    return 0


def _fail(sentence: str, code: int = 1) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the one sentence for the person
    return code


if __name__ == "__main__":
    sys.exit(main())
