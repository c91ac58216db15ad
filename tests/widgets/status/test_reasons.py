"""Why a connection is down is told in the trader's words, whatever the library says."""

import re
from pathlib import Path

import pytest

from widgets.status import sentence_of

HANGUL = re.compile("[가-힣]")
LIBRARY = Path(__file__).resolve().parents[3] / "app" / "websocket_v6"
OTHER = sentence_of("something that nobody has ever heard of")


def reasons() -> list[str]:
    """What the library's own source gives as reasons, up to the first figure or name in them."""
    found = []
    for path in sorted(LIBRARY.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        found += re.findall(r'(?:End\(|drop\()\s*Fault\.\w+,\s*f?"([^"{]{6,})', text)
    return found


def test_no_reason_is_no_sentence() -> None:
    assert sentence_of("") == ""


def test_the_library_still_gives_the_reasons_that_are_known_here() -> None:
    assert len(reasons()) >= 6


@pytest.mark.parametrize("reason", reasons())
def test_every_reason_of_the_library_has_a_sentence_of_its_own(reason: str) -> None:
    sentence = sentence_of(reason)
    assert sentence.endswith(".") and HANGUL.search(sentence)
    assert sentence != OTHER


def test_keys_and_a_busy_exchange_are_told_apart() -> None:
    told = {sentence_of(f"the exchange answered {code} to the keys") for code in (401, 429, 503)}
    assert len(told) == 3
