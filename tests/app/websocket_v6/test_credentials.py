"""Keys are found in the promised order and never show their values."""

from __future__ import annotations

import jwt
import pytest

from app.websocket_v6.credentials import Credentials, find_credentials
from app.websocket_v6.errors import InvalidKeysError


def test_the_token_is_signed_anew_each_time() -> None:
    credentials = Credentials("access", "s" * 64)
    first, second = credentials.authorization(), credentials.authorization()
    claims = jwt.decode(first.removeprefix("Bearer "), "s" * 64, algorithms=["HS512"])
    assert set(claims) == {"access_key", "nonce"} and claims["access_key"] == "access"
    assert first != second and first.startswith("Bearer ")


def test_a_repr_hides_both_keys() -> None:
    assert repr(Credentials("access", "secret")) == "Credentials()"


def test_given_keys_come_before_stored_and_stored_before_the_environment() -> None:
    """A8."""
    environ = {"UPBIT_ACCESS_KEY": "e", "UPBIT_SECRET_KEY": "e"}
    assert find_credentials("a", "b", lambda: ("s", "s"), environ) == Credentials("a", "b")
    assert find_credentials(None, None, lambda: ("s", "s"), environ) == Credentials("s", "s")
    assert find_credentials(None, None, lambda: None, environ) == Credentials("e", "e")
    assert find_credentials("", "", None, {}) is None


@pytest.mark.parametrize(
    ("access", "secret", "environ"),
    [("a", None, {}), (None, "b", {}), (None, None, {"UPBIT_ACCESS_KEY": "e"})],
)
def test_half_a_pair_is_refused(access: str | None, secret: str | None, environ: dict[str, str]) -> None:
    with pytest.raises(InvalidKeysError, match="give both keys or neither"):
        find_credentials(access, secret, None, environ)
