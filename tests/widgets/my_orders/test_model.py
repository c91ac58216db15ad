"""Rows change in place, come and go one range at a time, and stay newest first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtTest import QAbstractItemModelTester, QSignalSpy

from app.trading import OrderState
from tests.widgets.my_orders.conftest import order
from widgets.my_orders import rows
from widgets.my_orders.model import OrdersModel


def model_of(qapp: object) -> OrdersModel:
    return OrdersModel(rows.OPEN, lambda code: code)


def test_newest_first_whatever_the_order_of_arrival(qapp: object) -> None:
    model = model_of(qapp)
    model.put([order(3), order(1)])
    model.put([order(2), order(0), order(9)])
    assert model.keys() == ["hoga-000", "hoga-001", "hoga-002", "hoga-003", "hoga-009"]


def test_a_batch_of_changes_tells_one_range(qapp: object) -> None:
    model = model_of(qapp)
    model.put([order(number) for number in range(10)])
    spy = QSignalSpy(model.dataChanged)
    model.put([replace(order(number), state=OrderState.PARTIAL) for number in (2, 7, 4)])
    assert len(spy) == 1
    assert (spy[0][0].row(), spy[0][1].row()) == (2, 7)


def test_a_page_comes_in_as_one_range(qapp: object) -> None:
    model = model_of(qapp)
    model.put([order(0), order(1)])
    spy = QSignalSpy(model.rowsInserted)
    model.put([order(number) for number in range(2, 200)])
    assert [(each[1], each[2]) for each in spy] == [(2, 199)]


def test_an_order_whose_time_the_exchange_corrects_moves(qapp: object) -> None:
    model = model_of(qapp)
    model.put([order(1), order(2), order(3)])
    model.put(
        [replace(order(1), created_at=order(9).created_at), replace(order(3), state=OrderState.PARTIAL)]
    )
    assert model.keys() == ["hoga-002", "hoga-003", "hoga-001"]
    assert model.row(1).record.state is OrderState.PARTIAL


def test_a_move_and_changes_in_one_batch_tell_the_rows_that_changed(qapp: object) -> None:
    model = model_of(qapp)
    model.put([order(number) for number in range(8)])
    spy = QSignalSpy(model.dataChanged)
    model.put(
        [
            replace(order(6), state=OrderState.PARTIAL),
            replace(order(1), created_at=order(9).created_at),
            replace(order(4), state=OrderState.PARTIAL),
        ]
    )
    (told,) = spy
    changed = [row for row in range(8) if model.row(row).record.state is OrderState.PARTIAL]
    assert (told[0].row(), told[1].row()) == (changed[0], changed[-1])


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "remove", "clear"]), st.sets(st.integers(0, 12), min_size=1)),
    max_size=12,
)


@given(STEPS)
def test_any_sequence_keeps_a_sound_model(qapp: object, steps: list[tuple[str, set[int]]]) -> None:
    model = model_of(qapp)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    expected: set[str] = set()
    for verb, numbers in steps:
        keys = {order(number).key for number in numbers}
        if verb == "put":
            model.put([order(number) for number in numbers])
            expected |= keys
        elif verb == "remove":
            model.remove(keys)
            expected -= keys
        else:
            model.clear()
            expected = set()
        assert model.keys() == sorted(expected)
    assert tester.model() is model
