"""The two plain surfaces: a card and a hairline."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.views import theme


class Card(QFrame):
    """A white surface with a hairline around it; `flat` has none. `body` is its column."""

    def __init__(self, *, flat: bool = False, padding: int = theme.MARGIN) -> None:
        super().__init__()
        self.setProperty("card", "flat" if flat else "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding - 4 if padding else 0, padding, padding)
        self.body.setSpacing(theme.GAP)


class Rule(QFrame):
    """A hairline: `h` across, `v` upright. Decoration only."""

    def __init__(self, direction: str = "h") -> None:
        super().__init__()
        self.setProperty("rule", direction)
