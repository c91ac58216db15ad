"""Pages of ended orders out of windows of a week."""

from app.trading.history import page_of
from app.upbit.models import Order


def order(uuid: str, second: int) -> Order:
    created = f"2026-11-21T12:00:{second:02d}+09:00"
    return Order(uuid=uuid, market="KRW-BTC", side="bid", ord_type="limit", state="done", created_at=created)


BASE = 1795230000000


def test_newest_first_and_only_what_is_older() -> None:
    rows = [order("a", 1), order("c", 3), order("b", 2)]
    assert [row.uuid for row in page_of(rows, None)] == ["c", "b", "a"]
    assert [row.uuid for row in page_of(rows, BASE + 3000)] == ["b", "a"]
    assert page_of(rows, BASE) == []


def test_a_full_page_leaves_its_cut_second_to_the_next() -> None:
    rows = [order("d", 3), order("c", 2), order("b", 2)]
    assert [row.uuid for row in page_of(rows, None, limit=3)] == ["d"]
    assert len(page_of(rows, None, limit=4)) == 3


def test_a_full_page_of_one_second_is_given_whole() -> None:
    rows = [order("a", 1), order("b", 1)]
    assert len(page_of(rows, None, limit=2)) == 2


def test_pages_cover_everything_once() -> None:
    everything = [order(f"u{number}", number // 2) for number in range(40)]
    everything.reverse()
    seen: list[str] = []
    before: int | None = None
    while True:
        rows = [row for row in everything if before is None or _ms(row) <= before][:7]
        page = page_of(rows, before, limit=7)
        if not page:
            break
        seen += [row.uuid for row in page]
        before = _ms(page[-1])
    assert sorted(seen) == sorted(row.uuid for row in everything)


def _ms(row: Order) -> int:
    return BASE + int(row.created_at[17:19]) * 1000
