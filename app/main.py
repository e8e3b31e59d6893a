"""The start of the program: decides between the command line and the window, and connects both."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app import i18n, logs, settings

if TYPE_CHECKING:
    from app.services.operations import Desk

# At the default of 5 ms a thread that writes a workbook lets the window wait half a second.
SWITCH_INTERVAL = 0.0005


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: without a command the window opens."""
    gc.disable()  # until the window has painted itself: a tenth of the start is spent collecting
    sys.setswitchinterval(SWITCH_INTERVAL)
    arguments = list(sys.argv[1:] if argv is None else argv)
    logs.start()
    i18n.install(settings.load().language)
    location = window_location(arguments)
    if location is None:
        from app import cli  # the command line needs no Qt, the window none of its imports

        gc.enable()
        return cli.run(arguments)
    from app.views import start  # Qt: not for the command line

    return start.run(location, fill_demo)


def fill_demo(desk: "Desk") -> None:
    """Fill a new database with the demo hospital."""
    from app.demo import hospital  # only the first start asks for it

    hospital.fill(desk)


def window_location(arguments: Sequence[str]) -> str | None:
    """The database the window is to open, empty for the usual one; None: the command line is meant."""
    if not arguments:
        return ""
    if len(arguments) == 2 and arguments[0] == "--database" and arguments[1]:
        return arguments[1]
    name, equals, value = arguments[0].partition("=")
    if len(arguments) == 1 and name == "--database" and equals and value:
        return value
    return None
