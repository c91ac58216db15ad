"""The desk and its panels look as they did when somebody last looked at them.

A picture that changed on purpose: `pytest tests/golden --renew`, look at each in tests/golden/pictures,
commit. What a failure saw is in tests/golden/failed: the actual picture and what differs, in red.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import QLockFile
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from tests.golden.compare import difference, pixels, save_small, shown
from tests.golden.scenes import Scene, scenes

ROOT = Path(__file__).resolve().parents[2]
PICTURES, FAILED = Path(__file__).with_name("pictures"), Path(__file__).with_name("failed")
LARGEST = 8 * 1024 * 1024  # bytes, all pictures together
SECONDS = 400  # for the pictures of one scale and language, on a machine that has much else to do

Drawn = Callable[[Scene], QImage]


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Gives a scene as it is now; all of its scale and language are drawn at once, for all workers."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    def picture(scene: Scene) -> QImage:
        kind = folder / f"golden-{scene.scale}-{scene.language}"
        lock = QLockFile(f"{kind}.lock")
        lock.setStaleLockTime(0)
        assert lock.tryLock(SECONDS * 1000), f"{kind.name} is being drawn for too long"
        try:
            if not kind.exists():
                _paint(scene, kind)
        finally:
            lock.unlock()
        return QImage(str(kind / f"{scene.name}.png"))

    return picture


def _paint(scene: Scene, kind: Path) -> None:
    unfinished = kind.with_suffix(".unfinished")
    unfinished.mkdir(exist_ok=True)
    painter = subprocess.run(
        [sys.executable, "-m", "tests.golden.render", str(scene.scale), scene.language, str(unfinished)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert painter.returncode == 0, painter.stderr
    unfinished.rename(kind)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_it_looks_as_it_did(
    scene: Scene, drawn: Drawn, qapp: QApplication, pytestconfig: pytest.Config
) -> None:
    actual, golden = drawn(scene), PICTURES / f"{scene.name}.png"
    found = difference(pixels(actual), pixels(QImage(str(golden)))) if golden.exists() else None
    if pytestconfig.getoption("--renew", default=False):
        if found is not None or not golden.exists():
            save_small(actual, golden)
        return
    assert golden.exists(), f"{golden.name} was never drawn: pytest tests/golden --renew"
    if found is None:
        return
    FAILED.mkdir(exist_ok=True)
    actual.save(str(FAILED / f"{scene.name}.png"))
    if found.mask is not None:
        shown(pixels(QImage(str(golden))), found.mask).save(str(FAILED / f"{scene.name}-diff.png"))
    pytest.fail(f"{scene.name}: {found.reason}; see {FAILED.relative_to(ROOT)}")


def test_every_picture_belongs_to_a_scene_and_all_are_small() -> None:
    files = sorted(PICTURES.glob("*.png"))
    assert {file.stem for file in files} == {scene.name for scene in scenes()}
    assert sum(file.stat().st_size for file in files) < LARGEST


def test_a_digit_that_changed_is_seen_and_a_shade_is_not(qapp: QApplication) -> None:
    def picture(text: str, ground: int) -> QImage:
        image = QImage(400, 200, QImage.Format.Format_RGB32)
        image.fill(QColor(ground, ground, ground))
        painter = QPainter(image)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(20, 100, text)
        painter.end()
        return image

    first = pixels(picture("123,456", 20))
    assert difference(first, pixels(picture("123,456", 24))) is None
    assert difference(first, pixels(picture("123,459", 20))) is not None
    assert difference(first, first[:-1]) is not None


def test_a_small_file_looks_like_the_picture(drawn: Drawn, qapp: QApplication, tmp_path: Path) -> None:
    actual = drawn(scenes()[0])
    save_small(actual, tmp_path / "small.png")
    assert difference(pixels(actual), pixels(QImage(str(tmp_path / "small.png")))) is None
    assert (tmp_path / "small.png").stat().st_size < 200_000
