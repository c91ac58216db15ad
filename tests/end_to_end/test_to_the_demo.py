"""Upbit can't be reached: the strip says so and leads to the demo exchange, by a desk that starts anew."""

from dataclasses import replace

import pytest
from PyQt6.QtWidgets import QApplication, QPushButton

from app import session
from app.endpoints import Mode, local
from app.look import Look, Scheme
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.test_first_light import is_filled
from widgets import theme
from widgets.actions import Actions
from widgets.main_window import MainWindow

SECONDS = 30.0


def door(running: Running) -> QPushButton:
    buttons = running.window.strip.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == "데모 거래소로")


def window_of(mode: Mode) -> MainWindow | None:
    windows = (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    return next((each for each in windows if each.mode is mode and each.isVisible()), None)


def test_from_an_exchange_out_of_reach_to_the_demo(
    run_desk: RunDesk, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    """The desk ends as on any other day, never amid an order, and is there again: DEMO, and as arranged."""
    nobody = local(f"http://127.0.0.1:{unused_tcp_port}")
    monkeypatch.setattr(session, "UPBIT", replace(nobody, mode=Mode.LIVE))

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        await running.until(lambda: door(running).isVisible(), SECONDS, "the way to the demo exchange")
        assert "초 뒤 다시 시도" in running.window.strip.text
        running.window.appearance.choose(Look(scheme=Scheme.LIGHT))
        with monkeypatch.context() as now:
            now.setattr(Actions, "busy", True)
            running.click(door(running))
        assert running.window.isVisible() and "주문을 보내는 중입니다" in running.window.notices.texts[-1]
        running.click(door(running))
        await running.until(lambda: window_of(Mode.DEMO), SECONDS, "the desk of the demo exchange")
        assert window_of(Mode.LIVE) is None
        running.window = window_of(Mode.DEMO) or running.window
        await running.until(lambda: is_filled(running, "KRW-BTC"), SECONDS, "every panel filled")
        assert running.window.appearance.look.scheme is Scheme.LIGHT
        assert running.window.strip.text == ""

    try:
        assert run_desk(scenario, {}, mode=Mode.LIVE).left == CLEAN
    finally:
        theme.apply_look(qapp, Look())
