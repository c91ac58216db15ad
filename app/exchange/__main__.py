"""`python -m app.exchange`: the local exchange as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import errno
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal, InvalidOperation

from app.exchange.config import DEMO_ACCESS_KEY, DEMO_BALANCES, DEMO_SECRET_KEY, ExchangeConfig
from app.exchange.server import ExchangeServer
from app.exchange.units import to_units
from app.exchange.universe import markets


def parser() -> argparse.ArgumentParser:
    """The command line; argparse ends with code 2 on wrong use."""
    cli = argparse.ArgumentParser(
        prog="python -m app.exchange",
        description="A local exchange that speaks Upbit's API. Prints one JSON line when ready.",
    )
    cli.add_argument("--port", type=_port, default=0, help="port on 127.0.0.1 (default: a free one)")
    cli.add_argument("--seed", type=int, default=1, help="the same seed is the same market history")
    cli.add_argument(
        "--markets", type=_count, metavar="N", help="number of KRW markets (default 46, up to 400)"
    )
    cli.add_argument("--book-rate", type=_rate, metavar="R", help="book changes a second over all markets")
    cli.add_argument("--no-limits", action="store_true", help="no request quotas")
    cli.add_argument("--access-key", default=DEMO_ACCESS_KEY, metavar="K", help="access key of the account")
    cli.add_argument("--secret-key", default=DEMO_SECRET_KEY, metavar="S", help="secret key of the account")
    cli.add_argument(
        "--balance",
        action="append",
        default=[],
        type=_balance,
        metavar="CUR=AMOUNT",
        help="what the account holds, once for each currency (default: a demo purse)",
    )
    cli.add_argument(
        "--delete-bodies", action="store_true", help="let DELETE take its parameters from a body (pyupbit)"
    )
    cli.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return cli


def _port(value: str) -> int:
    port = int(value)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{value} is no port")
    return port


def _count(value: str) -> int:
    count = int(value)
    if not 1 <= count <= 400:
        raise argparse.ArgumentTypeError("between 1 and 400 markets are possible")
    return count


def _rate(value: str) -> float:
    rate = float(value)
    if not 0 < rate <= 100_000:
        raise argparse.ArgumentTypeError("a rate lies above 0 and at most at 100000")
    return rate


def _balance(value: str) -> tuple[str, Decimal]:
    return value.partition("=")[0], _amount(value)


def _amount(value: str) -> Decimal:
    currency, _, text = value.partition("=")
    try:
        amount = Decimal(text)
        to_units(amount)
    except (InvalidOperation, ValueError):
        raise BadBalance(f"{value} is no balance; write it like KRW=1000000.") from None
    if amount < 0 or not (currency.isascii() and currency.isalnum() and currency.isupper()):
        raise BadBalance(f"{value} is no balance; write it like KRW=1000000.")
    return amount


class BadBalance(Exception):
    """A --balance that says nothing sensible."""


def config_of(options: argparse.Namespace) -> ExchangeConfig:
    """The configuration a command line asks for; BadBalance for a currency that no market trades."""
    balances = dict(options.balance) or dict(DEMO_BALANCES)
    specs = markets(options.markets)
    known = {spec.base for spec in specs} | {spec.quote for spec in specs}
    for currency in dict(options.balance):
        if currency not in known:
            raise BadBalance(f"{currency} is not traded here.")
    return ExchangeConfig(
        port=options.port,
        seed=options.seed,
        markets=options.markets,
        book_rate=options.book_rate,
        limited=not options.no_limits,
        access_key=options.access_key,
        secret_key=options.secret_key,
        balances=balances,
        delete_bodies=options.delete_bodies,
    )


async def serve(config: ExchangeConfig, *, until_stdin_closes: bool) -> None:
    """Run an exchange until a signal, or the end of stdin if asked to."""
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, done.set)
    server = ExchangeServer(config)
    try:
        addresses = await server.start()
        print(json.dumps(asdict(addresses)), flush=True)  # noqa: T201 - the ready line is this program's output
        if until_stdin_closes:
            threading.Thread(target=_watch_stdin, args=(loop, done), daemon=True).start()
        await done.wait()
    finally:
        await server.stop()


def _watch_stdin(loop: asyncio.AbstractEventLoop, done: asyncio.Event) -> None:
    """Wait for the end of stdin, in a thread of its own: it may be a pipe, a terminal or a file."""
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    with suppress(RuntimeError):  # the loop has ended before
        loop.call_soon_threadsafe(done.set)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the exchange; 0 when ended, 1 with one sentence on stderr when it could not run."""
    try:
        options = parser().parse_args(arguments)
        asyncio.run(serve(config_of(options), until_stdin_closes=options.until_stdin_closes))
    except BadBalance as error:
        return _fail(str(error))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _fail("The port is in use by another program.")
        return _fail(f"The exchange could not open its port: {os.strerror(error.errno or 0)}.")
    except KeyboardInterrupt:
        pass
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the one sentence for the person
    return 1


if __name__ == "__main__":
    sys.exit(main())
