"""Tokens that the exchange can check, made without loading what only public keys need."""

import subprocess
import sys

import jwt

from app.tokens import signed

SECRET = "s" * 64  # PyJWT warns of the forty characters that Upbit gives


def test_the_token_carries_its_claims_under_hs512() -> None:
    token = signed({"access_key": "a", "nonce": "1"}, SECRET)
    assert jwt.get_unverified_header(token)["alg"] == "HS512"
    assert jwt.decode(token, SECRET, algorithms=["HS512"]) == {"access_key": "a", "nonce": "1"}


def test_public_key_code_stays_out_until_somebody_needs_it() -> None:
    program = (
        "import sys, app.tokens; assert 'cryptography' not in sys.modules;"
        "assert app.tokens.signed({'nonce': '1'}, 's' * 40);"
        "import cryptography.hazmat.primitives.ciphers.aead; print('ready')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ready"
