"""Pictures of clause 四.4: a round being walked, what failed and how it ended, trends and form F14."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.demo.showing import list_of, seat_of, seated
from app.models.environment.check import EnvStatus
from app.services import lists
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import by_name
from app.services.registers.environment import tools
from app.views.context import Context
from app.views.environment.calendar.calendar_dialog import CalendarDialog
from app.views.environment.out_dialog import OutDialog
from app.views.environment.round_window import RoundWindow
from app.views.environment.trend.trend_dialog import TrendDialog
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Studio

KIND = by_name("env_check")
HEAD_NURSE = "袁某"
STATES = (
    ("environment-shut", EnvStatus.ACTION, ""),
    ("environment-thrice", EnvStatus.CLOSED, "使用中消毒剂"),
    ("environment-warned", EnvStatus.CLOSED, "透析用水"),
)


def take(studio: Studio, desk: Desk, context: Context, begun: shift.Shift) -> None:
    """The list, records in later states, the windows of the tab, and a check on paper."""
    window = partial(MainWindow, context, begun)
    studio.take("list-env_check", window, list_of(KIND), SMALL)
    for name, state, text in STATES:
        (found, *_others) = lists.ids(desk, KIND, lists.Query(status=state, text=text))
        studio.take(f"record-{name}", partial(RecordDialog, context, KIND, found), sizes=SMALL)
    shut = lists.ids(desk, KIND, lists.Query(text="更换初效滤网"))
    ward, _begun = seated(seat_of(desk, HEAD_NURSE))
    windows: tuple[tuple[str, Callable[[], Any]], ...] = (
        (tools.ROUND.name, partial(RoundWindow, ward, None)),
        (tools.CALENDAR.name, partial(CalendarDialog, ward, None)),
        (tools.OUT.name, partial(OutDialog, context, None)),
    )
    for name, made in windows:
        studio.take(f"environment-{name}", made, sizes=SMALL)
    trend = partial(TrendDialog, context, None)
    studio.take("environment-trend", trend, _show_trend(shut[0]), SMALL)
    thrice = lists.ids(desk, KIND, lists.Query(status=EnvStatus.CLOSED, text="使用中消毒剂"))
    studio.take(
        "preview-environment", partial(PreviewWindow, context, KIND, thrice[0]), sizes=SMALL
    )


def _show_trend(check_id: int) -> Callable[[TrendDialog], None]:
    def play(window: TrendDialog) -> None:
        window.show_check(check_id)

    return play
