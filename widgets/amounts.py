"""Text of an amount field to the exact Decimal and back: grouped thousands, pasted spaces, no guessing."""

from __future__ import annotations

import re
from decimal import Decimal

from widgets import format as fmt

MAX_DIGITS = 40

_PLAIN = re.compile(r"(\d+)(\.\d*)?|\.\d+", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(\s\d{3})+(\.\d*)?")  # pasted from where thousands are set apart
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)


def parse(text: str) -> Decimal | None:
    """The exact amount that a text says; None when it is empty or says none.

    Spaces and commas count only where thousands are grouped, so that a decimal comma ("0,5") is refused
    and never read as a hundred times the amount, and two numbers ("1580 25") are not read as one.
    """
    bare = text.strip()
    if _SPACED.fullmatch(bare):
        bare = "".join(bare.split())
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)) or len(bare) > MAX_DIGITS:
        return None
    return Decimal(bare.replace(",", ""))


def is_empty(text: str) -> bool:
    """Whether nothing was entered."""
    return not text.strip()


def text_of(amount: Decimal | None) -> str:
    """Every digit of the amount with grouped thousands; nothing for None."""
    return "" if amount is None else fmt.exact(amount)


def grouped(text: str) -> str:
    """A text that says an amount with its thousands grouped; what follows the point stays as typed."""
    bare = "".join(text.split()).replace(",", "")
    whole, point, fraction = bare.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.isascii() and whole.isdigit() else bare


def regroup(before: str, after: str, cursor: int) -> tuple[str, int]:
    """What a field shows after the trader edited `before` into `after`, and where the cursor stands.

    The commas that an edit displaced were put there by us and are put right again; a comma that the
    trader typed or pasted is left alone, as is everything that says no amount.
    """
    ours = "," not in before or _GROUPED.fullmatch(before)
    inserted = after if parse(after) is not None else _inserted(before, after)
    candidate = after if parse(after) is not None else after.replace(",", "")
    if not ours or parse(candidate) is None or (candidate is not after and "," in inserted):
        return after, cursor
    shown = grouped(candidate)
    return shown, _place_after(shown, _counted(after[:cursor]))


def _inserted(before: str, after: str) -> str:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return after[start : len(after) - end]


def _counted(text: str) -> int:
    return sum(not (letter.isspace() or letter == ",") for letter in text)


def _place_after(text: str, count: int) -> int:
    place = 0
    while count > 0 and place < len(text):
        count -= text[place] != ","
        place += 1
    return place
