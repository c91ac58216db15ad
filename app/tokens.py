"""Signs what proves a request to be the key owner's, as Upbit wants it: a JWT by HS512."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping

# PyJWT takes cryptography along where it finds it, 8 MB for public keys that Upbit does not use.
_kept_out = "cryptography" not in sys.modules
if _kept_out:
    sys.modules["cryptography"] = None  # type: ignore[assignment]
try:
    import jwt
finally:
    if _kept_out:
        del sys.modules["cryptography"]


def signed(claims: Mapping[str, str], secret_key: str) -> str:
    """The token of these claims."""
    with warnings.catch_warnings():
        # Upbit's secrets are 40 characters by design; PyJWT would like 64 for HS512.
        warnings.simplefilter("ignore", jwt.InsecureKeyLengthWarning)
        return jwt.encode(dict(claims), secret_key, algorithm="HS512")
