"""The desk and its panels look as they did when somebody last looked at them.

A picture that changed on purpose: `pytest tests/golden --renew`, look at each in tests/golden/pictures,
commit. What a failure saw is in tests/golden/failed: the actual picture and what differs, in red.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from tests.golden.compare import difference, pixels, save_small, shown
from tests.golden.scenes import Scene, scenes

ROOT = Path(__file__).resolve().parents[2]
PICTURES, FAILED = Path(__file__).with_name("pictures"), Path(__file__).with_name("failed")
LARGEST = 8 * 1024 * 1024  # bytes, all pictures together


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pictures as they are now."""
    folder = tmp_path_factory.mktemp("golden")
    kinds = dict.fromkeys((scene.scale, scene.language) for scene in scenes())
    environment = {**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    painters = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.golden.render", str(scale), language, str(folder)],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for scale, language in kinds
    ]
    try:
        complaints = [painter.communicate(timeout=400)[1] for painter in painters]
    finally:
        for painter in painters:
            painter.kill()  # of one that has ended there is nothing left to kill
    assert [painter.returncode for painter in painters] == [0] * len(painters), "\n".join(complaints)
    return folder


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_it_looks_as_it_did(
    scene: Scene, drawn: Path, qapp: QApplication, pytestconfig: pytest.Config
) -> None:
    actual, golden = QImage(str(drawn / f"{scene.name}.png")), PICTURES / f"{scene.name}.png"
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


def test_a_small_file_looks_like_the_picture(drawn: Path, qapp: QApplication, tmp_path: Path) -> None:
    actual = QImage(str(drawn / f"{scenes()[0].name}.png"))
    save_small(actual, tmp_path / "small.png")
    assert difference(pixels(actual), pixels(QImage(str(tmp_path / "small.png")))) is None
    assert (tmp_path / "small.png").stat().st_size < 200_000
