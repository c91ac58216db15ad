"""The language that a person reads, and sentences in both that there are."""

from __future__ import annotations

from typing import NamedTuple

# Each in its own words, as it is offered.
LANGUAGES = {"ko": "한국어", "en": "English"}
_chosen = ["ko"]


class Sentence(NamedTuple):
    """One thought in Korean and English."""

    ko: str
    en: str

    def in_language(self, language: str) -> str:
        """The English text for "en", the Korean one for everything else."""
        return self.en if language.startswith("en") else self.ko

    def __str__(self) -> str:
        return self.in_language(_chosen[0])


def choose(language: str) -> None:
    """From now on sentences are in that language; the launcher says so once."""
    _chosen[0] = language


def chosen() -> str:
    """The language in use."""
    return _chosen[0]
