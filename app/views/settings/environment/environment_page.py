"""系统 › 环境: Table 4, places, points and instruments in one tab, for there is no room for four."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.i18n import N_, _
from app.services.people.organisation import Me
from app.views import theme
from app.views.context import Context
from app.views.settings.environment.instruments_page import InstrumentsPage
from app.views.settings.environment.items_page import ItemsPage
from app.views.settings.environment.places_page import PlacesPage
from app.views.settings.environment.points_page import PointsPage
from app.views.settings.sub_page import SubPage
from app.views.widgets.buttons import Chip, ChipBar

ITEMS, PLACES, POINTS, INSTRUMENTS = "items", "places", "points", "instruments"
PARTS: dict[str, tuple[str, Callable[[Context], SubPage]]] = {
    ITEMS: (N_("表 4 项目和限值"), ItemsPage),
    PLACES: (N_("检查地点"), PlacesPage),
    POINTS: (N_("检查点"), PointsPage),
    INSTRUMENTS: (N_("检测仪器"), InstrumentsPage),
}


class EnvironmentPage(SubPage):
    """Four pages, of which one is shown; each is made when it is first looked at."""

    tables = ItemsPage.tables | PlacesPage.tables | PointsPage.tables | InstrumentsPage.tables
    keys = (
        ("Enter", N_("改限值；修改")), ("Ctrl+N", N_("新增")), ("Ctrl+F", N_("查找")),
        ("↑ ↓", N_("逐条看")), ("F5", N_("重新载入")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._me: Me | None = None
        self._parts: dict[str, SubPage] = {}
        self.chips = ChipBar(_("环境的哪一部分"))
        self.chips.set_chips([Chip(name, _(title)) for name, (title, _make) in PARTS.items()])
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GAP)
        self._stack = QStackedWidget()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.chips, 1)
        row.addLayout(self._buttons)
        self.column.addLayout(row)
        self.column.addWidget(self._stack, 1)
        self.chips.chosen.connect(self._on_chosen)
        self._show_part()

    def part(self) -> SubPage:
        """The page shown."""
        return self._parts[self.chips.current()]

    def show_part(self, name: str) -> None:
        """Go to a part by name, e.g. from a notice about calibrations."""
        self.chips.set_current(name)
        self._show_part()

    def allow(self, me: Me) -> None:
        """Each part asks for its own right."""
        self._me = me
        for part in self._parts.values():
            part.allow(me)

    def reload(self) -> None:
        """Read anew what was looked at."""
        for part in self._parts.values():
            part.reload()

    def make_new(self) -> None:
        """Ctrl+N in the part shown."""
        self.part().make_new()

    def start_search(self) -> None:
        """Ctrl+F in the part shown."""
        self.part().start_search()

    def focus_first(self) -> None:
        """Where the part begins."""
        self.part().focus_first()

    def _on_chosen(self, _name: str) -> None:
        self._show_part()
        self.focus_first()

    def _show_part(self) -> None:
        name = self.chips.current()
        if name not in self._parts:
            _title, make = PARTS[name]
            part = self._parts[name] = make(self.context)
            self._stack.addWidget(part)
            for button in part.head_buttons():
                self._buttons.addWidget(button)
            if self._me is not None:
                part.allow(self._me)
                part.reload()
        self._stack.setCurrentWidget(self._parts[name])
        for other, part in self._parts.items():
            for button in part.head_buttons():
                button.setVisible(other == name)
