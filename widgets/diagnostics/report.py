"""The report about a fault: the diagnostics panel's figures and the end of the log, as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.profiling import Profile
from widgets.diagnostics.facts import as_text, read
from widgets.diagnostics.log_tail import tail

if TYPE_CHECKING:
    from app.session import Session
    from widgets.frame_clock import FrameClock

LINES = 400


def report(session: Session, frame_clock: FrameClock, mode: str) -> str:
    """Everything that helps to find a fault, with secrets masked; no account's figures are in it."""
    figures = read(session, frame_clock, Profile(0.0), mode)
    clean = session.redactor.clean
    return clean(as_text(figures, tail(session.data_dir / "hoga.log", LINES, clean)))
