"""A key that is about to expire is told of once a day, and stands in the corner meanwhile."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QObject

from app.keys import days_left
from app.upbit import ApiKey
from widgets.settings.expiry import ExpiryWatch

NOON = 1_763_694_000.0  # 2025-11-21 12:00 KST
HOUR = 3600.0


@pytest.fixture
def told(qapp) -> tuple[ExpiryWatch, list[str]]:
    parent = QObject(qapp)
    watch, texts = ExpiryWatch(parent), []
    watch.warned.connect(texts.append)
    yield watch, texts
    watch.stop()
    parent.deleteLater()


def test_a_warning_comes_once_a_day_of_korea(told: tuple[ExpiryWatch, list[str]]) -> None:
    watch, texts = told
    watch.tell("AB12", 12, NOON)
    watch.tell("AB12", 12, NOON + 11.9 * HOUR)
    assert texts == ["API 키 …AB12의 유효 기간이 12일 남았습니다. 연장할 수 없으니 새 키를 발급해 주세요."]
    watch.tell("AB12", 11, NOON + 12 * HOUR)
    assert len(texts) == 2 and "11일" in texts[1]
    assert watch.days == 11


def test_another_key_is_another_warning(told: tuple[ExpiryWatch, list[str]]) -> None:
    watch, texts = told
    watch.tell("AB12", 12, NOON)
    watch.tell("CD34", 3, NOON)
    assert [text[7:11] for text in texts] == ["AB12", "CD34"]


@pytest.mark.parametrize("days", [None, 30, 365])
def test_while_there_is_time_nothing_is_said(told: tuple[ExpiryWatch, list[str]], days: int | None) -> None:
    watch, texts = told
    watch.tell("AB12", 29, NOON - 24 * HOUR)
    watch.tell("CD34", days, NOON)
    assert len(texts) == 1
    assert watch.days is None


@pytest.mark.parametrize(("days", "words"), [(0, "24시간 안에"), (-1, "지났습니다")])
def test_the_last_day_and_what_comes_after(
    told: tuple[ExpiryWatch, list[str]], days: int, words: str
) -> None:
    watch, texts = told
    watch.tell("AB12", days, NOON)
    assert words in texts[0]


def test_it_looks_again_every_hour(told: tuple[ExpiryWatch, list[str]]) -> None:
    watch, _ = told
    asked: list[bool] = []
    watch.wanted.connect(lambda: asked.append(True))
    watch._timer.timeout.emit()
    assert asked and watch._timer.interval() == 3_600_000


def test_days_are_counted_in_whole_ones_whatever_the_offset() -> None:
    keys = [ApiKey("mine", "2025-11-24T11:59:00+09:00"), ApiKey("other", "2030-01-01T00:00:00+00:00")]
    now = int(NOON * 1000)
    assert days_left(keys, "mine", now) == 2
    assert days_left(keys, "mine", now + 4 * 86_400_000) == -2
    assert days_left(keys, "nobody", now) is None
    assert days_left([ApiKey("mine", "soon")], "mine", now) is None
