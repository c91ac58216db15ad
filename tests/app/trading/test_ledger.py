"""Every order has one key, however its news come in."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.trading import ledger as ledger_module
from app.trading.facts import Local, OrderFacts, facts_of_event, facts_of_snapshot
from app.trading.ledger import Ledger
from app.trading.orders import OrderIntent, OrderState
from tests.app.trading.lives import Life, shuffled_news

INTENT = OrderIntent("KRW-BTC", "bid", "limit", volume=Decimal(10), price=Decimal(100_000))


def test_an_own_order_keeps_its_key_from_intent_to_end() -> None:
    ledger, life = Ledger(), Life()
    assert ledger.intend("hoga-1", INTENT, 1) == {"hoga-1"}
    assert ledger.tell(facts_of_snapshot(life.snapshot())) == {"hoga-1"}
    life.cancel()
    assert ledger.tell(life.told[0]) == {"hoga-1"}
    assert list(ledger.orders) == ["hoga-1"]
    assert ledger.orders["hoga-1"].state is OrderState.CANCELLED
    assert not ledger.orders["hoga-1"].external


def test_news_that_say_nothing_new_change_nothing() -> None:
    ledger, life = Ledger(), Life()
    event = facts_of_event(life.event("wait"))
    assert ledger.tell(event) == {"hoga-1"}
    assert ledger.tell(event) == frozenset()


def test_an_order_made_elsewhere_is_adopted_under_its_uuid() -> None:
    ledger = Ledger()
    ledger.tell(facts_of_event(Life(identifier=None).event("wait")))
    ledger.tell(facts_of_event(Life(uuid="order-2", identifier="their-own").event("wait")))
    assert list(ledger.orders) == ["order-1", "order-2"]
    assert all(record.external for record in ledger.orders.values())


def test_events_before_the_answer_that_names_our_identifier_are_joined() -> None:
    ledger, life = Ledger(), Life(identifier=None)
    ledger.intend("hoga-1", INTENT, 1)
    life.fill(Decimal(3))
    ledger.tell(life.told[0])
    assert set(ledger.orders) == {"hoga-1", "order-1"}
    changed = ledger.tell(facts_of_snapshot(Life(identifier="hoga-1").snapshot()))
    assert changed == {"hoga-1", "order-1"}
    assert list(ledger.orders) == ["hoga-1"]
    assert ledger.orders["hoga-1"].executed_volume == 3
    assert ledger.key_for("order-1", None) == "hoga-1"


def test_doubt_and_refusal() -> None:
    ledger = Ledger()
    ledger.intend("hoga-1", INTENT, 1)
    assert ledger.doubt("hoga-1", "unanswered") == {"hoga-1"}
    assert ledger.orders["hoga-1"].state is OrderState.UNKNOWN
    assert ledger.open_keys() == ["hoga-1"]
    assert ledger.reject("hoga-1", "out_of_capacity") == {"hoga-1"}
    assert ledger.open_keys() == []


def test_an_order_that_the_exchange_does_not_find_any_more_is_kept_as_unknown() -> None:
    ledger, life = Ledger(), Life()
    ledger.tell(facts_of_event(life.event("wait")))
    assert ledger.miss("hoga-1", 100.0, "order_not_found") == frozenset()
    assert ledger.miss("hoga-1", 105.0, "order_not_found") == frozenset()
    assert ledger.miss("hoga-1", 110.0, "order_not_found") == {"hoga-1"}
    assert ledger.orders["hoga-1"].state is OrderState.UNKNOWN
    assert ledger.orders["hoga-1"].reason_name == "order_not_found"
    assert ledger.open_keys() == ["hoga-1"]
    assert ledger.tell(facts_of_event(life.event("wait"))) == {"hoga-1"}
    assert ledger.orders["hoga-1"].state is OrderState.WORKING
    assert ledger.miss("hoga-1", 200.0, "order_not_found") == frozenset()


def test_an_ended_order_is_not_missed() -> None:
    ledger = Ledger()
    ledger.tell(facts_of_event(Life().event("cancel")))
    for now in (0.0, 50.0, 100.0, 150.0):
        assert ledger.miss("hoga-1", now, "order_not_found") == frozenset()


def test_open_keys_can_be_of_one_market() -> None:
    ledger = Ledger()
    ledger.tell(facts_of_event(Life(uuid="a", identifier=None).event("wait")))
    ledger.tell(facts_of_event(Life(uuid="b", identifier=None, market="KRW-ETH").event("wait")))
    assert ledger.open_keys("KRW-ETH") == ["b"]


def test_ended_orders_are_forgotten_at_last_and_open_ones_never(monkeypatch: object) -> None:
    monkeypatch.setattr(ledger_module, "KEEP_ENDED", 5)  # type: ignore[attr-defined]
    ledger = Ledger()
    ledger.tell(facts_of_event(Life(uuid="open", identifier=None).event("wait")))
    for number in range(40):
        ledger.tell(facts_of_event(Life(uuid=f"u{number}", identifier=None).event("cancel")))
    assert len(ledger.orders) <= 11
    assert "open" in ledger.orders
    assert "u39" in ledger.orders


@given(shuffled_news())
def test_one_order_never_becomes_two(case: tuple[Life, list[OrderFacts]]) -> None:
    life, news = case
    ledger = Ledger()
    for one in news:
        ledger.tell(one)
    assert len(ledger.orders) == 1
    (record,) = ledger.orders.values()
    assert record.executed_volume == life.executed


class TradingDay(RuleBasedStateMachine):
    """Orders live at an exchange; their news are delayed, dropped, repeated and reordered on the way here."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.lives: dict[str, Life] = {}
        self.on_the_way: list[OrderFacts] = []
        self.arrived: list[OrderFacts] = []
        self.best: dict[str, tuple[int, Decimal]] = {}

    def _collect(self, life: Life) -> None:
        self.on_the_way += life.told
        life.told = []

    @rule(own=st.booleans(), volume=st.integers(1, 9))
    def enter(self, own: bool, volume: int) -> None:
        number = len(self.lives)
        identifier = f"hoga-{number}" if own else None
        life = Life(uuid=f"u{number}", identifier=identifier, volume=Decimal(volume))
        self.lives[identifier or life.uuid] = life
        if identifier:
            self.ledger.intend(identifier, INTENT, number, Local.SENDING)
        life.enter()
        self._collect(life)

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def fill(self, data: st.DataObject) -> None:
        life = data.draw(st.sampled_from(list(self.lives.values())))
        if life.state == "wait":
            life.fill(Decimal(data.draw(st.integers(1, int(life.remaining)))))
            self._collect(life)

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        life = data.draw(st.sampled_from(list(self.lives.values())))
        if life.state == "wait":
            life.cancel()
            self._collect(life)

    @precondition(lambda self: self.on_the_way)
    @rule(data=st.data(), lost=st.booleans())
    def arrive(self, data: st.DataObject, lost: bool) -> None:
        place = data.draw(st.integers(0, len(self.on_the_way) - 1))
        news = self.on_the_way.pop(place)
        if not lost:
            self.ledger.tell(news)
            self.arrived.append(news)

    @precondition(lambda self: self.arrived)
    @rule(data=st.data())
    def arrive_again(self, data: st.DataObject) -> None:
        assert self.ledger.tell(data.draw(st.sampled_from(self.arrived))) == frozenset()

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def answer_of_the_post_is_lost(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.lives)))
        if self.lives[key].identifier:
            self.ledger.doubt(key, "unanswered")

    @rule()
    def reconcile(self) -> None:
        for key, life in self.lives.items():
            self.ledger.tell(facts_of_snapshot(life.snapshot(with_trades=True)))
            record = self.ledger.orders[key]
            assert record.executed_volume == life.executed
            assert record.state.is_final == (life.state != "wait")

    @invariant()
    def one_intent_is_at_most_one_order(self) -> None:
        assert set(self.ledger.orders) <= set(self.lives)
        uuids = [record.uuid for record in self.ledger.orders.values() if record.uuid]
        assert len(uuids) == len(set(uuids))

    @invariant()
    def nothing_goes_backwards_and_nothing_is_invented(self) -> None:
        for key, record in self.ledger.orders.items():
            ended = int(record.state.is_final)
            last_ended, last_filled = self.best.get(key, (0, Decimal(0)))
            assert ended >= last_ended
            assert last_filled <= record.executed_volume <= self.lives[key].executed
            self.best[key] = (ended, record.executed_volume)


TestTradingDay = TradingDay.TestCase
TestTradingDay.settings = settings(max_examples=40, deadline=None)
