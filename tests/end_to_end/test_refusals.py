"""Every error name of the exchange, provoked on an order: its sentence in the window, in both languages."""

import pytest
from PyQt6.QtCore import Qt

from app.trading import OrderState
from app.upbit import sentence
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import (
    SECONDS,
    cell,
    clean_slate,
    dismiss_notices,
    fill_in,
    keys,
    price_at,
    send,
)
from widgets.my_orders.rows import DONE, OPEN, Column
from widgets.order_entry.draft import Field

# Protocol 4.17, with the statuses that it gives.
REFUSALS = {
    400: (
        "validation_error invalid_parameter bad_request QUERY_PARAMETER_NOT_SUPPORTED create_ask_error "
        "create_bid_error insufficient_funds_ask insufficient_funds_bid under_min_total_ask "
        "under_min_total_bid over_krw_funds_ask over_krw_funds_bid over_max_total_price_bid "
        "invalid_price_ask invalid_price_bid invalid_volume_ask invalid_volume_bid invalid_funds_bid "
        "volume_too_large out_of_capacity invalid_time_in_force invalid_post_only not_supported_ord_type "
        "notfoundmarket market_does_not_exist withdraw_address_not_registered"
    ),
    401: (
        "no_authorization_token jwt_verification invalid_query_payload invalid_access_key "
        "expired_access_key nonce_used no_authorization_ip no_authorization_i_p"
    ),
    403: "out_of_scope market_offline open_api_withdraw_locked thirdparty_agreement_required",
    404: "order_not_found pocket_not_found currency_not_found",
}
TABLE = [(status, name) for status, names in REFUSALS.items() for name in names.split()]
DOUBTS = ((400, "duplicated_identifier"), (500, "internal_server_error"), (500, "server_error"))
LANGUAGES = ("ko", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_told_in_words(play: Play, exchange: Exchange, language: str) -> None:
    """In a notice and in my orders; and the order comes back into the form for another try."""

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
        # Forty orders in a row are no trader's: the budget of twelve a second would only make this slow.
        running.workspace.session.rest.limits.delay = _at_once  # type: ignore[method-assign]
        for status, name in TABLE:
            await exchange.fault("refuse", status=status, name=name)
            await is_told(running, name)
        # Last, for they make the desk wait: too fast, and blocked for it.
        await exchange.fault("refuse", status=429)
        await is_told(running, "too_many_requests")
        await exchange.fault("refuse", status=418)
        await is_told(running, "banned")

    play(scenario, language=language)


def _at_once(*_request: object, **_more: object) -> float:
    return 0.0


async def is_told(running: Running, name: str) -> None:
    """Send the order in the form; the refusal of that name has to be read in the window."""
    desk, before, words = running.workspace, keys(running), str(sentence(name))
    dismiss_notices(running)
    await send(running)
    await running.until(lambda: keys(running) - before, SECONDS, "the order in the books")
    (key,) = keys(running) - before
    broker, panel = desk.session.broker, desk.my_orders
    await running.until(lambda: broker.orders[key].state is OrderState.REJECTED, SECONDS, f"{name} refused")
    await running.until(lambda: running.window.notices.texts[-1:] == [words], SECONDS, f"{name}: {words}")
    await running.until(lambda: cell(panel.done_model, DONE, key, Column.STATE), SECONDS, "in my orders")
    row = next(r for r in range(panel.done_model.rowCount()) if panel.done_model.row(r).record.key == key)
    assert panel.done_model.row(row).reason == words
    assert panel.done_model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) == words
    assert name not in words
    volume = desk.order_entry.form.edits[Field.VOLUME]
    await running.until(lambda: volume.text() == "0.01", SECONDS, "the order back in the form")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_says_nothing_certain_is_told_as_checking(
    play: Play, exchange: Exchange, language: str
) -> None:
    """Not "refused": the order may be at the exchange."""

    async def scenario(running: Running) -> None:
        for status, name in DOUBTS:
            await clean_slate(running, "KRW-BTC")
            await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
            await exchange.told("frame", kind="drop", side="private", containing="myOrder", count=None)
            await exchange.fault("delay", "/v1/order", "GET", seconds=0.3)
            await exchange.fault("status", status=status, name=name)
            await is_checked(running, name, {"ko": "확인중", "en": "Checking"}[language])
            await exchange.told("clear")

    play(scenario, language=language)


async def is_checked(running: Running, name: str, checking: str) -> None:
    """Send the order in the form: it is being checked, for that reason, and then the exchange has told."""
    model, before = running.workspace.my_orders.open_model, keys(running)
    await send(running)
    await running.until(lambda: keys(running) - before, SECONDS, "the order in the books")
    (key,) = keys(running) - before

    def told() -> str:
        return cell(model, OPEN, key, Column.STATE)

    await running.until(lambda: told() == checking, SECONDS, f"{name}: {checking}")
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == str(sentence(name))
    await running.until(lambda: told() != checking, SECONDS, "the exchange's own word")
    assert running.workspace.session.broker.orders[key].state is OrderState.WORKING


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exchange_in_maintenance_is_told_under_the_fields(
    play: Play, exchange: Exchange, language: str
) -> None:
    """What keeps all orders from being sent stands in the form as long as it lasts."""

    async def scenario(running: Running) -> None:
        await exchange.fault("refuse", "/v1/accounts", "GET", status=503, count=None)
        words = str(sentence("maintenance"))
        note = None

        def noted() -> bool:
            nonlocal note
            desk = running.window.workspace
            note = desk.order_entry.form.notes[Field.VOLUME].text if desk is not None else None
            return note == words

        await running.until(noted, SECONDS, f"{words}, not {note}")
        assert not running.workspace.order_entry.form.submit.isEnabled()
        await exchange.told("clear")
        await clean_slate(running, "KRW-BTC")

    play(scenario, language=language)
