"""Every text of the desk has its English, and nothing reaches the screen past the translation."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.lupdate import lupdate
from PyQt6.QtCore import QTranslator

from resources import TRANSLATIONS

ROOT = Path(__file__).resolve().parents[2]
TS, QM = TRANSLATIONS / "hoga_en.ts", TRANSLATIONS / "hoga_en.qm"
HANGUL = re.compile("[ᄀ-ᇿ㄰-㆏가-힯]")
AGAIN = "run `make translations`, fill in the English in hoga_en.ts, run it again"

# Korean that is data: letters of a search, what the local exchange writes on the wire, a language's name.
DATA = ("app/market/symbols.py", "app/exchange/", "app/language.py")

SENTENCES = {"Sentence", "_both"}
TRANSLATING = {"self.tr", "translate", "QCoreApplication.translate"}

Key = tuple[str, str]  # context, Korean text


def messages(path: Path) -> dict[Key, str]:
    """The translations of a .ts file; empty while unfinished."""
    found = {}
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            text = "" if translation.get("type") else translation.text or ""
            found[context.findtext("name", ""), message.findtext("source", "")] = text
    return found


ENGLISH = messages(TS)


def placeholders(text: str) -> Counter[str]:
    """How often each placeholder stands in a text; the same again with other digits is the same."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_is_collected_and_none_is_left_over(tmp_path: Path) -> None:
    collected = str(tmp_path / "now.ts")
    lupdate([str(ROOT / "widgets")], [collected], no_obsolete=True, no_summary=True)
    now = set(messages(Path(collected)))
    assert (now - set(ENGLISH), set(ENGLISH) - now) == (set(), set()), AGAIN


def test_every_text_is_translated() -> None:
    assert [key for key, english in ENGLISH.items() if not english] == [], AGAIN


@pytest.mark.parametrize(("key", "english"), ENGLISH.items(), ids=map(str, range(len(ENGLISH))))
def test_the_english_is_english_and_fits_its_korean(key: Key, english: str) -> None:
    korean = key[1]
    assert not HANGUL.search(english)
    assert placeholders(english) == placeholders(korean)
    assert [english[:1].isspace(), english[-1:].isspace()] == [korean[0].isspace(), korean[-1].isspace()]


@pytest.mark.parametrize("count", [7, 12])
def test_names_of_weekdays_and_months_stay_lists(count: int) -> None:
    named = {7: "월 화 수 목 금 토 일", 12: "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월"}
    assert len(ENGLISH["Chart", named[count]].split()) == count


def test_what_the_desk_loads_says_what_the_source_says() -> None:
    compiled = QTranslator()
    assert compiled.load(str(QM))
    stale = [key for key, text in ENGLISH.items() if compiled.translate(*map(str.encode, key)) != text]
    assert stale == [], "hoga_en.qm is older than hoga_en.ts: run `make translations`"


def literals(path: Path, wrappers: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of Korean string literals, but for docstrings and what `wrappers` are called with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # a docstring
            allowed.add(id(node.value))
        elif isinstance(node, ast.Call) and callee(node) in wrappers:
            allowed |= {id(part) for argument in node.args for part in parts(argument, callee(node))}
    for node in ast.walk(tree):
        text = getattr(node, "value", None)
        is_literal = isinstance(node, ast.Constant) and isinstance(text, str)
        if is_literal and id(node) not in allowed and HANGUL.search(text):
            yield node.lineno, text


def parts(argument: ast.expr, function: str) -> Iterator[ast.AST]:
    """What of an argument is translated."""
    if function in TRANSLATING:
        # An f-string or an expression can be neither collected nor found again.
        return iter([argument] if isinstance(argument, ast.Constant) else [])
    return ast.walk(argument)


def callee(call: ast.Call) -> str:
    return ast.unparse(call.func)


@pytest.mark.parametrize(
    ("folder", "wrappers"),
    [
        ("widgets", TRANSLATING | SENTENCES),
        # app/ has no Qt: its sentences carry both languages themselves.
        ("app", SENTENCES),
    ],
)
def test_no_korean_goes_past_the_translation(folder: str, wrappers: set[str]) -> None:
    found = [
        f"{name}:{line} {text!r}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(DATA)
        for line, text in literals(path, wrappers)
    ]
    assert found == []


def test_what_is_translated_is_written_where_it_is_used() -> None:
    """`tr(variable)` would be collected nowhere and stay Korean."""
    found = []
    for path in sorted((ROOT / "widgets").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and callee(node) in TRANSLATING:
                plain = all(isinstance(argument, ast.Constant) for argument in node.args)
                if node.keywords or not plain:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_a_korean_literal_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "panel.py"
    lines = ['"""문서"""', 'self.tr("가격")', 'label = f"{price}원"', 'self.tr(f"{n}건")']
    source.write_text("\n".join(lines), encoding="utf-8")
    assert list(literals(source, TRANSLATING)) == [(3, "원"), (4, "건")]
