"""The window with the whole chain around a record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import _
from app.services.links.chain import Chain
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.registers.links.chain_picture import ChainPicture

_TALLEST, _WIDEST = 480, 1080
_SIDE = theme.MARGIN + theme.GAP


class ChainDialog(Dialog):
    """关联图: a click or Enter on a box opens its record."""

    record_asked = Signal(str, int)

    def __init__(self, chain: Chain, number: str, parent: QWidget) -> None:
        text = _("从左到右：由哪件转来，又转出了哪些。方向键移动，Enter 打开。")
        if not chain.is_whole:
            text += _("关联太多，只画出最近的 {n} 件。").format(n=len(chain.nodes))
        super().__init__(parent, _("{number} 的关联").format(number=number), text, icon="ring-i")
        self.picture = ChainPicture()
        self.picture.show_chain(chain)
        self.picture.record_asked.connect(self._open)
        room = QScrollArea()
        room.setWidget(self.picture)
        hint = self.picture.sizeHint()
        room.setMinimumHeight(min(_TALLEST, hint.height() + theme.MARGIN))
        room.setMinimumWidth(min(hint.width() + theme.MARGIN, _WIDEST))
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(room)
        # A dialog with a least width of its own does not ask its layout for one.
        self.setMinimumWidth(max(self.minimumWidth(), room.minimumWidth() + 2 * _SIDE))
        self.add_primary(_("关闭"), self.reject, "close")
        self.focus_first(self.picture)

    def _open(self, register: str, record_id: int) -> None:
        self.record_asked.emit(register, record_id)
        self.accept()
