"""Pictures of satisfaction (四.1.(4)) as the office that surveys sees it."""

from functools import partial

from app.demo.showing import list_of, seated, tool_over
from app.services import lists
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from app.services.registers.surveys import tools
from app.views.main_window import MainWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Studio

SURVEY, FEEDBACK, FORUM = map(by_name, ("satisfaction_survey", "survey_feedback", "patient_forum"))


def take(studio: Studio, desk: Desk) -> None:
    """The three lists, a record of each, and what came out of the survey."""
    context, begun = seated(desk)
    window = partial(MainWindow, context, begun)
    for name, kind in (("surveys", SURVEY), ("survey-feedback", FEEDBACK), ("forums", FORUM)):
        studio.take(name, window, list_of(kind), SMALL)
        first = lists.ids(desk, kind, lists.Query())[0]
        studio.take(f"record-{name}", partial(RecordDialog, context, kind, first), sizes=SMALL)
    survey = lists.ids(desk, SURVEY, lists.Query())[0]
    studio.take("survey-result", window, tool_over(context, SURVEY, tools.RESULT, (survey,)), SMALL)
