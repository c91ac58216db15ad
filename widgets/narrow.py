"""Which columns a table leaves out where there is no room for all of them: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

C = TypeVar("C")


def left_out(widths: Mapping[C, int], gives_way: Iterable[C], room: int) -> frozenset[C]:
    """The columns that go, in the order given, until the others fit or no more may go; all in pixels."""
    wanted, gone = sum(widths.values()), set[C]()
    for column in gives_way:
        if wanted <= room:
            break
        gone.add(column)
        wanted -= widths[column]
    return frozenset(gone)
