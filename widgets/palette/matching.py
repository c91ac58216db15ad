"""How well a name answers what was typed: Korean, initial consonants, English, letters left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from hangulpy import convert_hangul_to_qwerty, convert_qwerty_to_hangul, get_chosung_string, hangul_search

BEGINS, WORD, CONTAINS, INITIALS, SCATTERED = 0, 1, 2, 3, 4
T = TypeVar("T")


def plain(text: str) -> str:
    """Lower case, composed, without spaces: what looks the same is the same."""
    return "".join(unicodedata.normalize("NFC", text).lower().split())


def rank(names: str, query: str) -> int | None:
    """How well a name, and others after a line break, answer a plain query; None when they do not."""
    ranks = [found for name in names.split("\n") if (found := _rank(name, query)) is not None]
    return min(ranks, default=None)


def find(candidates: Sequence[tuple[str, T]], text: str) -> list[T]:
    """Those that answer, best first, in their own order where they are equal; all for no text.

    What nothing answers to is tried once more as if typed with the other keyboard layout.
    """
    query = plain(text)
    if not query:
        return [candidate for _, candidate in candidates]
    return _find(candidates, query) or _find(candidates, _other_layout(query))


def _find(candidates: Sequence[tuple[str, T]], query: str) -> list[T]:
    if not query:
        return []
    ranked = [(found, what) for names, what in candidates if (found := rank(names, query)) is not None]
    ranked.sort(key=_first)
    best = ranked[0][0] if ranked else 0
    # Letters picked out of long names are for when nothing better is there.
    return [what for found, what in ranked if best >= SCATTERED or found < SCATTERED]


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def _rank(name: str, query: str) -> int | None:
    whole = _forms(name)[0]
    at = whole.find(query)
    if at < 0 and not query.isascii():
        at = hangul_search(whole, query)
    if at == 0:
        return BEGINS
    if any(word.startswith(query) for word in _forms(name)[1]):
        return WORD
    if at > 0:
        return CONTAINS
    if query in _forms(name)[2]:
        return INITIALS
    return SCATTERED if len(query) > 1 and _is_scattered(query, whole) else None


@lru_cache(maxsize=2048)
def _forms(name: str) -> tuple[str, tuple[str, ...], str]:
    """The name in one piece, its words, and the first signs of them."""
    words = tuple(plain(word) for word in name.replace("-", " ").replace("·", " ").split())
    whole = plain(name)
    initials = "".join(word[0] for word in words if word)
    return whole, words, initials if initials.isascii() else get_chosung_string(initials)


def _is_scattered(query: str, name: str) -> bool:
    signs: Iterable[str] = iter(name)
    return all(sign in signs for sign in query)


def _other_layout(query: str) -> str:
    if len(query) < 2:
        return ""
    other: str = convert_qwerty_to_hangul(query) if query.isascii() else convert_hangul_to_qwerty(query)
    return "" if other == query else plain(other)
