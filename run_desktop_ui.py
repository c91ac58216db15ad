"""Opens the Hoga desk: options → application → loop → window → wait for close."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence

from app import options
from app.errors import HogaError
from app.language import choose
from app.logs import start_logging
from app.settings import SettingsFile, prepare_directory
from widgets import application, desk
from widgets.event_loop import event_loop


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the desk until it is closed; 0 done, 1 failed with one sentence on stderr."""
    chosen = application.fit_to_display(options.parse(arguments), os.environ)
    choose(chosen.language or "ko")  # the settings, which may say another one, may not be readable
    try:
        redactor = start_logging(prepare_directory(chosen.data_dir))
        look = SettingsFile(chosen.data_dir).look()
        choose(language := chosen.language or look.language or "ko")
        reporter = application.catch_errors()
        qt = application.create(language, look)
        with asyncio.Runner(loop_factory=lambda: event_loop(qt)) as runner:
            return runner.run(desk.run(chosen, reporter, redactor, application.take_environment()))
    except HogaError as error:
        print(error.sentence, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
