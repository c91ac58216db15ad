"""What can go wrong with keeping API keys, each with a sentence in both languages."""

from __future__ import annotations

from app.errors import KeysError
from app.language import Sentence

PASSPHRASE_LENGTH = 10

_WRONG = Sentence(
    "암호가 맞지 않거나 키 파일이 손상되었습니다.",
    "The passphrase is wrong, or the key file is damaged.",
)
_SHORT = Sentence(
    f"암호는 {PASSPHRASE_LENGTH}자 이상이어야 합니다.",
    f"The passphrase needs at least {PASSPHRASE_LENGTH} characters.",
)
_NO_KEYRING = Sentence(
    "운영체제의 키 보관함을 사용할 수 없습니다. 암호화 파일이나 이번 실행에만 사용하기를 골라 주세요.",
    "The system's keyring cannot be used; choose the encrypted file or this session only.",
)
_NO_ENTRY = Sentence(
    "운영체제의 키 보관함에서 키를 읽을 수 없습니다. 보관함이 잠겨 있지 않은지 확인해 주세요.",
    "The key cannot be read from the system's keyring; is the keyring locked?",
)
_NOT_WRITTEN = Sentence("키를 저장할 수 없습니다.", "The key cannot be saved.")
_NO_ARGON2 = Sentence(
    "이 컴퓨터의 암호화 라이브러리가 키 파일을 지원하지 않습니다.",
    "This computer's cryptography library cannot make the key file.",
)


class VaultError(KeysError):
    """The encrypted file cannot be opened: one answer for a wrong passphrase and for damage."""

    def __init__(self) -> None:
        super().__init__("wrong passphrase or damaged file", _WRONG)


class PassphraseTooShort(KeysError):
    """Refused before anything was written."""

    def __init__(self) -> None:
        super().__init__(f"a passphrase has at least {PASSPHRASE_LENGTH} characters", _SHORT)


class KeyringUnavailable(KeysError):
    """None of the named keyrings stood a round trip in time."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, _NO_KEYRING)


class KeyringEntryLost(KeysError):
    """The keyring holds no entry of ours, or is locked."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, _NO_ENTRY)


class KeysNotSaved(KeysError):
    """The disk did not take the file."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, _NOT_WRITTEN)


class NoArgon2(KeysError):
    """The cryptography library was built without Argon2id."""

    def __init__(self) -> None:
        super().__init__("Argon2id is not supported by this OpenSSL", _NO_ARGON2)
