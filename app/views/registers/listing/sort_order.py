"""The order of a list: by which column, which way, and the arrow that says so."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.views.registers.listing.columns import NUMBER, Column
from app.views.widgets.table import RegisterTableView


class SortOrder:
    """Newest received first, until the person clicks a head or chooses a view."""

    def __init__(self, view: RegisterTableView, columns: Sequence[Column], usual: str) -> None:
        self._view, self._names = view, [one.sort for one in columns]
        self._usual = usual
        self.name, self.is_descending = usual, True
        self.show()

    def take(self, place: int) -> bool:
        """A head was clicked; False when its column has no order."""
        name = self._names[place]
        if name:
            is_same = name == self.name
            self.is_descending = not self.is_descending if is_same else name != NUMBER
            self.name = name
        self.show()
        return bool(name)

    def set(self, name: str, is_descending: bool) -> None:
        """Order by this; an empty or unknown name means the usual order."""
        is_known = bool(name) and name in self._names
        self.name = name if is_known else self._usual
        self.is_descending = is_descending if is_known else True
        self.show()

    def show(self) -> None:
        """Put the arrow at its column."""
        orders = Qt.SortOrder
        order = orders.DescendingOrder if self.is_descending else orders.AscendingOrder
        place = self._names.index(self.name) if self.name in self._names else -1
        self._view.show_sort(place, order)
