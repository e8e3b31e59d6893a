"""The tick between a form or list as it is and its 脱敏副本, in which nobody can be recognised."""

from app.i18n import _
from app.views.inputs.choice_editors import Tick
from app.views.widgets.labels import plain_tooltip


def masked_copy(*, offered: bool = True) -> Tick:
    """A box that is ticked while a masked copy is wanted."""
    made = Tick(_("脱敏副本"))
    made.setToolTip(plain_tooltip(_("供会议讨论：姓名、电话、号码、住址都换掉，别处不变")))
    if not offered:  # showing it here would open it as a window of its own
        made.hide()
    return made
