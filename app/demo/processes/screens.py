"""Pictures of clause 四.5: its lists, records in their later states, what is refused, and form F13."""

from functools import partial

from app.demo.showing import list_of
from app.models.processes.outsourced import OutsourcedStatus
from app.models.processes.participation import ParticipationStatus, QualificationStatus
from app.models.processes.preop_check import PreopStatus
from app.models.processes.surgery_exception import ExceptionStatus
from app.models.processes.treatment_error import ErrorStatus
from app.services import lists
from app.services.people import shift
from app.services.registers.catalog import by_name, group_of
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.studio import SMALL, Studio

CASE, CHECK, ERROR = map(by_name, ("surgery_exception", "preop_check", "treatment_error"))
PART, PAPER, OUTSIDE = map(
    by_name, ("unqualified_participation", "staff_qualification", "outsourced_nonconformity")
)
STATES = (
    ("surgery-judged", CASE, ExceptionStatus.EQUIPMENT_JUDGED),
    ("surgery-reviewed", CASE, ExceptionStatus.REVIEWED),
    ("surgery-closed", CASE, ExceptionStatus.CLOSED),
    ("preop-blocked", CHECK, PreopStatus.BLOCKED),
    ("preop-usable", CHECK, PreopStatus.USABLE),
    ("error-serious", ERROR, ErrorStatus.RESCUE_AND_NOTIFIED),
    ("error-closed", ERROR, ErrorStatus.CLOSED),
    ("participation-supervised", PART, ParticipationStatus.SUPERVISED),
    ("participation-closed", PART, ParticipationStatus.CLOSED),
    ("qualification-proposed", PAPER, QualificationStatus.PROPOSED),
    ("qualification-valid", PAPER, QualificationStatus.VALID),
    ("contractor-rectified", OUTSIDE, OutsourcedStatus.RECTIFIED),
)


def take(studio: Studio, context: Context, begun: shift.Shift) -> None:
    """Every list, a new record of each, those that stand in later states, and one on paper."""
    for kind in group_of(CASE).registers:
        window = partial(MainWindow, context, begun)
        studio.take(f"list-{kind.name}", window, list_of(kind), SMALL)
        studio.take(f"new-{kind.name}", partial(RecordDialog, context, kind), sizes=SMALL)
    for name, kind, state in STATES:
        found = lists.ids(context.desk, kind, lists.Query(status=state))
        make = partial(RecordDialog, context, kind, found[0])
        studio.take(f"record-{name}", make, sizes=SMALL)
    judged = lists.ids(context.desk, CASE, lists.Query(status=ExceptionStatus.EQUIPMENT_JUDGED))
    studio.take("preview-surgery", partial(PreviewWindow, context, CASE, judged[0]), sizes=SMALL)
