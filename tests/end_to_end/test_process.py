"""The desk as a program: its doors, its ends, and one plain sentence for each misuse."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PyQt6.QtGui import QImage

from tests.end_to_end.conftest import RunDesk, Running
from tests.end_to_end.exchange import Exchange
from widgets import desk

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "run_desktop_ui.py"), *arguments]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPBIT_", "HOGA_"))}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", **more}


def run(*arguments: str, seconds: float = 40, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        env=environment(**more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


@pytest.fixture
def living_desk(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A desk whose exchange is up."""
    process = subprocess.Popen(
        command("--data-dir", str(tmp_path)), env=environment(), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "journal.db").exists():
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    yield process
    process.kill()
    process.wait()


def risen_and_fallen(picture: Path) -> tuple[int, int]:
    """How many points are in the red of prices above the previous close, and in the blue of those below."""
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1920, 1080)
    colours = [image.pixelColor(x, y) for x in range(0, 1920, 3) for y in range(0, 1080, 3)]
    vivid = [colour.hue() for colour in colours if colour.saturation() > 120 and colour.value() > 180]
    return sum(hue > 340 or hue < 15 for hue in vivid), sum(200 < hue < 230 for hue in vivid)


@pytest.mark.timeout(360)
def test_a_picture_of_the_live_desk(tmp_path: Path) -> None:
    picture = tmp_path / "desk.png"
    arguments = ("--mode", "demo", "--screenshot", str(picture), "--data-dir", str(tmp_path))
    for seconds in ("1", "60"):  # it waits for data by itself, but not as long as a very busy machine takes
        done = run(*arguments, "--after", seconds, seconds=110)
        assert done.returncode == 0, done.stderr
        if not done.stderr:
            break
    risen, fallen = risen_and_fallen(picture)
    assert risen > 500 and fallen > 200, f"{risen} red and {fallen} blue points; {done.stderr}"


def test_a_picture_without_data_says_so(
    run_desk: RunDesk,
    tmp_path: Path,
    unused_tcp_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(desk, "PATIENCE_SECONDS", 0.5)
    picture = tmp_path / "desk.png"

    async def scenario(running: Running) -> None:
        await running.until(lambda: not running.window.isVisible(), 30, "the end")

    nobody = {"HOGA_EXCHANGE_URL": f"http://127.0.0.1:{unused_tcp_port}"}
    assert run_desk(scenario, nobody, screenshot=picture, after=0.1, language="en").left["code"] == 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.rstrip().endswith(": Markets, Chart, Orderbook, Trades")
    assert picture.exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_cleanly(living_desk: subprocess.Popen[bytes], number: int) -> None:
    """J1: code 0, and its exchange ends with it; within five seconds where nothing else runs."""
    children = psutil.Process(living_desk.pid).children()
    assert children
    living_desk.send_signal(number)
    assert living_desk.wait(30) == 0
    assert psutil.wait_procs(children, timeout=30)[1] == []


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_its_exchange_dies_with_it_even_by_sigkill(living_desk: subprocess.Popen[bytes]) -> None:
    children = psutil.Process(living_desk.pid).children()
    living_desk.kill()
    assert children and psutil.wait_procs(children, timeout=30)[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="displays of Linux")
def test_without_a_display_it_says_so_and_takes_a_picture(tmp_path: Path, exchange: Exchange) -> None:
    known = environment(**exchange.environment("main"))
    kept = {k: v for k, v in known.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        command("--data-dir", str(tmp_path)),
        env=kept,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1 and "no display" in done.stdout
    picture = Path(done.stdout.strip().rpartition(" ")[2])
    assert QImage(str(picture)).width() == 1920
    picture.unlink()
    picture.parent.rmdir()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--colour", "blue"], 2, "unrecognized arguments"),
        (["--mode", "paper"], 2, "invalid choice"),
        (["--symbol", "bitcoin"], 2, "not a market"),
    ],
)
def test_wrong_use_is_a_sentence(arguments: list[str], code: int, sentence: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert sentence in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("language", "named"), [("ko", "데이터 폴더"), ("en", "data directory")])
def test_an_unusable_data_directory_is_a_sentence(tmp_path: Path, language: str, named: str) -> None:
    (tmp_path / "file").write_text("")
    done = run("--data-dir", str(tmp_path / "file"), "--lang", language)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and named in done.stderr


def test_an_exchange_that_is_not_on_this_computer_is_refused(tmp_path: Path) -> None:
    done = run("--data-dir", str(tmp_path), HOGA_EXCHANGE_URL="https://api.upbit.com")
    assert done.returncode == 1
    assert "HOGA_EXCHANGE_URL" in done.stderr and "Traceback" not in done.stderr


def test_damaged_settings_are_told_and_kept(tmp_path: Path, exchange: Exchange) -> None:
    (tmp_path / "settings.json").write_text('{"symbol": "KRW-ETH", ')
    picture = tmp_path / "desk.png"
    shot = ("--screenshot", str(picture), "--after", "1", "--data-dir", str(tmp_path))
    done = run(*shot, **exchange.environment("main"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "settings.damaged.json").read_text() == '{"symbol": "KRW-ETH", '
