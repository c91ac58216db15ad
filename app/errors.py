"""Hoga's errors: each has a text for the log and a sentence for the person.

HogaError
├── EndpointError        an address this mode may not talk to
├── SettingsError        the settings or the data directory cannot be used
├── ExchangeProcessError the demo exchange did not start or ended by itself
├── KeysError            app.keys: keyring, key file
├── WebSocketError       app.websocket_v6 draws its own branch
├── UpbitError           app.upbit: the exchange's refusals and transport failures
└── TradingError         app.trading: guards, journal, unknown outcomes
"""

from __future__ import annotations

from app.language import Sentence


class HogaError(Exception):
    """Root of all errors raised on purpose.

    ``str(error)`` is the detail for the log; ``error.sentence`` is what a person reads.
    """

    def __init__(self, detail: str, sentence: str | Sentence | None = None) -> None:
        super().__init__(detail)
        self._sentence = sentence or detail

    @property
    def sentence(self) -> str:
        """What a person reads, in the chosen language where it is known in both."""
        return str(self._sentence)


class EndpointError(HogaError):
    """An address that this mode may not talk to, or one that is no address."""


class SettingsError(HogaError):
    """The settings file or the data directory cannot be read or written."""


class ExchangeProcessError(HogaError):
    """The local exchange did not get ready, or ended by itself."""


class KeysError(HogaError):
    """Root of everything app.keys raises."""


class WebSocketError(HogaError):
    """Root of everything app.websocket_v6 raises."""


class UpbitError(HogaError):
    """Root of everything app.upbit raises."""


class TradingError(HogaError):
    """Root of everything app.trading raises."""
