"""Makes resources/sounds: two short chimes, a rising pair for an alert, a falling one for an execution."""

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 22_050
LENGTH = 0.42  # seconds
CHIMES = {"alert": (880.0, 1318.5), "fill": (1046.5, 784.0)}  # Hz: the first tone, and the one after it


def samples(first: float, second: float) -> bytes:
    """Two tones that fade, the second 0.14 s after the first; 16 bit, mono."""
    values = []
    for number in range(int(RATE * LENGTH)):
        at = number / RATE
        value = _tone(first, at) + _tone(second, at - 0.14)
        fade = min(1.0, (LENGTH - at) / 0.04)
        values.append(round(max(-1.0, min(1.0, value * fade * 0.45)) * 32_000))
    return struct.pack(f"<{len(values)}h", *values)


def _tone(hertz: float, at: float) -> float:
    if at < 0:
        return 0.0
    attack = min(1.0, at / 0.005)
    return (
        attack
        * math.exp(-at * 11)
        * (math.sin(math.tau * hertz * at) + 0.25 * math.sin(2 * math.tau * hertz * at))
    )


def main(directory: Path) -> None:
    """Write every chime there."""
    for name, (first, second) in CHIMES.items():
        with wave.open(str(directory / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(first, second))


if __name__ == "__main__":
    main(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).resolve().parent.parent / "resources" / "sounds"
    )
