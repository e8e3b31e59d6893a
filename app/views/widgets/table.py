"""The table every register is shown in: fixed columns with one that stretches, whole rows only."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.i18n import _
from app.views import theme
from app.views.widgets.buttons import quiet
from app.views.widgets.cards import Rule
from app.views.widgets.cells import CellDelegate, cell_of
from app.views.widgets.heading import Heading
from app.views.widgets.keystrokes import is_plain_enter
from app.views.widgets.labels import label

# Beyond this Qt stands still over selecting; "all of the result" is a mark of the page, not of Qt.
_SELECTED_MOST = 2000
_FOOTER_LEAST = 44


@dataclass(frozen=True)
class TableColumn:
    """A column: its width, whether it stretches, when it gives way (lower `drop` first, 0 never).

    An `extra` one is shown only to whom has chosen it, a `wide_only` one also in wide windows.
    """

    width: int
    stretch: bool = False
    drop: int = 0
    wide_only: bool = False
    extra: bool = False


class RegisterTableView(QTableView):
    """Rows are opened with Enter or a double click and ticked with Space; Ctrl+A only asks."""

    opened = Signal(int)
    tick_asked = Signal(int)
    all_asked = Signal()
    sort_asked = Signal(int)

    def __init__(self, name: str, row_height: int = theme.ROW_REGISTER) -> None:
        super().__init__()
        self._columns: tuple[TableColumn, ...] = ()
        self._chosen: tuple[int, ...] | None = None
        self._has_model = False
        self.setAccessibleName(name)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._dress(row_height)
        self._dress_header()
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(self._on_double_click)

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Lay the columns out; call it after the model is set."""
        self._columns = tuple(columns)
        self._fit_columns()

    def choose_columns(self, places: Sequence[int] | None) -> None:
        """Show these columns in this order; None shows the usual ones."""
        self._chosen = None if places is None else tuple(places)
        header, first = self.horizontalHeader(), self._chosen or ()
        rest = (place for place in range(len(self._columns)) if place not in first)
        for visual, place in enumerate((*first, *rest)):
            header.moveSection(header.visualIndex(place), visual)
        self._fit_columns()

    def shown_columns(self) -> list[int]:
        """The columns that are seen now, from left to right."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(visual) for visual in range(header.count()))
        return [place for place in order if not self.isColumnHidden(place)]

    def set_row_height(self, height: int) -> None:
        """34 in registers, 36 where one types, 32 in dry runs, 30 in low windows."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(height)
        header.setDefaultSectionSize(height)

    def row_height(self) -> int:
        """The height of every row."""
        return self.verticalHeader().defaultSectionSize()

    def show_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Put the arrow at the column sorted by; -1 shows none."""
        self.horizontalHeader().setSortIndicator(column, order)

    def selected_rows(self) -> list[int]:
        """Row numbers, from the selection's ranges: asking for every index takes minutes."""
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            part = selection.at(place)
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def select_row(self, row: int) -> None:
        """Make one row the selected and current one and bring it into view."""
        index = self.model().index(row, 0)
        if index.isValid():
            # Said in full: left to itself Qt asks the keyboard, and a held Ctrl would add to the rows.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model; columns are laid out again."""
        super().setModel(model)
        self._has_model = model is not None
        self._fit_columns()

    def selectAll(self) -> None:
        """Never all in Qt: the page keeps a mark of its own."""
        self.all_asked.emit()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Shift+End over a million rows selects the nearest two thousand."""
        most = _SELECTED_MOST * self.row_height()
        if rect.height() > most:
            # The current row is already at the far end; what stays is the end one started from.
            goes_down = self.visualRect(self.currentIndex()).top() > rect.center().y()
            top = rect.top() if goes_down else rect.bottom() - most
            rect = QRect(rect.left(), top, rect.width(), most)
        super().setSelection(rect, command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Ctrl+A asks; letters do nothing here."""
        row = self.currentIndex().row()
        if is_plain_enter(event):
            if row >= 0:
                self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if row >= 0:
                self.tick_asked.emit(row)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row: within a row there is nowhere to go."""
        ends = QAbstractItemView.CursorAction
        if action in (ends.MoveHome, ends.MoveEnd):
            row = 0 if action == ends.MoveHome else self.model().rowCount() - 1
            return self.model().index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Typing does nothing in a list: Ctrl+F searches."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a tick box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and cell_of(index).checked is not None:
            self.tick_asked.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard needs a row to stand on."""
        super().focusInEvent(event)
        is_lost = self._has_model and not self.currentIndex().isValid()
        if is_lost and self.model().rowCount() > 0:
            self.select_row(0)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the width away again."""
        super().resizeEvent(event)
        self._fit_columns()

    def _dress(self, row_height: int) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_height(row_height)

    def _dress_header(self) -> None:
        header = Heading(self)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self.sort_asked)

    def _fit_columns(self) -> None:
        if not self._has_model or self.model().columnCount() != len(self._columns):
            return
        shown = self._shown_columns(self.viewport().width())
        header = self.horizontalHeader()
        fixed = sum(
            one.width for i, one in enumerate(self._columns) if i in shown and not one.stretch
        )
        for i, one in enumerate(self._columns):
            self.setColumnHidden(i, i not in shown)
            rest = self.viewport().width() - fixed
            header.resizeSection(i, max(rest, one.width) if one.stretch else one.width)

    def _shown_columns(self, room: int) -> set[int]:
        is_wide = self.window().width() > theme.WIDE_WINDOW
        shown = {
            i
            for i, one in enumerate(self._columns)
            if not one.extra and (is_wide or not one.wide_only)
        }
        if self._chosen is not None:
            shown = set(self._chosen)
        droppable = sorted((i for i in shown if self._columns[i].drop), key=self._drop_order)
        for i in droppable:
            if sum(self._columns[j].width for j in shown) <= room:
                break
            shown.discard(i)
        return shown

    def _drop_order(self, column: int) -> int:
        return self._columns[column].drop

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _on_double_click(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if cell_of(index).checked is None:
            self.opened.emit(index.row())


class TableCard(QFrame):
    """A table with its footer in a card. The footer takes what would be a cut row."""

    columns_asked = Signal()

    def __init__(self, view: RegisterTableView, *, column_settings: bool = True) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.view = view
        self.view.setParent(self)
        self._rule = Rule()
        self._rule.setParent(self)
        self._footer = QWidget(self)
        self._text = label("", "muted")
        self.columns = quiet(_("列设置"), "columns")
        if not column_settings:
            self.columns.hide()
        self.columns.clicked.connect(self.columns_asked)
        self.footer_row = QHBoxLayout(self._footer)
        self.footer_row.setContentsMargins(theme.GAP_CARD, 0, theme.GAP_CARD, 0)
        self.footer_row.addWidget(self._text)
        self.footer_row.addStretch(1)
        self.footer_row.addWidget(self.columns)
        self._instead: QWidget | None = None
        self.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + 3 * theme.ROW_REGISTER + _FOOTER_LEAST)

    def set_footer(self, text: str) -> None:
        """`本视图 52 件，已全部列出　已选 1 件`."""
        self._text.setText(text)

    def add_way(self, button: QWidget) -> None:
        """A way to somewhere else, in the footer before the column settings."""
        self.footer_row.insertWidget(self.footer_row.indexOf(self.columns), button)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show a page in place of table and footer, e.g. the empty state; None shows the table."""
        if self._instead is not None and self._instead is not widget:
            self._instead.hide()
        self._instead = widget
        for part in (self.view, self._rule, self._footer):
            part.setVisible(widget is None)
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._place()

    def is_showing_instead(self) -> bool:
        """Whether a page stands in place of the table."""
        return self._instead is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whole rows only."""
        super().resizeEvent(event)
        self._place()

    def relayout(self) -> None:
        """After the row height changed."""
        self._place()

    def _place(self) -> None:
        inner = self.rect().adjusted(1, 1, -1, -1)
        if self._instead is not None:
            self._instead.setGeometry(inner)
            return
        row = self.view.row_height()
        head = theme.TABLE_HEAD_HEIGHT
        rows = max((inner.height() - head - _FOOTER_LEAST) // row, 1)
        height = head + rows * row
        self.view.setGeometry(inner.left(), inner.top(), inner.width(), height)
        rest = inner.height() - height
        # On the hairline of the last row: two lines beside each other would look like a mistake.
        self._rule.setGeometry(inner.left(), inner.top() + height - 1, inner.width(), 1)
        self._rule.raise_()
        self._footer.setGeometry(inner.left(), inner.top() + height, inner.width(), rest)
