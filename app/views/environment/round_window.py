"""环境巡查 (四.4): many points in one round, by keyboard alone; the verdict appears while one types."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import _
from app.services.environment import round_drafts, round_lines
from app.services.environment.round_drafts import Begun
from app.services.environment.round_lines import Offered, OpenFailure, Prepared
from app.services.environment.sheet import VERDICTS, Entered, Standing
from app.views.context import Context
from app.views.environment.point_work import PointWork
from app.views.environment.recheck import Recheck
from app.views.environment.round_frame import RoundFrame
from app.views.environment.round_keeper import RoundKeeper
from app.views.environment.round_slip import RoundSlip
from app.views.environment.round_submit import RoundSubmit
from app.views.environment.trend.trend_panel import TrendPanel
from app.views.inputs.editors import PickItem

CHECK = "env_check"


class RoundWindow(RoundFrame):
    """A sheet for a department, or for all. It never asks before it closes: the round is kept."""

    def __init__(self, context: Context, beside: QWidget | None = None) -> None:
        super().__init__(context.directory, beside)
        self.context = context
        self._offered: dict[int, Offered] = {}
        self._failures: Mapping[int, OpenFailure] = {}
        self._usual: Mapping[int, str] = {}
        self._before: Begun | None = None
        self._own_department = 0
        self._is_first = True
        self.started_at = clock.now()
        self.head.show_moment(self.started_at)
        self.keeper = RoundKeeper(context, self.begun, self)
        self.handing_in = RoundSubmit(self, context, self.facts)
        self.work = PointWork(self)
        self.rechecking = Recheck(self, context)
        self.slip = RoundSlip(self, context, self.take_up, lambda: not self._is_first)
        self.trend = TrendPanel(context)
        self.point.set_middle(self.trend)
        self.head.checker.set_value(context.desk.person_id)
        self._connect()
        self._add_keys()
        if beside is not None:
            # Who locks or leaves hides the page first.
            beside.installEventFilter(self)
        self.reload()

    def begun(self) -> Begun:
        """The round as far as it was walked."""
        checker = self.head.checker.value()
        return Begun(
            self.moment(), self.head.department_id(),
            checker if isinstance(checker, int) else None,
            self.head.companion.text(), self.model.entries(), points=self.slip.points,
        )  # fmt: skip

    def moment(self) -> datetime:
        """When the round was walked: as begun here, or as somebody wrote it down on paper."""
        return self.head.moment_or(self.started_at)

    def facts(self) -> tuple[int, datetime]:
        """Whose round it is, and when; one through all departments is that of who walks it."""
        return self.head.department_id() or self._own_department, self.moment()

    def reload(self) -> None:
        """Look again what is due; what was entered stays."""
        scope = None if self._is_first else self.head.department_id()
        self.context.ask(self, round_lines.prepare, self._show, None, scope, own=self._is_first)

    def begin_anew(self) -> None:
        """The round was handed in: what is still due makes the next one."""
        self.keeper.drop()
        self.started_at, self.slip.points = clock.now(), ()
        self.head.show_moment(self.started_at)
        self.model.set_lines(())
        self.reload()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was entered is kept, and offered the next time."""
        if self.handing_in.is_busy:
            self.say(_("正在提交，存好就可以关闭"))
            event.ignore()
            return
        self.keeper.flush()
        if self.begun().filled:
            self.context.said.emit(_("没有提交的巡查已存为草稿"))
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen is blanked, or somebody leaves: keep what was entered now."""
        if event.type() == QEvent.Type.Hide:
            self.keeper.flush()
        return super().eventFilter(watched, event)

    # ---- building --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.model.entered.connect(self._on_entered)
        self.sheet.went.connect(lambda _row: self._show_point())
        self.sheet.at_end.connect(self._on_end)
        self.recheck.clicked.connect(self._ask_recheck)
        self.add_point.changed.connect(self._on_point_chosen)
        self.head.scope_chosen.connect(self.reload)
        self.head.moment.changed.connect(self.keeper.touch)
        self.head.checker.changed.connect(self.keeper.touch)
        self.head.companion.changed.connect(self.keeper.touch)
        self.handing_in.done.connect(self.begin_anew)
        self.head.submit.clicked.connect(self.handing_in.start)
        self.head.blank.clicked.connect(self.slip.print_blank)
        self.rechecking.said.connect(self._on_rechecked)
        self.trend.all_asked.connect(self._show_trend)
        self.trend.opened.connect(lambda check: self.context.record_asked.emit(CHECK, check))
        self.keeper.told.connect(self.say)
        self.notice.acted.connect(self._take_up)
        self.notice.closed.connect(self._on_notice_closed)
        self.notice.link_asked.connect(
            lambda check: self.context.record_asked.emit(CHECK, int(check))
        )

    def _add_keys(self) -> None:
        self.add_keys("Ctrl+Return Ctrl+Enter", self.head.submit.click)
        self.add_keys("F3", self.work.toggle_pending)
        self.add_keys("Ctrl+R", self._ask_recheck)
        self.add_keys("Ctrl+N", self.add_point.first_input().setFocus)
        self.add_keys("F5", self.reload)
        self.add_keys("F6", self.next_area)
        self.add_keys("F1", self.show_keys)
        self.add_keys("Ctrl+L", self.context.lock_asked.emit)
        self.add_keys("Ctrl+W", self.close)

    # ---- showing ---------------------------------------------------------------------------------

    def _show(self, found: Prepared) -> None:
        self._offered = {one.line.point_id: one for one in found.offered}
        self._failures, self._usual = found.failures, found.usual
        self._own_department = found.own_department_id
        self.point.set_instruments(found.instruments)
        self.head.set_departments(found.departments, found.department_id)
        self.add_point.set_items(
            [
                PickItem(point, f"{one.line.place} {one.line.item}", one.line.code, one.initials)
                for point, one in self._offered.items()
            ]
        )
        kept = {point: one for point, one in self.model.entries().items() if one.is_filled}
        due = {one.point_id for one in found.lines}
        further = [
            self._offered[point].line for point in kept if point in self._offered.keys() - due
        ]
        lines = (*found.lines, *further)
        usual = {
            one.point_id: Entered(instrument=self._usual[one.point_id])
            for one in lines
            if one.point_id in self._usual and one.point_id not in kept
        }
        self.model.set_lines(lines, usual)
        self._show_sheet(found)
        if self._is_first:
            self._is_first = False
            if not self.slip.lay_out():
                self.context.ask(self, round_drafts.begun_before, self._offer, None)

    def _show_sheet(self, found: Prepared) -> None:
        is_empty = not self.model.rowCount()
        if is_empty:
            words = _("没有检查点") if not found.offered else _("今天没有到期的检查点")
            second = _("检查点在“系统 › 环境”里设；也可以在下面加一个点再测。")
            self.empty.show_text(words, second)
        self.empty.setVisible(is_empty)
        self._tell_progress()
        self._show_point()
        self.focus_sheet()

    def _show_point(self) -> None:
        row = self.sheet.row()
        self.point.setVisible(row >= 0)
        if row < 0:
            self.failure.hide()
            self.outcome.hide()
            return
        line, entry = self.model.line(row), self.model.entry(row)
        self.point.show_line(line, entry)
        found = self.model.outcome(row)
        self.outcome.show_outcome(line, found, is_asked=self.model.is_asked(row))
        self.trend.show_point(line.point_id)
        self.trend.show_typed(found.value, VERDICTS.get(found.standing))
        failure = self._failures.get(line.point_id)
        self.failure.setVisible(failure is not None)
        if failure is not None:
            told = _("{day} 起不合格 {n} 次；复查登记在那一件里。").format(
                day=f"{clock.local(failure.since):%m-%d}", n=failure.failures
            )
            head = _("还没有复查合格")
            self.failure.show_content("wait", "triangle", head, failure.number, told)

    def _tell_progress(self) -> None:
        standing = self.model.standing
        self.card.set_footer(_("{n} 项，已全部列出").format(n=self.model.rowCount()))
        self.head.show_progress(
            len(self.model.filled()), self.model.rowCount(),
            len(standing(Standing.FAIL)), len(standing(Standing.WARN)),
        )  # fmt: skip

    def _on_entered(self, row: int) -> None:
        self.keeper.touch()
        self._tell_progress()
        if row == self.sheet.row():
            self._show_point()

    def _on_end(self) -> None:
        self.say(_("已是最后一项，Ctrl+Enter 提交"))

    # ---- acting ----------------------------------------------------------------------------------

    def _on_point_chosen(self) -> None:
        point = self.add_point.value()
        if isinstance(point, int):
            self.add_point.set_value(None)
            usual = Entered(instrument=self._usual.get(point, ""))
            row = self.model.add_line(self._offered[point].line, usual)
            self.empty.hide()
            self._tell_progress()
            # The picker goes to the next field once it has told what was picked.
            QTimer.singleShot(0, self.sheet, lambda: self.sheet.go_to(row))

    def _ask_recheck(self) -> None:
        """Ctrl+R: the re-check belongs to the check that failed."""
        row = self.sheet.row()
        failure = self._failures.get(self.model.line(row).point_id) if row >= 0 else None
        if failure is None:
            self.say(_("这个点没有等待复查的不合格"))
        else:
            self.rechecking.ask(failure.check_id)

    def _show_trend(self, point: int) -> None:
        # Only when somebody looks further back.
        from app.views.environment.trend.trend_dialog import TrendDialog

        dialog = TrendDialog(self.context, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show_point(point)
        dialog.show()

    def _on_rechecked(self, tone: str, words: str) -> None:
        self.show_notice(tone, words)
        self.reload()

    # ---- what was begun before ---------------------------------------------------------------------

    def _offer(self, found: tuple[Begun, ...]) -> None:
        if found:
            self._before = found[0]
            when = f"{clock.local(found[0].saved_at or found[0].started_at):%m-%d %H:%M}"
            words = _("您在 {time} 填过、没有提交的 {n} 项还在").format(
                time=when, n=found[0].filled
            )
            self.show_notice("info", words, action=_("接着填"))
            self.notice.action.setFocus()

    def _take_up(self) -> None:
        begun, self._before = self._before, None
        self.show_notice("info", "")
        if begun is not None:
            self.take_up(begun)

    def open_code(self, code: str) -> None:
        """A printed sheet came back."""
        self.slip.open(code)

    def take_up(self, begun: Begun, only: tuple[int, ...] = ()) -> None:
        """Go on with a round; `only` are the points of a printed sheet, in its order.

        What was entered meanwhile holds, where both say something.
        """
        self.keeper.drop()
        self.keeper.code = begun.code
        newer = {point for point, one in self.model.entries().items() if one.is_filled}
        self.started_at = begun.started_at
        self.head.show_moment(begun.started_at)
        self.head.checker.set_value(begun.checker_id or self.context.desk.person_id)
        self.head.companion.set_value(begun.companion)
        rows = [] if only else range(self.model.rowCount())
        lines = [self.model.line(row) for row in rows]
        known = {one.point_id for one in lines}
        further = [
            self._offered[point].line
            for point in dict.fromkeys((*only, *begun.entries))
            if point not in known and point in self._offered
        ]
        entries = {point: one for point, one in begun.entries.items() if point not in newer}
        self.model.set_lines([*lines, *further], entries)
        self._tell_progress()
        self.keeper.touch()
        empty = next(
            (row for row in range(self.model.rowCount()) if not self.model.entry(row).is_filled), 0
        )
        self.empty.hide()
        self.sheet.go_to(empty)

    def _on_notice_closed(self) -> None:
        self._before = None
        self.focus_sheet()
