"""The questions of a sheet with the digits that answer them, painted large; the number pad is enough."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.services.survey_count.questionnaires import BLANK, NOT_APPLICABLE, Question
from app.views import theme

_ROW, _NUMBER, _TEXT, _BOX = 34, 34, 128, 68
_COLUMNS = 2
_BOXES = 6  # five options at most, and 不适用
_UNKEYED = " "
_NOT_APPLICABLE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Period, Qt.Key.Key_Comma)


class AnswerGrid(QWidget):
    """Digits answer and go on; Enter says the sheet is done. The questions stand in two columns.

    Where two keyings differ (`compare`) only those questions are gone through, each with both answers.
    """

    changed = Signal()
    entered = Signal()
    refused = Signal(str)

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__()
        self.questions = tuple(questions)
        self._answers = [_UNKEYED] * len(self.questions)
        self._at = 0
        self._differing: Mapping[int, tuple[str, str]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("答案"))
        self._tell()

    # ---- what is keyed -------------------------------------------------------------------------

    def keyed(self) -> str:
        """What is keyed so far; a blank where nothing is."""
        return "".join(self._answers)

    def answers(self) -> str:
        """The answers of the sheet; what was not keyed was not answered."""
        return self.keyed().replace(_UNKEYED, BLANK)

    def open_places(self) -> list[int]:
        """The questions without any key yet, by their number on the paper."""
        return [at for at, one in enumerate(self._answers, 1) if one == _UNKEYED]

    def is_empty(self) -> bool:
        """Whether nothing is keyed at all."""
        return set(self._answers) == {_UNKEYED}

    def current(self) -> int:
        """The place of the question that is answered next, from 0; behind the last all are."""
        return self._at

    def show_answers(self, answers: str = "") -> None:
        """Show these answers, silently; go on behind the last of them."""
        held = answers[: len(self.questions)].ljust(len(self.questions), _UNKEYED)
        self._answers = [
            digit if digit == _UNKEYED or one.takes(digit) else _UNKEYED
            for one, digit in zip(self.questions, held, strict=True)
        ]
        self._differing = {}
        open_places = self.open_places()
        self._go_to(open_places[0] - 1 if open_places else len(self.questions))

    def compare(self, first: str, second: str) -> None:
        """Show where two keyings differ; the paper decides."""
        self.show_answers(second)
        self._differing = {
            at: pair for at, pair in enumerate(zip(first, second, strict=True))
            if pair[0] != pair[1]
        }  # fmt: skip
        for at in self._differing:
            self._answers[at] = _UNKEYED
        self._go_to(min(self._differing, default=len(self.questions)))

    def differing(self) -> Mapping[int, tuple[str, str]]:
        """The questions whose two answers differ, while they are compared."""
        return self._differing

    # ---- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The number pad; everything else goes on to the window."""
        key = Qt.Key(event.key())
        digit = _digit(event)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1,
        }  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif digit:
            self.answer(digit)
        elif key is Qt.Key.Key_Backspace:
            self.undo()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key in steps:
            self._go_to(self._at + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key is Qt.Key.Key_Home else len(self.questions))
        else:
            super().keyPressEvent(event)

    def answer(self, digit: str) -> None:
        """Answer the current question and go on to the next."""
        if self._at >= len(self.questions):
            self.refused.emit(_("这张已经答完：Enter 存下，Backspace 改上一题"))
            return
        question = self.questions[self._at]
        if not question.takes(digit):
            words = "、".join(f"{n} {one.text}" for n, one in enumerate(question.options, 1))
            self.refused.emit(
                _("第 {n} 题没有“{digit}”：{words}、0 不适用、− 未答").format(
                    n=question.place, digit=digit, words=words
                )
            )
            return
        self._answers[self._at] = digit
        self._go_to(self._next())
        self.changed.emit()

    def undo(self) -> None:
        """Take the last answer back, and stand at its question."""
        before = self._before()
        if before is None:
            return
        self._answers[before] = _UNKEYED
        self._go_to(before)
        self.changed.emit()

    def _next(self) -> int:
        if not self._differing:
            return self._at + 1
        return next((at for at in self._differing if at > self._at), len(self.questions))

    def _before(self) -> int | None:
        places = [at for at in self._differing or range(len(self.questions)) if at < self._at]
        return max(places, default=None)

    def _go_to(self, place: int) -> None:
        self._at = max(0, min(place, len(self.questions)))
        self._tell()
        self.update()

    def _tell(self) -> None:
        """The current question for a screen reader."""
        if self._at >= len(self.questions):
            words = _("都答完了，Enter 存下")
        else:
            words = f"{self.questions[self._at].place} {self.questions[self._at].text}"
        self.setAccessibleDescription(words)

    # ---- looks ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Every question in full."""
        return QSize(_COLUMNS * self._least_width(), self._rows() * _ROW)

    def minimumSizeHint(self) -> QSize:
        """The same: nothing scrolls."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A pointer chooses a question, or an answer of it."""
        for at in range(len(self.questions)):
            if not self._row(at).contains(event.position().toPoint()):
                continue
            self._go_to(at)
            for digit in self._digits(at):
                if self._box(at, digit).contains(event.position().toPoint()):
                    self.answer(digit)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current row shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The same when it goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All questions."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(len(self.questions)):
            self._paint_row(painter, at)
        painter.end()

    def _paint_row(self, painter: QPainter, at: int) -> None:
        question, row = self.questions[at], self._row(at)
        is_here = at == self._at
        if is_here:
            painter.fillRect(row, theme.color("accent_soft"))
            painter.fillRect(
                QRect(row.left(), row.top(), theme.SELECTION_BAR, row.height()),
                theme.color("accent" if self.hasFocus() else "line_strong"),
            )
        elif at in self._differing:
            painter.fillRect(row, theme.color("wait_bg"))
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("body"))
        middle = Qt.AlignmentFlag.AlignVCenter
        number = QRect(row.left(), row.top(), _NUMBER - theme.GAP, row.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(question.place))
        words = QRect(row.left() + _NUMBER, row.top(), self._text_width(), row.height())
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("strong" if is_here else "body"))
        painter.drawText(
            words, middle | Qt.AlignmentFlag.AlignLeft,
            theme.elided(question.short, words.width() - theme.GAP_INNER, "body"),
        )  # fmt: skip
        if at in self._differing and self._answers[at] == _UNKEYED:
            self._paint_pair(painter, at)
            return
        for digit in self._digits(at):
            self._paint_box(painter, at, digit)
        if self._answers[at] == BLANK:
            self._write(painter, self._box(at, NOT_APPLICABLE), _("未答"), "wait_fg", "small")

    def _paint_pair(self, painter: QPainter, at: int) -> None:
        first, second = (_word(self.questions[at], one) for one in self._differing[at])
        row = self._row(at)
        left = row.left() + _NUMBER + self._text_width()
        words = _("第一次 {first}　第二次 {second}，按纸上的再按一次").format(
            first=first, second=second
        )
        painter.setPen(theme.color("wait_fg"))
        painter.setFont(theme.font("body"))
        painter.drawText(
            QRect(left, row.top(), row.right() - left, row.height()),
            Qt.AlignmentFlag.AlignVCenter, words,
        )  # fmt: skip

    def _paint_box(self, painter: QPainter, at: int, digit: str) -> None:
        if digit == NOT_APPLICABLE and self._answers[at] == BLANK:
            return
        box = self._box(at, digit)
        is_on = self._answers[at] == digit
        painter.setPen(QPen(theme.color("accent" if is_on else "line"), 1))
        painter.setBrush(theme.color("accent" if is_on else "surface"))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        ink = "on_accent" if is_on else "text2"
        self._write(painter, box, f"{digit} {_short(self.questions[at], digit)}", ink, "small")

    def _write(self, painter: QPainter, box: QRect, words: str, ink: str, role: str) -> None:
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(role))
        shown = theme.elided(words, box.width() - theme.GAP_INNER, role)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _rows(self) -> int:
        return -(-len(self.questions) // _COLUMNS)

    def _least_width(self) -> int:
        return _NUMBER + _TEXT + _BOXES * _BOX

    def _text_width(self) -> int:
        return self.width() // _COLUMNS - _NUMBER - _BOXES * _BOX - theme.GAP

    def _row(self, at: int) -> QRect:
        column, row = divmod(at, self._rows())
        width = self.width() // _COLUMNS
        return QRect(column * width, row * _ROW, width - theme.GAP, _ROW - 2)

    def _digits(self, at: int) -> list[str]:
        options = range(1, len(self.questions[at].options) + 1)
        return [*(str(one) for one in options), NOT_APPLICABLE]

    def _box(self, at: int, digit: str) -> QRect:
        row = self._row(at)
        place = _BOXES - 1 if digit == NOT_APPLICABLE else int(digit) - 1
        left = row.left() + _NUMBER + self._text_width() + place * _BOX
        return QRect(left, row.top() + 2, _BOX - theme.GAP_INNER, row.height() - 4)


def _digit(event: QKeyEvent) -> str:
    """The answer a key stands for; nothing where it stands for none."""
    if event.key() in _NOT_APPLICABLE_KEYS:
        return NOT_APPLICABLE
    if event.key() == Qt.Key.Key_Minus:
        return BLANK
    text = event.text()
    return text if len(text) == 1 and text.isascii() and text.isdecimal() else ""


def _word(question: Question, digit: str) -> str:
    option = question.option(digit) if digit != _UNKEYED else None
    if option is not None:
        return f"{digit} {option.text}"
    return _("0 不适用") if digit == NOT_APPLICABLE else _("未答")


def _short(question: Question, digit: str) -> str:
    option = question.option(digit)
    return option.text if option is not None else _("不适用")
