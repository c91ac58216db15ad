"""Files that are always the old or the new version, and for their owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from app.language import Sentence


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, readable by its owner only (0600); OSError if it can't be."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def unusable(place: Path, error: OSError) -> Sentence:
    """That a file or directory of the desk's own can't be used, and why."""
    reason = error.strerror or error
    return Sentence(f"{place}을(를) 쓸 수 없습니다: {reason}", f"{place} cannot be used: {reason}")
