"""Puts a draft and the exchange's terms into the form's controls."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import QCoreApplication, QSignalBlocker

from app.market import ticks
from app.trading import Violation
from widgets import format as fmt
from widgets.order_entry import draft as drafts
from widgets.order_entry import style, words
from widgets.order_entry.draft import Draft, Field, Style, Terms
from widgets.order_entry.form import OrderForm
from widgets.plain import plain_tip

translate = QCoreApplication.translate


def show(
    form: OrderForm,
    draft: Draft,
    terms: Terms,
    *,
    typed: Field | None,
    ready: bool,
    trouble: str,
) -> None:
    """Show everything; the field that is being typed into keeps its text.

    The submit button is enabled only when the broker is ready and every field is legal; `trouble` is why
    the broker is not.
    """
    _show_choices(form, draft, terms)
    _show_amounts(form, draft, terms, typed)
    _show_available(form, draft, terms)
    wrong = _wrong(form, draft, terms)
    _show_notes(form, draft, terms, wrong)
    if trouble and not ready:
        form.notes[Field.VOLUME].warn(trouble)
    form.last.setEnabled(draft.style is Style.LIMIT and terms.last is not None)
    for button in (form.up, form.down):
        button.setEnabled(draft.style is Style.LIMIT and terms.tick is not None)
    for percent, button in form.shares.items():
        button.setEnabled(terms.chance is not None and terms.available is not None)
        button.setChecked(draft.share == percent)
    legal = not wrong and terms.chance is not None and not terms.assessment.refused
    _show_submit(form, draft, legal=legal, ready=ready)


def _show_choices(form: OrderForm, draft: Draft, terms: Terms) -> None:
    form.sides[draft.side].setChecked(True)
    form.styles[draft.style].setChecked(True)
    offered = drafts.styles(draft.side, terms.chance)
    for name, button in form.styles.items():
        button.setEnabled(name in offered)
    forces = drafts.time_in_forces(draft, terms.chance) or (draft.time_in_force,)
    box = form.time_in_force
    with QSignalBlocker(box):
        if [box.itemData(index) for index in range(box.count())] != list(forces):
            box.clear()
            for force in forces:
                box.addItem(words.time_in_force(force), force)
        box.setCurrentIndex(max(0, box.findData(draft.time_in_force)))
    box.setEnabled(len(forces) > 1)


def _show_amounts(form: OrderForm, draft: Draft, terms: Terms, typed: Field | None) -> None:
    values = {Field.PRICE: draft.price, Field.VOLUME: draft.volume, Field.TOTAL: draft.total}
    keyboard = next((field for field, edit in form.edits.items() if edit.hasFocus()), None)
    for field, edit in form.edits.items():
        enabled = field in draft.fields and bool(draft.market)
        edit.setEnabled(enabled)
        # A text that says no amount stays until the trader mends it; so does the one being typed.
        if field is typed or (
            values[field] is None and not edit.is_readable and enabled and _own(field, draft)
        ):
            continue
        edit.show_amount(values[field])
    if keyboard is not None and draft.market and keyboard not in draft.fields:
        # Qt would go on to a button, where 4 means all that there is.
        form.edits[next(iter(draft.fields))].setFocus()
    guess = drafts.estimate(draft, terms.market_price)
    form.edits[Field.PRICE].setPlaceholderText("" if draft.style is Style.LIMIT else words.style(draft.style))
    form.edits[Field.VOLUME].setPlaceholderText(_guessed(draft.volume, guess.volume, draft.base))
    form.edits[Field.TOTAL].setPlaceholderText(_guessed(draft.total, guess.total, draft.quote))
    form.units[Field.VOLUME].setText(draft.base)
    form.units[Field.TOTAL].setText(draft.quote)


def _own(field: Field, draft: Draft) -> bool:
    """Whether the trader, not the link, decides what stands in the field."""
    return field is Field.PRICE or (field is draft.basis and draft.share is None)


def _guessed(entered: Decimal | None, guessed: Decimal | None, currency: str) -> str:
    if entered is not None or guessed is None:
        return ""
    return f"≈ {words.rounded(guessed, currency)}"


def _show_available(form: OrderForm, draft: Draft, terms: Terms) -> None:
    amount = terms.available
    form.available.setText(
        fmt.NOTHING if amount is None else f"{words.floored(amount, draft.spends)} {draft.spends}"
    )
    form.available.setToolTip(plain_tip("" if amount is None else f"{fmt.exact(amount)} {draft.spends}"))


def _wrong(form: OrderForm, draft: Draft, terms: Terms) -> dict[str, Violation]:
    """What keeps the draft from being sent, the first per field; an unreadable text is the field's first."""
    found: dict[str, Violation] = {}
    for field in draft.fields:
        if not form.edits[field].is_readable:
            found[field.value] = Violation(field.value, "unreadable")
    for violation in drafts.violations(draft, terms) if draft.market else ():
        found.setdefault(violation.field, violation)
    if not draft.market:
        found.setdefault("type", Violation("type", "market_state"))
    return found


