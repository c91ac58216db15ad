"""P1 and P7: the library and four other clients on one feeder's frames, one after the other, several rounds.

`python -m benchmarks.peers.streams [--rounds N] [--seconds N]`. The others run in .venv-interop, which `make
bench-peers` makes. A figure is the median of its rounds; each round runs every client once, so that a busy
machine is busy for all. Compared by the processor time that a message costs. Four minutes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.apart import ROOT, found_by, python_of, to_best, versions_in
from benchmarks.report import figure, finish

OTHERS = python_of(".venv-interop")
PEERS = {"upbit_sdk": "upbit-sdk", "ccxt": "ccxt", "pyupbit": "pyupbit", "cryptofeed": "cryptofeed"}
LACKING = ("cryptofeed", "ticker")  # it has none of Upbit's
KINDS = ("ticker", "orderbook", "trade")
# What a frame costs by what else there is: symbols of this client, clients that do not match.
CROWDS = ((1, 0), (855, 0), (1, 200))
WITHIN = 45.0


class Found(NamedTuple):
    """One run: messages a second, and processor time a message in µs."""

    rate: float
    cpu: float


Clients = dict[tuple[str, str], list[Found]]
Crowds = dict[tuple[int, int], list[Found]]


def run(name: str, kind: str, seconds: float, addresses: tuple[str, str], *counts: int) -> list[Found]:
    """What the client got through, or nothing."""
    python = Path(sys.executable) if name == "hoga" else OTHERS
    if not python.exists() or (name, kind) == LACKING:
        return []
    words = ["benchmarks.peers.reader", name, kind, str(seconds), *addresses, *map(str, counts)]
    found = found_by(python, words, WITHIN)
    return [Found(**found)] if found is not None else []


def measure(addresses: tuple[str, str], rounds: int, seconds: float) -> tuple[Clients, Crowds]:
    """All rounds."""
    clients: Clients = defaultdict(list)
    crowds: Crowds = defaultdict(list)
    for _ in range(rounds):
        for kind in KINDS:
            for name in ("hoga", *PEERS):
                clients[name, kind] += run(name, kind, seconds, addresses)
        for crowd in CROWDS:
            crowds[crowd] += run("hoga", "ticker", seconds, addresses, *crowd)
    return clients, crowds


def tell(clients: Clients, crowds: Crowds) -> None:
    """The figures of all rounds."""
    beside = versions_in(OTHERS, tuple(PEERS.values()))
    cpu = {place: statistics.median(one.cpu for one in found) for place, found in clients.items() if found}
    for (name, kind), value in cpu.items():
        figure(f"{name}, {kind}: processor time a message", value, "µs", goal="P1", beside=beside)
        rate = statistics.median(one.rate for one in clients[name, kind])
        figure(f"{name}, {kind}", rate, "msg/s", goal="P1", beside=beside)
    for kind in KINDS:
        tell_ratios(kind, {name: cpu.get((name, kind)) for name in ("hoga", *PEERS)}, beside)
    tell_crowds(crowds)


def tell_ratios(kind: str, cpu: dict[str, float | None], beside: dict[str, str]) -> None:
    """The gate is that a share of theirs is enough: half of the best, an eighth of the official client's."""
    ours = cpu["hoga"]
    best, share = to_best(ours, {name: cpu[name] for name in PEERS if (name, kind) != LACKING})
    figure(
        f"{kind}: ours to {best}'s, the best of the others (1/2)",
        share,
        "",
        gate=1 / 2,
        goal="P1",
        beside=beside,
    )
    _, share = to_best(ours, {"upbit-sdk": cpu["upbit_sdk"]})
    figure(f"{kind}: ours to upbit-sdk's (1/8)", share, "", gate=1 / 8, goal="P1", beside=beside)


def tell_crowds(crowds: Crowds) -> None:
    """The least of all rounds against the least: what else the machine does can only add to either."""
    least = {crowd: min((one.cpu for one in found), default=None) for crowd, found in crowds.items()}
    alone = least.get(CROWDS[0])
    for symbols, idle in CROWDS[1:]:
        name = f"cost of a frame with {symbols} symbols, {idle} clients that do not match"
        cost = least.get((symbols, idle))
        figure(name, cost / alone if cost and alone else None, "x", gate=1.3, goal="P7")


def main() -> None:
    """Start the feeder and an exchange for the others' REST calls; end them afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0)
    wanted = parser.parse_args()
    feeder = [sys.executable, "-m", "benchmarks.peers.flood"]
    exchange = [sys.executable, "-m", "app.exchange", "--no-limits", "--until-stdin-closes"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(feeder, **pipes) as feed, subprocess.Popen(exchange, **pipes) as rest:  # type: ignore[call-overload]
        port = int(feed.stdout.readline())
        addresses = f"http://127.0.0.1:{port}", json.loads(rest.stdout.readline())["rest"]
        found = measure(addresses, wanted.rounds, wanted.seconds)
        feed.stdin.close()
        rest.stdin.close()
    tell(*found)


if __name__ == "__main__":
    main()
    finish()
