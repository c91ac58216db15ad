"""API keys: where they are kept, and what the exchange says they may do."""

from app.keys.check import WARN_DAYS, Finding, KeyReport, Mark, Subject, check_key, days_left
from app.keys.errors import (
    PASSPHRASE_LENGTH,
    KeyringEntryLost,
    KeyringUnavailable,
    KeysNotSaved,
    NoArgon2,
    PassphraseTooShort,
    VaultError,
)
from app.keys.keyring import OsKeyring
from app.keys.secret import is_key
from app.keys.store import KeyStore, Place

__all__ = [
    "PASSPHRASE_LENGTH",
    "WARN_DAYS",
    "Finding",
    "KeyReport",
    "KeyStore",
    "KeyringEntryLost",
    "KeyringUnavailable",
    "KeysNotSaved",
    "Mark",
    "NoArgon2",
    "OsKeyring",
    "PassphraseTooShort",
    "Place",
    "Subject",
    "VaultError",
    "check_key",
    "days_left",
    "is_key",
]
