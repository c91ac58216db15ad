"""The end of a log, cleaned; a file that is not there is empty."""

from pathlib import Path

from app.logs import Redactor
from widgets.diagnostics.log_tail import MOST_BYTES, tail


def test_the_last_lines_without_secrets(tmp_path: Path) -> None:
    redactor = Redactor()
    redactor.hide("topsecretvalue")
    log = tmp_path / "hoga.log"
    log.write_text("one\ntwo topsecretvalue\nBearer abc.def\n", encoding="utf-8")
    assert tail(log, 2, redactor.clean) == ["two •••", "Bearer •••"]


def test_a_huge_log_is_read_from_its_end_only(tmp_path: Path) -> None:
    log = tmp_path / "hoga.log"
    log.write_text("first\n" + "한글 줄\n" * MOST_BYTES + "last\n", encoding="utf-8")
    lines = tail(log, 10_000_000, str)
    assert lines[-1] == "last" and "first" not in lines
    assert set(lines[:-1]) == {"한글 줄"}


def test_no_log_is_no_error(tmp_path: Path) -> None:
    assert tail(tmp_path / "hoga.log", 10, str) == []
