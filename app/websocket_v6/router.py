"""Who gets a frame, and the newest frame of each stream for those who come later."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol, cast

from app.websocket_v6.errors import DecodeError
from app.websocket_v6.events import DataType, Trade
from app.websocket_v6.wire import Frame, Key


class Receiver(Protocol):
    """Something that takes frames and never raises."""

    def receive(self, frame: Frame) -> None: ...


Reference = Callable[[], "Receiver | None"]


class _Channel:
    __slots__ = ("flows", "latest", "newcomers", "receivers")

    def __init__(self) -> None:
        self.receivers: tuple[Reference, ...] = ()
        self.newcomers: tuple[Reference, ...] = ()
        self.latest: Frame | None = None
        self.flows = False


class Router:
    """Hands each frame to the receivers of its key; receivers are held by weak references."""

    def __init__(self) -> None:
        self._channels: dict[Key, _Channel] = {}

    def __repr__(self) -> str:
        receivers = sum(len(channel.receivers) for channel in self._channels.values())
        return f"<Router channels={len(self._channels)} receivers={receivers}>"

    def __len__(self) -> int:
        return len(self._channels)

    def add(self, key: Key, receiver: Reference, *, has_picture: bool = False) -> None:
        """Send the frames of `key` to that receiver, behind those who were there before.

        Without a picture it is a newcomer, who gets the next frame even if the others have seen that.
        """
        channel = self._channels.get(key)
        if channel is None:
            channel = self._channels[key] = _Channel()
        channel.receivers = (*channel.receivers, receiver)
        if not has_picture:
            channel.newcomers = (*channel.newcomers, receiver)

    def remove(self, key: Key, receiver: Reference) -> None:
        """Stop; the newest frame stays until `keep` says that the stream has ended."""
        channel = self._channels.get(key)
        if channel is not None:
            channel.receivers = tuple(held for held in channel.receivers if held is not receiver)
            channel.newcomers = tuple(held for held in channel.newcomers if held is not receiver)
            if not channel.receivers and not channel.flows:
                del self._channels[key]

    def has_data(self, key: Key) -> bool:
        """Whether a frame of `key` came over the socket that is open now."""
        channel = self._channels.get(key)
        return channel is not None and channel.flows

    def has_history(self, key: Key) -> bool:
        """Whether a frame of `key` came over this socket or one before."""
        channel = self._channels.get(key)
        return channel is not None and (channel.flows or channel.latest is not None)

    def latest(self, key: Key) -> Frame | None:
        """The newest frame that came over the socket that is open now."""
        channel = self._channels.get(key)
        return channel.latest if channel is not None and channel.flows else None

    def new_socket(self, *, private: bool) -> None:
        """Nothing flows yet; what was newest is only good for telling what was seen already."""
        for key, channel in self._channels.items():
            if key.data_type.is_private is private:
                channel.flows = False

    def keep(self, streams: Collection[Key], *, private: bool) -> None:
        """Forget the newest frames of everything that is not streamed any more."""
        for key, channel in tuple(self._channels.items()):
            if key not in streams and key.data_type.is_private is private:
                channel.flows = False
                channel.latest = None
                if not channel.receivers:
                    del self._channels[key]

    def deliver(self, frame: Frame) -> None:
        """Give the frame to all who want it; a picture older than what they have seen is skipped."""
        channel = self._channels.get(frame.key)
        if channel is None:
            if not frame.data_type.is_private:
                return
            channel = self._channels.get(Key(frame.data_type, ""))
            if channel is None:
                return
        receivers = channel.receivers
        last = channel.latest
        if last is not None and _is_seen(frame, last, same_socket=channel.flows):
            receivers, frame = channel.newcomers, last if channel.flows else frame
        channel.flows = True
        channel.latest = frame
        channel.newcomers = ()
        for reference in receivers:
            receiver = reference()
            if receiver is not None:
                receiver.receive(frame)


def _is_seen(frame: Frame, last: Frame, *, same_socket: bool) -> bool:
    """Whether `frame` tells nothing new: an overtaken picture, or a trade that was delivered before."""
    if not (frame.is_snapshot or last.is_snapshot):
        return False  # two happenings, which nearly all are
    is_trade = frame.data_type is DataType.TRADE
    if not frame.is_snapshot and not is_trade:
        return False
    try:
        new, old = frame.event(), last.event()
    except DecodeError:
        return False
    if is_trade:
        return cast(Trade, new).sequential_id == cast(Trade, old).sequential_id
    return same_socket and new.timestamp < old.timestamp
