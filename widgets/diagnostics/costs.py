"""What the profiler has measured, as lines to read: hops of the data's road, panels, and what was slow."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication

from app.profiling import Histogram, PanelCost, Profile, Slow, merged
from widgets.diagnostics.line import BAD, Line
from widgets.format import NOTHING, milliseconds
from widgets.panels import KINDS, title_of

TOLD_SLOW = 5


def hops(profile: Profile) -> list[Line]:
    """Each hop's median and 99th percentile."""
    translate = QCoreApplication.translate
    panels = profile.panels.values()
    return [
        Line(name, _two(hop))
        for name, hop in (
            (translate("Diagnostics", "수신 → 해석 (p50 / p99)"), profile.received_to_decoded),
            (translate("Diagnostics", "해석 → 패널"), profile.decoded_to_flushed),
            (translate("Diagnostics", "패널 → 그리기"), merged([cost.flushed_to_painted for cost in panels])),
            (translate("Diagnostics", "수신 → 화면"), merged([cost.received_to_painted for cost in panels])),
        )
    ]


def panels(profile: Profile, now: float) -> list[Line]:
    """What each panel costs: milliseconds a paint and an update, and paints a second."""
    seconds = max(1.0, now - profile.started)
    costs = sorted(profile.panels.items(), key=_spent, reverse=True)
    return [Line(_title(name), _cost(cost, seconds)) for name, cost in costs] or [Line(NOTHING, "")]


def slow(profile: Profile, now: float) -> list[Line]:
    """The newest works of more than 25 ms, whose they were."""
    newest = list(profile.slow)[: -TOLD_SLOW - 1 : -1]
    return [Line(_title(each.panel), _slow(each, now), BAD) for each in newest] or [Line(NOTHING, "")]


def _cost(cost: PanelCost, seconds: float) -> str:
    translate = QCoreApplication.translate
    parts = []
    if cost.paint.count:
        rate = f"{cost.paint.count / seconds:.1f}"
        parts.append(translate("Diagnostics", "그리기 {0} · {1}회/초").format(_two(cost.paint), rate))
    if cost.flush.count:
        parts.append(translate("Diagnostics", "갱신 {0}").format(_two(cost.flush)))
    share = (cost.paint.total + cost.flush.total) / seconds * 100
    return " · ".join([*parts, f"CPU {share:.1f}%"])


def _slow(slow: Slow, now: float) -> str:
    translate = QCoreApplication.translate
    words = {
        "flush": translate("Diagnostics", "갱신 {0} · {1}초 전"),
        "paint": translate("Diagnostics", "그리기 {0} · {1}초 전"),
        "late": translate("Diagnostics", "프레임 {0} 늦음 · {1}초 전"),
    }
    return words[slow.work].format(milliseconds(slow.seconds * 1000), f"{now - slow.at:.0f}")


def _spent(item: tuple[str, PanelCost]) -> float:
    return item[1].paint.total + item[1].flush.total


def _title(panel: str) -> str:
    if not panel:
        return QCoreApplication.translate("Diagnostics", "패널 밖의 일")
    return title_of(panel) if panel in KINDS else panel


def _two(times: Histogram) -> str:
    median, tail = times.percentile(0.5), times.percentile(0.99)
    return f"{_fine(median)} / {_fine(tail)}"


def _fine(seconds: float | None) -> str:
    """Milliseconds with decimals while they are few: most of these are below one."""
    if seconds is None or seconds >= 0.01:
        return milliseconds(None if seconds is None else seconds * 1000)
    return f"{seconds * 1000:.2f}ms"
