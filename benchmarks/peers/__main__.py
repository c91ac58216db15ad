"""P1 and P7: the library and four other clients on one feeder's frames, one after the other, several rounds.

`make bench-peers`, or `python -m benchmarks.peers [ROUNDS] [SECONDS]`. The others run in .venv-interop. A
figure is the median of its rounds; each round runs every client once, so that a busy machine is busy for all.
Clients are compared by the processor time that a message costs them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import figure

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OTHERS = ROOT / ".venv-interop/bin/python"
PEERS = ("upbit_sdk", "ccxt", "pyupbit", "cryptofeed")
KINDS = ("ticker", "orderbook", "trade")
# What a frame costs by what else there is: symbols of this client, clients that do not match.
CROWDS = ((1, 0), (855, 0), (1, 200))
WITHIN = 45


class Found(NamedTuple):
    """One run: messages a second, and processor time a message in µs."""

    rate: float
    cpu: float


def run(name: str, kind: str, seconds: float, addresses: tuple[str, str], *counts: int) -> Found | None:
    """What the client got through, or None when nothing came."""
    python = sys.executable if name == "hoga" else str(OTHERS)
    words = [python, str(HERE / "reader.py"), name, kind, str(seconds), *addresses, *map(str, counts)]
    clean = {key: value for key, value in os.environ.items() if "PROXY" not in key.upper()}
    environment = clean | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as reader:
        try:
            out, err = reader.communicate(timeout=WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(reader.pid, 9)
            out, err = reader.communicate()
    for line in out.splitlines():
        if line.startswith('{"rate"'):
            return Found(**json.loads(line))
    print(f"{name} {kind}: nothing came: {err.strip()[-300:]}", file=sys.stderr)
    return None


def measure(addresses: tuple[str, str], rounds: int, seconds: float) -> None:
    """All rounds, then the figures."""
    clients: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    crowds: defaultdict[tuple[int, int], list[Found]] = defaultdict(list)
    peers = PEERS if OTHERS.exists() else ()
    for _ in range(rounds):
        for kind in KINDS:
            for name in ("hoga", *peers):
                if (name, kind) != ("cryptofeed", "ticker"):  # it has none of Upbit's
                    found = run(name, kind, seconds, addresses)
                    clients[name, kind] += [found] if found is not None else []
        for crowd in CROWDS:
            found = run("hoga", "ticker", seconds, addresses, *crowd)
            crowds[crowd] += [found] if found is not None else []
    cpu = {place: statistics.median(one.cpu for one in found) for place, found in clients.items() if found}
    for (name, kind), value in cpu.items():
        figure(f"{name}, {kind}: processor time a message", value, "µs")
        figure(f"{name}, {kind}", statistics.median(one.rate for one in clients[name, kind]), "msg/s")
    for kind in KINDS:
        tell_ratios(kind, cpu)
    tell_crowds(crowds)


def tell_ratios(kind: str, cpu: dict[tuple[str, str], float]) -> None:
    """The gate is that a share of theirs is enough: half of the best, an eighth of the official client's."""
    others = {name: cpu[name, kind] for name in PEERS if (name, kind) in cpu}
    if not others:
        return
    best = min(others, key=lambda name: others[name])
    ours = cpu["hoga", kind]
    name = f"{kind}: ours to {best}'s, the best of the others (1/2)"
    figure(name, ours / others[best], "", gate=1 / 2, goal="P1")
    if "upbit_sdk" in others:
        figure(f"{kind}: ours to upbit-sdk's (1/8)", ours / others["upbit_sdk"], "", gate=1 / 8, goal="P1")


def tell_crowds(crowds: dict[tuple[int, int], list[Found]]) -> None:
    """The least of all rounds against the least: what else the machine does can only add to either."""
    least = {crowd: min(one.cpu for one in found) for crowd, found in crowds.items()}
    for symbols, idle in CROWDS[1:]:
        name = f"cost of a frame with {symbols} symbols, {idle} clients that do not match"
        figure(name, least[symbols, idle] / least[CROWDS[0]], "x", gate=1.3, goal="P7")


def main(rounds: str = "3", seconds: str = "2") -> None:
    """Start the feeder and an exchange for the others' REST calls; end them afterwards."""
    feeder = [sys.executable, "-m", "benchmarks.peers.flood"]
    exchange = [sys.executable, "-m", "app.exchange", "--no-limits", "--until-stdin-closes"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(feeder, **pipes) as feed, subprocess.Popen(exchange, **pipes) as rest:  # type: ignore[call-overload]
        port = int(feed.stdout.readline())
        addresses = f"http://127.0.0.1:{port}", json.loads(rest.stdout.readline())["rest"]
        measure(addresses, int(rounds), float(seconds))
        feed.stdin.close()
        rest.stdin.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
