"""What the panel tells, read once from everything that knows a part of it."""

from __future__ import annotations

import platform
import time
from collections import Counter
from typing import TYPE_CHECKING

import psutil
from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, QCoreApplication

from app.clock import monotonic
from widgets.diagnostics import costs
from widgets.diagnostics.line import BAD, DULL, GOOD, Line, Section
from widgets.format import NOTHING, milliseconds, size
from widgets.status import complaint_of, sentence_of

if TYPE_CHECKING:
    from app.connections import Connections
    from app.profiling import Profile
    from app.session import Session
    from app.websocket_v6 import ConnectionStatus
    from widgets.frame_clock import FrameClock


def read(session: Session, frame_clock: FrameClock, profile: Profile, mode: str) -> list[Section]:
    """Everything as of now."""
    translate, now = QCoreApplication.translate, time.perf_counter()
    return [
        (translate("Diagnostics", "연결"), _connections(session)),
        (translate("Diagnostics", "지연"), _latencies(session, frame_clock, profile)),
        (translate("Diagnostics", "패널 (p50 / p99)"), costs.panels(profile, now)),
        (translate("Diagnostics", "느린 작업 (25ms 초과)"), costs.slow(profile, now)),
        (translate("Diagnostics", "수신"), _traffic(session)),
        (translate("Diagnostics", "REST 요청"), _requests(session)),
        (translate("Diagnostics", "프로그램"), _program(session, mode)),
    ]


def as_text(sections: list[Section], log: list[str]) -> str:
    """The same for the clipboard."""
    parts = [
        f"[{title}]\n" + "\n".join(f"{line.name}: {line.value}" for line in lines)
        for title, lines in sections
    ]
    return "\n\n".join([*parts, "[log]\n" + "\n".join(log)])


def _connections(session: Session) -> list[Line]:
    translate = QCoreApplication.translate
    manager = session.manager
    lines = []
    for name, side in (
        (translate("Diagnostics", "시세"), "public"),
        (translate("Diagnostics", "주문"), "private"),
    ):
        status = manager.status(side)
        lines.append(Line(name, _state(status) + _history(session.connections, side), _level(status)))
        if status.reason and (status.attempt or status.stale):
            lines.append(Line("", sentence_of(status.reason), BAD))
    lines.append(_health(session.connections))
    kinds = Counter(str(wish.data_type) for wish in manager.wishes)
    wishes = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or NOTHING
    lines.append(Line(translate("Diagnostics", "구독"), wishes))
    return lines


def _history(connections: Connections, side: str) -> str:
    translate, age = QCoreApplication.translate, connections.age(side)
    parts = [] if age is None else [_duration(age)]
    if again := connections.reconnects(side):
        parts.append(translate("Diagnostics", "재연결 {0}번").format(again))
    return "".join(f" · {part}" for part in parts)


def _health(connections: Connections) -> Line:
    translate = QCoreApplication.translate
    points, reasons = connections.health()
    told = " · ".join([translate("Diagnostics", "{0}점").format(points), *map(complaint_of, reasons)])
    return Line(translate("Diagnostics", "연결 상태 점수 (100점 만점)"), told, BAD if reasons else GOOD)


def _state(status: ConnectionStatus) -> str:
    translate = QCoreApplication.translate
    words = {
        "subscribed": translate("Diagnostics", "실시간"),
        "connected": translate("Diagnostics", "연결됨"),
        "connecting": translate("Diagnostics", "연결 중"),
        "reconnecting": translate("Diagnostics", "재연결 중"),
        "disconnected": translate("Diagnostics", "연결 안 함"),
        "auth_failed": translate("Diagnostics", "인증 실패"),
        "closed": translate("Diagnostics", "닫힘"),
    }
    word = words[status.state]
    if status.stale:
        word += " · " + translate("Diagnostics", "자료가 오래됨")
    if status.attempt:
        word += " · " + translate("Diagnostics", "{0}번째 시도").format(status.attempt)
    if status.retry_at is not None:
        left = max(0.0, status.retry_at - monotonic())
        word += " · " + translate("Diagnostics", "{0}초 뒤").format(f"{left:.0f}")
    return word


def _level(status: ConnectionStatus) -> str:
    if status.stale or status.attempt or status.state in ("reconnecting", "auth_failed"):
        return BAD
    return GOOD if status.state in ("subscribed", "connected") else DULL


def _latencies(session: Session, frame_clock: FrameClock, profile: Profile) -> list[Line]:
    translate = QCoreApplication.translate
    traffic = session.manager.traffic()
    parts = (traffic.latency_p50_ms, traffic.latency_p95_ms, traffic.latency_p99_ms)
    skew = session.rest.skew_ms
    return [
        Line(
            translate("Diagnostics", "거래소 → 수신 (p50 / p95 / p99)"), " / ".join(map(milliseconds, parts))
        ),
        *costs.hops(profile),
        Line(translate("Diagnostics", "시계 차이"), NOTHING if skew is None else f"{skew:+,d}ms"),
        Line(
            translate("Diagnostics", "느린 프레임 (25ms 초과)"),
            f"{frame_clock.slow_frames:,} / {frame_clock.frames:,}",
            BAD if frame_clock.slow_frames * 200 > frame_clock.frames else DULL,
        ),
    ]


def _traffic(session: Session) -> list[Line]:
    translate = QCoreApplication.translate
    traffic = session.manager.traffic()
    failed = traffic.bad_frames + traffic.callback_errors + traffic.dropped
    return [
        Line(translate("Diagnostics", "초당 메시지"), size(traffic.messages_per_second, 0)),
        Line(translate("Diagnostics", "받은 메시지"), f"{traffic.messages:,}"),
        Line(translate("Diagnostics", "새 값으로 대신한 것"), f"{traffic.conflated:,}"),
        Line(
            translate("Diagnostics", "읽지 못함 / 처리 오류 / 버림"),
            f"{traffic.bad_frames:,} / {traffic.callback_errors:,} / {traffic.dropped:,}",
            BAD if failed else DULL,
        ),
    ]


def _requests(session: Session) -> list[Line]:
    """What is left of each group's budget in this second, and how long a call would wait."""
    translate = QCoreApplication.translate
    now, lines = monotonic(), []
    for group, (used, capacity) in sorted(session.rest.limits.budgets(now).items()):
        banned = session.rest.limits.banned(group, now)
        left = translate("Diagnostics", "{0} / {1} 남음").format(max(0, capacity - used), capacity)
        blocked = translate("Diagnostics", "{0}초 동안 차단됨").format(f"{banned:.0f}")
        lines.append(Line(group, blocked if banned else left, BAD if banned else DULL))
    return lines or [Line(translate("Diagnostics", "아직 없음"), NOTHING)]


def _program(session: Session, mode: str) -> list[Line]:
    translate = QCoreApplication.translate
    process = psutil.Process()
    running = time.time() - process.create_time()
    versions = f"Python {platform.python_version()} · Qt {QT_VERSION_STR} · PyQt {PYQT_VERSION_STR}"
    return [
        Line(translate("Diagnostics", "모드"), mode.upper()),
        Line(translate("Diagnostics", "메모리"), f"{process.memory_info().rss / 1e6:,.0f} MB"),
        Line(translate("Diagnostics", "실행 시간"), _duration(running)),
        Line(translate("Diagnostics", "버전"), versions),
        Line(translate("Diagnostics", "자료 폴더"), str(session.data_dir)),
    ]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
