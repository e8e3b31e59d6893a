"""What may be done with a record now: the main step, others, and those that are refused with reasons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import _
from app.services.reading import StepState
from app.services.registers.parts import Tool
from app.services.registers.register import Register
from app.views import theme
from app.views.registers.record_work import SIGN, TOOL, VOID
from app.views.widgets.buttons import Button, ReasonedButton
from app.views.widgets.frames import SideCard

SHOWN_BESIDE = 2


@dataclass(frozen=True)
class Offer:
    """A button: its step, its words, why it is grey, or what it will stumble over."""

    action: str
    label: str
    reason: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Offers:
    """The buttons in order. `folded` ones are rare and stand behind one more press."""

    main: Offer | None
    shown: tuple[Offer, ...] = ()
    folded: tuple[Offer, ...] = ()

    @property
    def is_all_folded(self) -> bool:
        """Whether the card would say nothing: then it says why each step is refused."""
        return not (self.main or self.shown) and any(one.reason for one in self.folded)


def ranked(
    kind: Register,
    steps: Sequence[StepState],
    stumbles: Callable[[StepState], str],
    may_void: bool,
    tools: Sequence[Tool] = (),
) -> Offers:
    """The main step first: the next one on the road that is allowed; refused ones last.

    Where no step leads on, a further window for the record does.
    """
    offers = {one.action: _offer(one, stumbles) for one in steps}
    allowed = [one for one in steps if one.reason is None]
    main = next(
        (one for one in allowed if one.on_road),
        next((one for one in allowed if not one.asks and kind.step(one.action).target), None),
    )
    rest = [one for one in allowed if one is not main]
    beside = sorted(rest, key=lambda one: not one.on_road)[:SHOWN_BESIDE]
    refused = [one for one in steps if one.reason is not None]
    on_road = [one for one in refused if one.on_road]
    folded = [one for one in (*rest, *refused) if one not in beside and one not in on_road]
    leading = next((one for one in tools if one.leads and main is None), None)
    first = offers[main.action] if main else _window(leading) if leading else None
    further = [one for one in tools if one is not leading]
    return Offers(
        first,
        (
            *(_window(one) for one in further if one.leads),
            *(offers[one.action] for one in (*beside, *on_road)),
            *(_window(one) for one in further if not one.leads),
        ),
        (
            *(offers[one.action] for one in folded),
            *(_by_other(one) for one in refused if one.is_others),
            *([Offer(VOID, _("作废…"))] if may_void else []),
        ),
    )


def _window(tool: Tool) -> Offer:
    return Offer(TOOL + tool.name, _(tool.label))


def _by_other(one: StepState) -> Offer:
    """A step this person may not take, signed in place by a colleague who may."""
    return Offer(SIGN + one.action, _("{step}（他人签名…）").format(step=one.label.rstrip("…")))


def _offer(one: StepState, stumbles: Callable[[StepState], str]) -> Offer:
    return Offer(one.action, one.label, one.reason or "", "" if one.reason else stumbles(one))


class NextSteps(SideCard):
    """The card 下一步. Buttons stay where they are while only their reasons change."""

    asked = Signal(str)
    rebuilt = Signal()

    def __init__(self) -> None:
        super().__init__(_("下一步"), action=_("其余"), icon="more")
        self._buttons: dict[str, ReasonedButton] = {}
        self._order: tuple[object, ...] = ()
        self._grids: list[QWidget] = []
        self.action.hide()
        self.acted.connect(self._unfold)
        self._folded: QWidget | None = None
        self._is_unfolded = False
        self.main: Offer | None = None
        self.refused: Offer | None = None  # the next one on the road that is not allowed

    def button(self, action: str) -> Button:
        """The button of a step."""
        return self._buttons[action].button

    def reason(self, action: str) -> str:
        """What stands under a button."""
        return self._buttons[action].reason()

    def show_offers(self, offers: Offers) -> None:
        """Show these buttons."""
        order = tuple(
            (one.action, bool(one.reason))
            for one in (offers.main, *offers.shown, *offers.folded) if one
        )  # fmt: skip
        self.main = offers.main
        self.refused = next((one for one in offers.shown if one.reason), None)
        self.setVisible(bool(order))
        if order != self._order:
            self._order = order
            self._rebuild(offers)
        for one in (offers.main, *offers.shown, *offers.folded):
            if one is not None:
                _tell(self._buttons[one.action], one)

    def _rebuild(self, offers: Offers) -> None:
        for old in self._grids:
            old.hide()
            old.deleteLater()
        self._buttons = {}
        self._grids = []
        if offers.main:
            self._add([offers.main], "primary", "check")
        self._add(offers.shown, "outlined", "")
        self._folded = None
        if offers.is_all_folded:
            self._is_unfolded = True
        self.action.setVisible(bool(offers.folded) and not self._is_unfolded)
        if offers.folded:
            self.action.set_text(_("其余 {n} 项").format(n=len(offers.folded)))
            self._folded = self._add(offers.folded, "outlined", "")
            self._folded.setVisible(self._is_unfolded)
        self.rebuilt.emit()

    def _add(self, offers: Iterable[Offer], kind: str, icon: str) -> QWidget:
        """Two short buttons side by side; one with a reason needs the line for itself."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        line = column = 0
        for one in offers:
            is_void = one.action == VOID
            look = "lock" if one.reason else "ban" if is_void else icon
            button = Button(one.label, "danger" if is_void else kind, look)
            whole = ReasonedButton(button)
            whole.clicked.connect(lambda action=one.action: self.asked.emit(action))
            self._buttons[one.action] = whole
            is_wide = kind == "primary" or bool(one.reason)
            if is_wide and column:
                line, column = line + 1, 0
            grid.addWidget(whole, line, column, 1, 2 if is_wide else 1)
            line, column = (line, 1) if not is_wide and column == 0 else (line + 1, 0)
        self._grids.append(made)
        self.body.addWidget(made)
        made.setVisible(bool(grid.count()))
        return made

    def _unfold(self) -> None:
        self._is_unfolded = True
        self.action.hide()
        if self._folded is not None:
            self._folded.show()


def _tell(button: ReasonedButton, offer: Offer) -> None:
    if offer.reason:
        button.refuse(offer.reason)
    elif offer.warning:
        button.warn(offer.warning)
    else:
        button.allow()
