"""The menu under a button 打印 or 空白表 where a register has more than one form."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.forms import CATALOGUE
from app.services.registers.register import Register
from app.views.widgets.menus import Entry, offer


def ask_form(
    button: QWidget,
    kind: Register,
    chosen: Callable[[str], None],
    reasons: Mapping[str, str | None] | None = None,
    forms: Sequence[str] = (),
) -> None:
    """Ask which form; without a choice the only one is taken at once. `reasons` say why not one.

    `forms` are those of one record, where it is not printed on every form of its register.
    """
    codes = forms or kind.forms
    if len(codes) < 2:
        chosen(codes[0] if codes else kind.form)
        return
    offer(button, [_entry(code, (reasons or {}).get(code)) for code in codes], chosen)


def _entry(code: str, reason: str | None) -> Entry:
    title = _(CATALOGUE[code].title)
    text = _("{form}（{reason}）").format(form=title, reason=reason) if reason else title
    return Entry(text, code, not reason)
