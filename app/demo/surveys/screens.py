"""Pictures of satisfaction (四.1.(4)) as the office that surveys sees it."""

from collections.abc import Callable
from functools import partial

from app.services import lists
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import by_name, group_of
from app.services.registers.register import Register
from app.services.registers.surveys import tools
from app.views.context import Context
from app.views.group_page import GroupPage
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Studio

SURVEY, FEEDBACK, FORUM = map(by_name, ("satisfaction_survey", "survey_feedback", "patient_forum"))


def take(studio: Studio, desk: Desk) -> None:
    """The three lists, a record of each, and what came out of the survey."""
    begun = shift.begin(desk)
    context = Context(desk, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    window = partial(MainWindow, context, begun)
    for name, kind in (("surveys", SURVEY), ("survey-feedback", FEEDBACK), ("forums", FORUM)):
        studio.take(name, window, _list_of(kind), SMALL)
        first = lists.ids(desk, kind, lists.Query())[0]
        studio.take(f"record-{name}", partial(RecordDialog, context, kind, first), sizes=SMALL)
    survey = lists.ids(desk, SURVEY, lists.Query())[0]
    studio.take("survey-result", window, _result(context, survey), SMALL)


def _list_of(kind: Register) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        window.top.set_current(group_of(kind).name)
        page = window.page()
        assert isinstance(page, GroupPage)
        page.show_register(kind)
        window.focus_page()

    return play


def _result(context: Context, survey: int) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        _list_of(SURVEY)(window)
        context.tool_asked.emit(tools.RESULT.name, (survey,))

    return play
