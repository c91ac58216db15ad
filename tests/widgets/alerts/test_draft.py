"""What is entered becomes the rule that it says, or has a reason why not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts import Alert
from widgets.alerts.draft import Draft, Fault, Kind, draft_of, kind_of

amounts = st.decimals("0.00000001", "99", allow_nan=False, places=8).filter(bool)


@given(st.sampled_from(list(Kind)), amounts)
def test_a_rule_shows_the_fields_that_made_it(kind: Kind, amount: Decimal) -> None:
    draft = Draft(kind, amount, True, 300)
    if draft.fault is Fault.TOO_LARGE:
        assert kind.is_percent and amount < Decimal("0.0001")
        return
    assert draft.fault is None and draft.rule is not None and kind_of(draft.rule) is kind
    again = draft_of(Alert(id=1, symbol="KRW-BTC", rule=draft.rule), 300)
    assert again.kind is kind and (kind.is_of_orders or again.amount == amount)


@pytest.mark.parametrize(
    ("kind", "amount", "readable", "fault"),
    [
        (Kind.ABOVE, None, True, Fault.EMPTY),
        (Kind.ABOVE, None, False, Fault.UNREADABLE),
        (Kind.VALUE, Decimal(0), True, Fault.ZERO),
        (Kind.BELOW, Decimal("1e25"), True, Fault.TOO_LARGE),
        (Kind.PLUNGE, Decimal(100), True, Fault.FALLS_TOO_FAR),
        (Kind.DAY_DOWN, Decimal(100), True, Fault.FALLS_TOO_FAR),
        (Kind.SURGE, Decimal(100), True, None),
        (Kind.FILLED, None, False, None),
    ],
)
def test_faults(kind: Kind, amount: Decimal | None, readable: bool, fault: Fault | None) -> None:
    draft = Draft(kind, amount, readable, 60)
    assert draft.fault is fault
    assert (draft.rule is None) == (fault is not None)
