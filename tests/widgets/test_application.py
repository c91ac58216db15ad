"""An error that nobody caught is logged with its details and told in a plain sentence; the program lives."""

import asyncio
import logging
import sys

import pytest
from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import application
from widgets.application import ErrorReporter


class Bell(QObject):
    rung = pyqtSignal()


def fail() -> None:
    raise KeyError("x")


def test_a_slot_that_raises_is_survived_and_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reporter, bell = ErrorReporter(), Bell()
    monkeypatch.setattr(sys, "excepthook", reporter.on_exception)
    bell.rung.connect(fail)
    with caplog.at_level(logging.CRITICAL), qtbot.waitSignal(reporter.happened) as told:
        bell.rung.emit()
    assert "hoga.log" in told.args[0] and "KeyError" not in told.args[0]
    assert "KeyError: 'x'" in caplog.text


def test_what_surfaces_in_the_loop_is_told_too(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    reporter = ErrorReporter()

    async def callback_fails() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(reporter.on_loop_error)
        loop.call_soon(fail)
        await asyncio.sleep(0.01)

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(reporter.happened):
        asyncio.run(callback_fails())
    assert "KeyError: 'x'" in caplog.text


def test_a_dock_that_comes_back_leaves_its_neighbours_as_they_are(qapp: QApplication) -> None:
    application.create("ko")
    assert qapp.testAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
