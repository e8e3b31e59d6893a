"""What every round of pictures begins with: somebody's seat, the list of a register, a window over it."""

from typing import Any

from app.services.operations import Desk
from app.services.people import directory, shift
from app.services.people.shift import Shift
from app.services.registers.parts import Tool
from app.services.registers.register import Register
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.registers.labels.page import LabelledPage
from app.views.studio import Play


def seat_of(desk: Desk, name: str) -> Desk:
    """The desk of a person of the demo hospital."""
    person = next(one.id for one in directory.load(desk).people if one.text == name)
    return Desk(desk.database, person, desk.workstation)


def seated(desk: Desk) -> tuple[Context, Shift]:
    """Whoever sits at a desk, signed in."""
    begun = shift.begin(desk)
    return Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True)), begun


def list_of(kind: Register) -> Play:
    """The list of a register in its tab."""

    def play(window: MainWindow) -> None:
        shown = window.show_register(kind)
        window.focus_page()
        if isinstance(shown, LabelledPage):
            shown.labels.reload()

    return play


def tool_over(context: Context, kind: Register, tool: Tool, asked: Any = ()) -> Play:
    """The window of a tool over the list of a register."""

    def play(window: MainWindow) -> None:
        list_of(kind)(window)
        context.tool_asked.emit(tool.name, asked)

    return play
