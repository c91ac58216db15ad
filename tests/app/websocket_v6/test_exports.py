"""The public surface is one sorted list."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import app
import app.websocket_v6 as package


def test_all_is_sorted_and_complete() -> None:
    """A1."""
    public = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert set(package.__all__) == public - {"annotations"}
    constants = [name for name in package.__all__ if name.isupper()]
    assert package.__all__ == constants + sorted(name for name in package.__all__ if not name.isupper())


def test_a_users_type_checker_sees_the_types() -> None:
    """The package is marked as typed, and a callback's type says what it is called with."""
    assert (Path(app.__file__).parent / "py.typed").is_file()
    callback = get_type_hints(package.WebSocketClient.subscribe_orderbook)["callback"]
    assert callback == Callable[[package.Orderbook], object]
    callback = get_type_hints(package.WebSocketClientProxy.subscribe_my_assets)["callback"]
    assert callback == Callable[[str, str, dict[str, Any]], object]
