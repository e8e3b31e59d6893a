"""Pictures of every page and dialog of the demo hospital, as a person at a ward PC would see them."""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from app import clock
from app.demo import goods_screens, hospital, old_register
from app.demo.environment import screens as environment_screens
from app.demo.processes import screens
from app.demo.reports import screens as report_screens
from app.demo.showing import list_of, seated
from app.demo.surveys import screens as survey_screens
from app.i18n import _
from app.models.nonconforming_service import NonconformingStatus as S
from app.services import drafts, lists, reading
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import REGISTERS, by_name
from app.services.registers.register import Register
from app.services.suggestions import copies, phrases
from app.views.asking.conflict_dialog import Conflict, ConflictDialog
from app.views.context import Context
from app.views.first_start import FirstStartPage
from app.views.front import StatusLine
from app.views.home.ward_sheet_window import WardSheetWindow
from app.views.inputs.editors import TextArea
from app.views.keys import KeysDialog
from app.views.lock import LockPage
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.registers.import_dialog import ImportDialog
from app.views.registers.listing.filters import Filters
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.register_page import RegisterPage
from app.views.settings.system_page import PAGES, SystemPage
from app.views.sign_in import SignInPage
from app.views.studio import SMALL, Studio

KIND = REGISTERS[0]
SERVICE, SEAL = by_name("nonconforming_service"), by_name("evidence_seal")


def take(desk: Desk, folder: Path) -> list[Path]:
    """Pictures of everything into a folder; the paths of what was made."""
    studio = Studio(folder)
    context, begun = seated(desk)
    for name in ("light", "dark"):
        studio.wear(name)
        _forget_drafts(context)
        _pages(studio, context, begun)
        _records(studio, context)
    studio.wear("light")
    _fronts(studio, begun)
    _services(studio, context, begun)
    goods_screens.take(studio, desk)
    screens.take(studio, context, begun)
    environment_screens.take(studio, desk, context, begun)
    survey_screens.take(studio, desk)
    report_screens.take(studio, desk)
    _dialogs(studio, context, begun)
    studio.wear("light")
    return studio.made


def _pages(studio: Studio, context: Context, begun: shift.Shift) -> None:
    studio.take("home", lambda: MainWindow(context, begun), lambda w: w.focus_page())
    studio.take("register", lambda: MainWindow(context, begun), list_of(KIND))
    studio.take(
        "register-empty",
        lambda: MainWindow(context, begun),
        lambda w: _search(w, _("不存在的词")),
        SMALL,
    )
    for name, _title, _make in PAGES:
        studio.take(f"system-{name}", lambda: MainWindow(context, begun), _system(name), SMALL)


def _system(name: str) -> Callable[[MainWindow], None]:
    def play(window: MainWindow) -> None:
        window.top.set_current("system")
        page = window.page()
        assert isinstance(page, SystemPage)
        page.show_page(name)

    return play


def _search(window: MainWindow, text: str) -> None:
    list_of(KIND)(window)
    page = window.page()
    assert isinstance(page, RegisterPage)
    page.filters.set_filters(Filters(text=text))
    page.reload()


def _records(studio: Studio, context: Context) -> None:
    studio.take("record-new", lambda: _record(context), sizes=SMALL)
    studio.take("record-phrases", lambda: _record(context), _phrases(context), SMALL)
    studio.take("record-patient", lambda: _record(context), _patient, SMALL)
    waiting = _first(context.desk, lists.Query(due="soon"))
    studio.take("record-copy", lambda: _copy(context, waiting), sizes=SMALL)
    studio.take("record", lambda: _record(context, waiting), _reply_too_early)
    studio.take(
        "record-history",
        lambda: _record(context, waiting),
        lambda w: w.actions_of.show_history(),
        SMALL,
    )
    studio.take("preview", lambda: PreviewWindow(context, KIND, waiting), sizes=SMALL)
    studio.take("preview-hand-over", lambda: WardSheetWindow(context), sizes=SMALL)
    _letters(studio, context)


def _letters(studio: Studio, context: Context) -> None:
    """The letter to a complainant who has an answer, and two records looked at together."""
    desk = context.desk
    ids = lists.ids(desk, KIND, lists.Query())
    for letter in KIND.letters:
        ready = [one for one in ids if not letter.not_yet(reading.load(desk, KIND, one).values)]
        make = partial(PreviewWindow, context, KIND, next(iter(ready)), form_code=letter.form)
        studio.take("preview-letter", make, sizes=SMALL)
    studio.take(
        "preview-several", lambda: PreviewWindow(context, KIND, tuple(ids[:2])), sizes=SMALL
    )


