"""`python -m app.exchange` as a child process."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.exchange.__main__ import config_of, main, parser
from app.exchange.members import BadAccounts

ROOT = Path(__file__).resolve().parents[3]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts exchanges; whatever the test leaves running is killed."""
    children: list[subprocess.Popen[str]] = []

    def run(*options: str, **pipes: Any) -> "subprocess.Popen[str]":
        child = subprocess.Popen(
            [sys.executable, "-m", "app.exchange", "--markets", "3", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **pipes,
        )
        children.append(child)
        return child

    yield run
    for child in children:
        if child.poll() is None:
            child.kill()
        child.communicate()


def ready(child: "subprocess.Popen[str]") -> dict[str, str]:
    assert child.stdout is not None
    line: dict[str, str] = json.loads(child.stdout.readline())
    return line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_ends_without_a_word(start: Start, number: signal.Signals) -> None:
    child = start("--access-key", "K", "--secret-key", "S")
    line = ready(child)
    port = line["rest"].rpartition(":")[2]
    assert line == {
        "rest": f"http://127.0.0.1:{port}",
        "public": f"ws://127.0.0.1:{port}/websocket/v1",
        "private": f"ws://127.0.0.1:{port}/websocket/v1/private",
        "access_key": "K",
        "secret_key": "S",
    }
    with urllib.request.urlopen(f"{line['rest']}/v1/market/all", timeout=30) as response:
        assert len(json.load(response)) >= 3
    child.send_signal(number)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (0, "", "")


def test_it_ends_when_stdin_closes(start: Start) -> None:
    child = start("--until-stdin-closes", stdin=subprocess.PIPE)
    ready(child)
    assert child.stdin is not None
    child.stdin.write("words are ignored\n")
    child.stdin.flush()
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (0, "")


def test_stdin_may_be_no_pipe(start: Start) -> None:
    child = start("--until-stdin-closes", stdin=subprocess.DEVNULL)
    ready(child)
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (0, "")


def test_a_port_in_use_is_one_sentence(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        child = start("--port", str(other.getsockname()[1]))
        out, err = child.communicate(timeout=10)
    assert (child.returncode, out) == (1, "")
    assert err == "The port is in use by another program.\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--nope"],
        ["--port", "x"],
        ["--port", "70000"],
        ["--markets", "0"],
        ["--book-rate", "nan"],
        ["--mirror"],
    ],
)
def test_wrong_use_is_code_2(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(options)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told and "invalid _" not in told  # the names of functions are no words


@pytest.mark.parametrize(
    "balance", ["KRW", "KRW=x", "KRW=-1", "=5", "krw=5", "KRW=1e99", "NOPE=1", "KRW=0.000000001"]
)
def test_a_bad_balance_is_one_sentence(balance: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--balance", balance]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and err.endswith(".\n")


def test_the_options_become_a_configuration() -> None:
    options = "--port 5 --seed 9 --markets 4 --book-rate 50 --no-limits --balance KRW=1.5 --balance BTC=2"
    config = config_of(parser().parse_args(options.split()))
    assert (config.port, config.seed, config.markets, config.book_rate) == (5, 9, 4, 50.0)
    assert config.limited is False and config.moving is True
    (demo,) = config.members()
    assert demo.balances == {"KRW": Decimal("1.5"), "BTC": Decimal(2)}


def test_keys_of_several_accounts_on_the_command_line() -> None:
    options = "--key demo:K2:S2:view_account --key other:K3:S3 --balance other:KRW=7 --access-key K1"
    demo, other = config_of(parser().parse_args(options.split())).members()
    assert [key.access_key for key in demo.keys] == ["K1", "K2"]
    assert demo.keys[1].permissions == {"view_account"}
    assert (other.name, other.balances, other.keys[0].secret_key) == ("other", {"KRW": Decimal(7)}, "S3")
    assert other.keys[0].permissions == {"view_account", "view_orders", "make_orders"}
    assert demo.balances["KRW"] == 100_000_000


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--key a:b", 2),
        ("--key a:b:c:fly", 2),
        ("--key demo:K:S --access-key K", 2),
        ("--balance nobody:KRW=5", 2),
        ("--accounts /nowhere.json", 1),
        ("--accounts /nowhere.json --balance KRW=5", 2),
    ],
)
def test_accounts_that_make_no_sense_are_one_sentence(
    options: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use is code 2, a file that cannot be used a failure."""
    assert main(options.split()) == code
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and err.strip()


def test_a_balance_of_a_coin_that_is_not_listed() -> None:
    with pytest.raises(BadAccounts):
        config_of(parser().parse_args(["--markets", "2", "--balance", "XRP=1"]))


def test_the_default_purse_fits_every_market_count() -> None:
    assert config_of(parser().parse_args(["--markets", "1"])).balances["KRW"] == 100_000_000
