"""What the panels' tests share: the library's place taken by a stream that is delivered by hand."""

from __future__ import annotations

import pytest

from tests.fakes import Stream


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Where the clients of feeds made from now on have their wishes."""
    stream = Stream()
    monkeypatch.setattr("widgets.feed.WebSocketClient", stream.client)
    return stream
