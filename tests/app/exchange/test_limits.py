"""Quotas."""

from app.exchange.limits import GROUPS, MessageQuota, Quotas, Verdict


def test_a_second_has_so_many_requests() -> None:
    quotas = Quotas()
    verdicts = [quotas.ask(GROUPS["ticker"], "a", 100.0 + i / 100) for i in range(12)]
    assert [verdict.left for verdict in verdicts[:10]] == list(range(9, -1, -1))
    assert [verdict.status for verdict in verdicts] == [200] * 10 + [429] * 2
    assert quotas.ask(GROUPS["ticker"], "a", 101.0) == Verdict(200, 9)


def test_groups_and_callers_do_not_share() -> None:
    quotas = Quotas()
    for _ in range(11):
        quotas.ask(GROUPS["ticker"], "a", 100.0)
    assert quotas.ask(GROUPS["ticker"], "b", 100.0).status == 200
    assert quotas.ask(GROUPS["orderbook"], "a", 100.0).status == 200


def test_who_does_not_listen_is_blocked_longer_each_time() -> None:
    quotas = Quotas()
    for _ in range(20):
        assert quotas.ask(GROUPS["ticker"], "a", 100.0).status in (200, 429)
    assert quotas.ask(GROUPS["ticker"], "a", 100.0) == Verdict(418, 0, 10)
    assert quotas.ask(GROUPS["ticker"], "a", 104.5) == Verdict(418, 0, 6)
    assert quotas.ask(GROUPS["ticker"], "a", 110.0).status == 200
    for _ in range(19):
        quotas.ask(GROUPS["ticker"], "a", 110.0)
    assert quotas.ask(GROUPS["ticker"], "a", 110.0) == Verdict(418, 0, 20)


def test_a_window_may_be_two_seconds() -> None:
    quotas = Quotas()
    group = GROUPS["order-cancel-all"]
    assert [quotas.ask(group, "a", time).status for time in (100.0, 101.9, 102.0)] == [200, 429, 200]


def test_messages_are_limited_by_second_and_minute() -> None:
    quota = MessageQuota()
    assert [quota.ask(0.1 * i) for i in range(6)] == [True] * 5 + [False]
    assert quota.ask(1.05)
    slow = MessageQuota()
    assert [slow.ask(0.5 * i) for i in range(101)] == [True] * 100 + [False]
    assert slow.ask(60.1)
