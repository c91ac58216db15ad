"""The option that takes what is drawn now for what shall be drawn from now on."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the golden pictures as they are drawn now")
