"""The blank paper of a round, and the round it becomes when it comes back filled in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app import clock
from app.i18n import _
from app.services.environment import round_slips
from app.services.environment.round_drafts import Begun
from app.services.environment_sheets import round_sheet
from app.services.forms import ROUND_SHEET
from app.views.context import Context
from app.views.environment.round_frame import RoundFrame

TakeUp = Callable[[Begun, tuple[int, ...]], None]


class RoundSlip(QObject):
    """Belongs to the window of a round; `points` are those of the paper it was opened from.

    `take_up` goes on with a round whose points are these, `is_ready` says whether points are known.
    """

    def __init__(
        self, window: RoundFrame, context: Context, take_up: TakeUp, is_ready: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._take_up, self._is_ready = take_up, is_ready
        self.points: tuple[int, ...] = ()
        self._opened: Begun | None = None

    def print_blank(self) -> None:
        """空白表: the points on the sheet as it stands, with a code that leads back to them."""
        model = self._window.model
        points = tuple(model.line(row).point_id for row in range(model.rowCount()))
        self._context.run(
            self, round_slips.issue, lambda code: self._show(points, code), None,
            self._window.head.department_id(), points,
        )  # fmt: skip

    def open(self, code: str) -> None:
        """A paper came back: its points stand on the sheet, whatever else is due."""
        self._context.run(
            self, round_slips.take_over, self._take,
            lambda error: self._window.show_problem(str(error)), code,
        )  # fmt: skip

    def lay_out(self) -> bool:
        """Put the points of the paper on the sheet; False where none was opened."""
        begun, self._opened = self._opened, None
        if begun is None:
            return False
        self.points = begun.points
        self._take_up(begun, begun.points)
        words = _("巡查纸 {code}，{n} 项；检查时间先写印纸的时刻 {time}，不对的在上面改").format(
            code=begun.code, n=len(begun.points),
            time=f"{clock.local(begun.started_at):%m-%d %H:%M}",
        )  # fmt: skip
        self._window.show_notice("info", words)
        return True

    def _take(self, begun: Begun) -> None:
        self._opened = begun
        if self._is_ready():
            self.lay_out()

    def _show(self, points: tuple[int, ...], code: str) -> None:
        # Printing brings the preview and its picture of pages along: only when somebody prints.
        from app.views.environment.paper.sheet_window import SheetWindow

        make = partial(round_sheet.paper, point_ids=points, code=code)
        window = SheetWindow(self._context, ROUND_SHEET, make, "round", self._window)
        was_taken: list[bool] = []
        window.taken.connect(lambda: was_taken.append(True))

        def closed() -> None:
            if not was_taken:
                self._context.run(
                    self._context, round_slips.take_back, lambda _gone: None, None, code
                )

        window.closed.connect(closed)
        window.show()
