"""What can go wrong on request: rules for REST answers and for outgoing frames, each for so many times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Rule = TypeVar("Rule", "AnswerRule", "FrameRule")


class AnswerKind(StrEnum):
    """What happens to a REST request."""

    REFUSE = "refuse"
    """Answered with `status`, nothing is done."""
    DROP = "drop"
    """The connection is reset, nothing is done."""
    DELAY = "delay"
    """Done and answered `seconds` later."""
    LATE = "late"
    """Done at once, answered `seconds` later."""
    RESET = "reset"
    """Done, then the connection is reset instead of an answer."""
    STATUS = "status"
    """Done, but answered with `status` and an error."""
    CORRUPT = "corrupt"
    """Done, but the answer is no JSON."""


class FrameKind(StrEnum):
    """What happens to an outgoing WebSocket frame."""

    DELAY = "delay"
    """Sent `seconds` later."""
    DROP = "drop"
    """Never sent."""
    DUPLICATE = "duplicate"
    """Sent `copies` times more."""
    REORDER = "reorder"
    """Sent after the next frame of its connection."""
    CORRUPT = "corrupt"
    """Sent cut off in the middle."""


@dataclass
class AnswerRule:
    """The next `count` requests (None: all) of a method and of a path that contains some text."""

    kind: AnswerKind
    count: int | None = 1
    method: str | None = None
    path: str = ""
    status: int = 503
    seconds: float = 0.0
    name: str = ""  # of the error of `refuse` and `status`

    def meets(self, method: str, path: str) -> bool:
        """Whether it is about such a request."""
        return self.method in (None, method) and self.path in path


@dataclass
class FrameRule:
    """The next `count` frames (None: all) of a side ("public", "private") that contain some text."""

    kind: FrameKind
    count: int | None = 1
    side: str | None = None
    containing: str = ""
    seconds: float = 0.0
    copies: int = 1

    def meets(self, side: str, frame: bytes) -> bool:
        """Whether it is about such a frame."""
        return self.side in (None, side) and self.containing.encode() in frame


class Faults:
    """The rules in force; a rule that has been used up is forgotten."""

    def __init__(self) -> None:
        self._answers: list[AnswerRule] = []
        self._frames: list[FrameRule] = []

    def __repr__(self) -> str:
        return f"<Faults {self._answers} {self._frames}>"

    def answer(self, kind: AnswerKind | str, **rule: object) -> None:
        """Add a rule for requests: the members of AnswerRule; ValueError or TypeError for nonsense."""
        self._answers.append(AnswerRule(AnswerKind(kind), **rule))  # type: ignore[arg-type]

    def frame(self, kind: FrameKind | str, **rule: object) -> None:
        """Add a rule for frames: the members of FrameRule; ValueError or TypeError for nonsense."""
        self._frames.append(FrameRule(FrameKind(kind), **rule))  # type: ignore[arg-type]

    def clear(self) -> None:
        """Forget every rule."""
        self._answers.clear()
        self._frames.clear()

    def for_request(self, method: str, path: str) -> AnswerRule | None:
        """The first rule that meets a request, counted as used."""
        return _use(self._answers, lambda rule: rule.meets(method, path)) if self._answers else None

    def for_frame(self, side: str, frame: bytes) -> FrameRule | None:
        """The first rule that meets a frame, counted as used."""
        return _use(self._frames, lambda rule: rule.meets(side, frame)) if self._frames else None


def _use(rules: list[Rule], meets: Callable[[Rule], bool]) -> Rule | None:
    rule = next((rule for rule in rules if meets(rule)), None)
    if rule is not None and rule.count is not None:
        rule.count -= 1
        if rule.count <= 0:
            rules.remove(rule)
    return rule