def _services(studio: Studio, context: Context, begun: shift.Shift) -> None:
    """Clause 四.2: its lists, a serious case with its duties and its chain, a signature, a table."""
    desk = context.desk
    serious = _first(desk, lists.Query(status=S.UNDER_REVIEW), SERVICE)
    minor = _first(desk, lists.Query(status=S.CORRECTED), SERVICE)
    listed = _first(desk, lists.Query(), SEAL)
    studio.take("services", lambda: MainWindow(context, begun), list_of(SERVICE), SMALL)
    for name, record_id, play in (
        ("record-serious", serious, None),
        ("chain", serious, lambda w: w.links.show_chain()),
        ("step-signed", minor, lambda w: w.actions_of.take("upgrade")),
    ):
        studio.take(name, partial(RecordDialog, context, SERVICE, record_id), play, SMALL)
    studio.take("record-table", partial(RecordDialog, context, SEAL, listed), _things, SMALL)


def _things(window: RecordDialog) -> None:
    """The table of what was sealed."""
    window.form.go_to(window.form.section_of("items") or 0)


def _phrases(context: Context) -> Callable[[RecordDialog], None]:
    """The phrases of a field, as F4 opens them beside what was just written."""
    for text in ("要求当面道歉，并退还挂号费。", "要求说明等候的原因，并书面答复。"):
        phrases.save(context.desk, KIND, "demand", text)

    def play(window: RecordDialog) -> None:
        window.form.enter({"demand": "要求调换床位。"})
        window.form.focus("demand")
        editor = window.form.rows["demand"].editor
        assert isinstance(editor, TextArea)
        window.ease.phrases.open(editor.area)

    return play


def _patient(window: RecordDialog) -> None:
    """A line copied from the HIS, put into the fields of the patient."""
    line = "张某 男 45岁 住院号 DEMO-0007 骨科一病区 12床 左股骨骨折"
    window.form.focus("patient_name")
    window.ease.patient.take(line)


def _copy(context: Context, record_id: int) -> RecordDialog:
    """A new record begun with another's circumstances."""
    _forget_drafts(context)
    taken = copies.copied(context.desk, KIND, record_id)
    return RecordDialog(context, KIND, copied=taken)


def _reply_too_early(window: RecordDialog) -> None:
    """What a person sees who enters an answer dated before the complaint came."""
    window.form.enter({"replied_at": clock.now() - timedelta(days=40)})
    window.actions_of.take_main()


def _fronts(studio: Studio, begun: shift.Shift) -> None:
    actor = begun.me.actor
    state = (StatusLine("shield", _("数据库正常，审计链完整"), "pass"),)

    def sign_in() -> SignInPage:
        page = SignInPage(begun.hospital)
        page.set_staff_no(actor.staff_no)
        page.set_status(state)
        return page

    studio.take("sign-in", sign_in, lambda page: page.focus_first())
    studio.take("first-start", FirstStartPage, lambda page: page.focus_first(), SMALL)
    studio.take(
        "lock",
        lambda: LockPage(actor.name, actor.staff_no, begun.department, begun.hospital),
        sizes=SMALL,
    )


def _dialogs(studio: Studio, context: Context, begun: shift.Shift) -> None:
    studio.take("keys", lambda: MainWindow(context, begun), lambda w: KeysDialog(w).open(), SMALL)
    waiting = _first(context.desk, lists.Query(due="soon"))
    studio.take(
        "step",
        lambda: _record(context, waiting),
        lambda w: w.actions_of.take("escalate"),
        SMALL,
    )
    studio.take("conflict", lambda: _record(context, waiting), _conflict, SMALL)
    with tempfile.TemporaryDirectory() as folder:
        path = old_register.write(Path(folder))

        def dry_run(dialog: ImportDialog) -> None:
            dialog.open_file(path)
            dialog.try_import()

        studio.take("import", lambda: ImportDialog(context, KIND, None), dry_run, SMALL)


def _conflict(window: RecordDialog) -> None:
    """Two people wrote in the same fields at the same time."""
    differences = (
        Conflict(
            "improvement", _("整改措施"), "更换静音轮 14 只；22:00 后停用推车", "更换静音轮 14 只"
        ),
        Conflict("reply_method", _("反馈方式"), _("电话"), _("当面")),
    )
    ConflictDialog(window, "TS-KFK-202611-0001", "吴某", differences).open()


def _record(context: Context, record_id: int | None = None) -> RecordDialog:
    """The record as it is found in the morning: what an earlier picture typed is thrown away."""
    _forget_drafts(context)
    return RecordDialog(context, KIND, record_id)


def _forget_drafts(context: Context) -> None:
    for draft in reading.drafts(context.desk, KIND):
        drafts.discard(context.desk, KIND, draft.slip_code)


def _first(desk: Desk, query: lists.Query, kind: Register = KIND) -> int:
    return lists.ids(desk, kind, query)[0]


def main() -> None:
    """`dev.py screenshots OUT`: a demo hospital of its own, pictures into OUT."""
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/screens")
    with tempfile.TemporaryDirectory() as place:
        desk, _password = hospital.make(Path(place) / "demo.db")
        made = take(desk, folder)
        desk.database.close()
    print(f"{len(made)} → {folder}")


if __name__ == "__main__":
    main()
