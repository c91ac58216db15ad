"""The page about the network names every address that the mode may talk to, and leads on from there."""

from urllib.parse import urlsplit

import pytest
from PyQt6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.endpoints import UPBIT, Endpoints, local
from widgets.preferences.network_page import NetworkPage


def page_of(qtbot: QtBot, endpoints: Endpoints) -> tuple[QWidget, NetworkPage]:
    window = QWidget()
    qtbot.addWidget(window)
    return window, NetworkPage(endpoints, window)


@pytest.mark.parametrize("endpoints", [UPBIT, local("http://127.0.0.1:8080")])
def test_all_addresses_are_named_and_no_other(qtbot: QtBot, endpoints: Endpoints) -> None:
    _window, page = page_of(qtbot, endpoints)
    shown = {label.text() for label in page.findChildren(QLabel) if "://" in label.text()}
    assert shown == {endpoints.rest, endpoints.public, endpoints.private}
    hosts = {urlsplit(address).hostname for address in shown}
    assert hosts == {urlsplit(host).hostname for host in endpoints.hosts}


def test_it_leads_to_a_new_try_and_to_the_diagnostics(qtbot: QtBot) -> None:
    _window, page = page_of(qtbot, UPBIT)
    with qtbot.waitSignal(page.retry_wanted):
        page.retry.click()
    with qtbot.waitSignal(page.diagnostics_wanted):
        page.diagnostics.click()
