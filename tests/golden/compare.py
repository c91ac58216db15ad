"""Whether two pictures are the same to an eye, and small files for those to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PyQt6.QtGui import QImage, QPixmap, qRgb

COLOURS, FREQUENT = 256, 176
SEEN = 48  # a pixel differs when a channel does by more than that, of 255: palette files are a shade off
SHARE = 0.0005  # of the whole picture: the smoothing of letters may differ between machines
TILE, TILE_SHARE = 16, 0.04  # a changed figure or a moved line is concentrated in one place

Pixels = Any  # numpy: height × width × (red, green, blue)


@dataclass(frozen=True)
class Difference:
    """What differs; `mask` has the pixels."""

    reason: str
    mask: Any = None


def pixels(image: QImage) -> Pixels:
    """The colours of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    raw = np.frombuffer(bits.asarray(image.sizeInBytes()), np.uint8)
    rows = raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]
    return rows[:, :, 2::-1].copy()


def difference(actual: Pixels, golden: Pixels) -> Difference | None:
    """None while they look alike."""
    if actual.shape != golden.shape:
        return Difference(
            f"{actual.shape[1]}×{actual.shape[0]} instead of {golden.shape[1]}×{golden.shape[0]}"
        )
    mask = _seen(actual, golden)
    share, worst = float(mask.mean()), _worst_tile(mask)
    if share <= SHARE and worst <= TILE_SHARE:
        return None
    return Difference(f"{share:.3%} of it differs, {worst:.0%} at the worst place", mask)


def _seen(actual: Pixels, golden: Pixels) -> Any:
    """Which pixels an eye tells apart; unsigned bytes only, as a large picture has 25 million of them."""
    apart = np.maximum(actual, golden)
    apart -= np.minimum(actual, golden)
    strong = apart > SEEN
    return strong[:, :, 0] | strong[:, :, 1] | strong[:, :, 2]


def _worst_tile(mask: Any) -> float:
    height, width = (-(-side // TILE) * TILE for side in mask.shape)
    padded = np.zeros((height, width), bool)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    tiles = padded.reshape(height // TILE, TILE, width // TILE, TILE)
    return float(tiles.mean(axis=(1, 3)).max())


def shown(golden: Pixels, mask: Any) -> QImage:
    """The picture, faded, with what differs in plain red."""
    faded = (golden.astype(np.uint16) // 3 + 40).astype(np.uint8)
    faded[mask] = (255, 0, 0)
    height, width, _ = faded.shape
    return QImage(faded.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def save_small(picture: QPixmap | QImage, path: Path) -> None:
    """Write it with the colours that it has most of: the smoothed edges of letters take the nearest."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    colours = pixels(image)
    height, width, _ = colours.shape
    packed = _packed(colours).ravel()
    known, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    kept, nearest = _palette(known, counts)
    indexed = np.zeros((height, -(-width // 4) * 4), np.uint8)
    indexed[:, :width] = nearest[inverse].reshape(height, width)
    small = QImage(indexed.tobytes(), width, height, indexed.shape[1], QImage.Format.Format_Indexed8)
    small.setColorTable([qRgb(*_parts(int(colour))) for colour in kept])
    if not small.save(str(path), "PNG", 0):  # 0: the smallest file
        raise OSError(f"cannot write {path}")


def _packed(colours: Pixels) -> Any:
    wide = colours.astype(np.uint32)
    return wide[:, :, 0] << 16 | wide[:, :, 1] << 8 | wide[:, :, 2]


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255


def _palette(known: Any, counts: Any) -> tuple[Any, Any]:
    """The colours to keep, and for each known one which of them is the nearest.

    First the most frequent, then always the one that is farthest from all kept so far: a rare colour may
    be the one that means something.
    """
    parts = np.stack([known >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.int32)
    chosen = list(np.argsort(-counts, kind="stable")[:FREQUENT])
    apart = np.full(len(known), np.iinfo(np.int64).max)
    nearest = np.zeros(len(known), np.uint8)
    for number in range(min(COLOURS, len(known))):
        if number == len(chosen):
            chosen.append(int(np.argmax(apart)))
        distance = ((parts - parts[chosen[number]]) ** 2).sum(axis=1)
        nearest[distance < apart] = number
        apart = np.minimum(apart, distance)
    return known[chosen], nearest
