"""The QApplication around the desk: display, loop, last-resort error hooks, language and signals."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from PyQt6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    QTranslator,
    pyqtSignal,
    qInstallMessageHandler,
)
from PyQt6.QtWidgets import QApplication

from app.look import Look
from app.options import Options
from resources import TRANSLATIONS
from widgets.memory import give_back_what_is_freed, keep_small
from widgets.theme import apply_theme

_log = logging.getLogger(__name__)
HEADLESS_SECONDS = 6.0
# Qt calls C++ most of the time; Python's signal handlers run only when Python does.
HEARTBEAT_MS = 250


class ErrorReporter(QObject):
    """Where an error that nobody caught is logged and becomes visible.

    Signals:
        happened(str): a sentence for the person; the log has the error and its traceback
    """

    happened = pyqtSignal(str)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        """For sys.excepthook: slots, Qt overrides and callbacks end up here."""
        if issubclass(kind, KeyboardInterrupt):
            return
        _log.critical("nobody caught this", exc_info=(kind, error, traceback))
        self.happened.emit(self._sentence())

    def on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """For the event loop's exception handler."""
        error = context.get("exception")
        _log.error("event loop: %s", context.get("message"), exc_info=error)
        self.happened.emit(self._sentence())

    def _sentence(self) -> str:
        return self.tr("예기치 못한 오류가 있었습니다. 자세한 내용은 로그(hoga.log)에 있습니다.")


def fit_to_display(options: Options, environment: MutableMapping[str, str]) -> Options:
    """Without a display: say so, run offscreen and take a picture instead of waiting for a person."""
    if not _lacks_display(environment):
        return options
    environment["QT_QPA_PLATFORM"] = "offscreen"
    if options.screenshot is not None:
        return options
    picture = Path(tempfile.mkdtemp(prefix="hoga-")) / "desk.png"
    print(  # noqa: T201 - the one line this door promises
        f"no display: running offscreen for {HEADLESS_SECONDS:.0f} seconds, picture in {picture}", flush=True
    )
    return replace(options, screenshot=picture, after=HEADLESS_SECONDS)


def create(language: str, look: Look = Look()) -> QApplication:  # noqa: B008 - it is frozen
    """The application in that look and language ("ko" is the language of the sources)."""
    give_back_what_is_freed()
    if QApplication.instance() is None and look.scale != 100:
        # Qt reads it once, when the application is made; who has set it himself knows better.
        os.environ.setdefault("QT_SCALE_FACTOR", str(look.scale / 100))
    # Under X11 a dock that comes back from its window is one of the system's for a moment; without this all
    # beside and around it stay so, which slows painting and has Qt complain of every menu.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Hoga")
    application.setApplicationDisplayName("Hoga")
    # The desk ends when its own clean-up has ended, not when Qt sees the last window go.
    application.setQuitOnLastWindowClosed(False)
    keep_small(application)
    apply_theme(application, look)
    speak(application, language)
    return application


def speak(application: QApplication, language: str) -> None:
    """From now on texts of the desk and of Qt's own menus are in that language; older widgets keep theirs."""
    for earlier in application.findChildren(QTranslator):
        application.removeTranslator(earlier)
        earlier.deleteLater()
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, directory in (("qtbase", qt), ("hoga", str(TRANSLATIONS))):
        translator = QTranslator(application)
        # There is no hoga_ko: the sources are Korean.
        if translator.load(f"{name}_{language}", directory):
            application.installTranslator(translator)


def catch_errors() -> ErrorReporter:
    """Log what nobody caught and tell it to the reporter; PyQt6's default hook would end the program."""
    reporter = ErrorReporter()
    sys.excepthook = reporter.on_exception
    qInstallMessageHandler(_on_qt_message)
    return reporter


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    """Qt's own messages go to the log; what the offscreen platform can't do is no news."""
    harmless = kind is QtMsgType.QtDebugMsg or "propagateSizeHints" in (text or "")
    _log.log(logging.DEBUG if harmless else logging.WARNING, "Qt: %s", text)


def take_environment() -> dict[str, str]:
    """The environment as it was, with the keys taken out of the process so that no child inherits them."""
    environment = dict(os.environ)
    for name in environment:
        if name.startswith("UPBIT_"):
            del os.environ[name]
    return environment


def on_termination(parent: QObject, close: Callable[[], object]) -> None:
    """Call `close` on Ctrl-C and SIGTERM, from the event loop."""

    def handle(*_: object) -> None:
        QTimer.singleShot(0, close)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    heartbeat = QTimer(parent)
    heartbeat.setObjectName("signal heartbeat")
    heartbeat.timeout.connect(_beat)
    heartbeat.start(HEARTBEAT_MS)


def _beat() -> None:
    """Gives the interpreter its turn."""


def _lacks_display(environment: Mapping[str, str]) -> bool:
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return False
    return not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
