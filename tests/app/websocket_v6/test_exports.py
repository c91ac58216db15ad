"""The public surface is one sorted list."""

from __future__ import annotations

import inspect

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