def _show_notes(form: OrderForm, draft: Draft, terms: Terms, wrong: dict[str, Violation]) -> None:
    values = {Field.PRICE: draft.price, Field.VOLUME: draft.volume, Field.TOTAL: draft.total}
    facts = {
        Field.PRICE: _price_fact(draft, terms),
        Field.VOLUME: _volume_fact(draft, terms, wrong),
        Field.TOTAL: _total_fact(draft, terms),
    }
    for field, note in form.notes.items():
        found = wrong.get(field.value)
        quiet = found is None or found.rule.endswith("_missing")
        form.edits[field].mark(not quiet)
        if found is None or quiet:
            note.say(facts[field])
        else:
            note.refuse(words.broken(found), words.legal_values(found, values[field], terms.step))
    caution = _caution(draft, terms)
    if caution:
        form.notes[Field.TOTAL].warn(caution)
    for unusual in () if wrong else terms.assessment.cautions:
        note = form.notes[Field(unusual.field)]
        (note.refuse if unusual.refuses else note.warn)(words.unusual(unusual))


def _price_fact(draft: Draft, terms: Terms) -> str:
    impact = terms.impact
    if impact is not None and impact.average is not None and impact.slippage is not None:
        average, lost = fmt.average(impact.average), words.slippage(impact.slippage)
        text = translate("OrderEntry", "바로 체결 · 평균 {average} · 슬리피지 {lost}")
        return text.format(average=average, lost=lost)
    if draft.style is not Style.LIMIT:
        return translate("OrderEntry", "체결 가격은 보내는 순간의 호가에 따릅니다")
    last = translate("OrderEntry", "현재가 {last}").format(last=fmt.exact(terms.last))
    return " · ".join((translate("OrderEntry", "호가 단위 {tick}").format(tick=fmt.exact(terms.step)), last))


def _volume_fact(draft: Draft, terms: Terms, wrong: dict[str, Violation]) -> str:
    if draft.share is not None and draft.volume is None and "price" in wrong:
        return translate("OrderEntry", "가격을 넣으면 {share}% 수량이 계산됩니다").format(share=draft.share)
    type_wrong = wrong.get("type")
    if type_wrong is not None and terms.chance is not None:
        return words.broken(type_wrong)
    least = drafts.least_volume(draft, terms)
    if least is None or "price" in wrong:
        return ""
    return translate("OrderEntry", "최소 {total}").format(total=fmt.exact(least))


def _total_fact(draft: Draft, terms: Terms) -> str:
    chance = terms.chance
    if chance is None:
        return translate("OrderEntry", "최소 –  ·  수수료 –")
    guess = drafts.estimate(drafts.settled(draft), terms.market_price)
    rate = chance.fee(draft.side)
    fee = "" if guess.total is None else f" = {words.rounded(ticks.fee_of(guess.total, rate), draft.quote)}"
    if guess.total is not None and draft.total is not None and guess.total != draft.total:
        # The volume has 8 decimals: what is asked for may be a little less than what was typed.
        real = translate("OrderEntry", "실제 {total}").format(total=words.rounded(guess.total, draft.quote))
        return f"{real} · " + translate("OrderEntry", "수수료 {rate}").format(rate=words.fee_rate(rate)) + fee
    least = translate("OrderEntry", "최소 {total}").format(total=fmt.exact(chance.min_total(draft.side)))
    return f"{least} · " + translate("OrderEntry", "수수료 {rate}").format(rate=words.fee_rate(rate)) + fee


def _caution(draft: Draft, terms: Terms) -> str:
    """A sale at the market has no total of its own; the last price tells whether it may be too small."""
    guess = drafts.estimate(draft, terms.market_price)
    if terms.chance is None or draft.total is not None or guess.total is None:
        return ""
    least = terms.chance.min_total(draft.side)
    if draft.style is Style.LIMIT or guess.total >= least:
        return ""
    return translate("OrderEntry", "현재가로 최소 주문 {total}에 못 미칩니다").format(total=fmt.exact(least))


def _show_submit(form: OrderForm, draft: Draft, *, legal: bool, ready: bool) -> None:
    form.submit.setEnabled(legal and ready)
    if ready or not draft.market:
        form.submit.setText(f"{words.side(draft.side)} {draft.base}".strip())
    else:
        form.submit.setText(translate("OrderEntry", "아직 주문할 수 없습니다"))
    sheet = style.submit(draft.side)
    if form.submit.styleSheet() != sheet:  # another side, or another palette
        form.submit.setStyleSheet(sheet)
