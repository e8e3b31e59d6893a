"""The pile of papers of a survey: which one is keyed now, which comes next, what was kept of each."""

from collections.abc import Callable
from dataclasses import replace

from app.i18n import _
from app.services.surveys.keying import Given, Keying, SheetView

NEW, AGAIN = "new", "again"


class Pile:
    """`sheet` is the earlier paper that is shown: corrected, or keyed again; None is a new one."""

    def __init__(self, begun: Keying) -> None:
        self.begun = begun
        self.mode = NEW
        self.sheet: SheetView | None = None

    @property
    def is_new(self) -> bool:
        """Whether a paper is keyed that was not keyed before."""
        return self.mode == NEW and self.sheet is None

    @property
    def corrects(self) -> bool:
        """Whether an earlier paper is corrected."""
        return self.mode == NEW and self.sheet is not None

    @property
    def serial(self) -> int:
        """The serial of the paper that is shown."""
        return self.sheet.serial if self.sheet else self.begun.next_serial

    def go_back(self) -> bool:
        """Show the paper before this one; False when there is none."""
        earlier = [one for one in self.begun.standing if one.serial < self.serial]
        if self.mode == AGAIN or not earlier:
            return False
        self.sheet = earlier[-1]
        return True

    def go_on(self) -> None:
        """To the next paper of this mode; without one to key again back to new ones."""
        self.sheet = self._next_again() if self.mode == AGAIN else None
        if self.mode == AGAIN and self.sheet is None:
            self.mode = NEW

    def again_words(self) -> str:
        """Why nothing is left to key again."""
        own = [one for one in self.begun.standing if not one.second_answers]
        if own:
            return _("还没有第二次录入的 {n} 张都是您录的，第二次录入请换一位").format(n=len(own))
        return _("没有要第二次录入的调查表")

    def counts(self) -> tuple[int, int, int]:
        """How many papers are keyed, keyed again, and differ."""
        standing = self.begun.standing
        again = sum(bool(one.second_answers) for one in standing)
        return len(standing), again, sum(one.differs for one in standing)

    def head(self) -> str:
        """The survey, and how far it is."""
        begun = self.begun
        words = _("{number}　{title}　已录 {n} 张").format(
            number=begun.number, title=begun.title, n=len(begun.standing)
        )
        if begun.collected is None:
            return words
        return _("{known}，回收 {all} 份").format(known=words, all=begun.collected)

    def keyed(self, serial: int, given: Given) -> None:
        """A new paper was kept."""
        made = SheetView(serial, given, "", self.begun.person_id, "")
        self.begun = replace(self.begun, sheets=(*self.begun.sheets, made), begun={})

    def changed(self, change: Callable[[SheetView], SheetView]) -> None:
        """Something was kept of the paper that is shown."""
        shown = self.sheet
        if shown is None:
            return
        self.sheet = change(shown)
        sheets = [self.sheet if one.serial == shown.serial else one for one in self.begun.sheets]
        self.begun = replace(self.begun, sheets=tuple(sheets))

    def _next_again(self) -> SheetView | None:
        """What differs first, then what somebody else keyed once."""
        standing, mine = self.begun.standing, self.begun.person_id
        differing = [one for one in standing if one.differs]
        open_now = [one for one in standing if not one.second_answers and one.keyed_by_id != mine]
        return next(iter(differing + open_now), None)
