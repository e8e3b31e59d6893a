"""催办: to whom, and what is asked; whoever has to do with the record is offered first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.registers.register import Register
from app.services.worklists import nudges
from app.services.worklists.nudges import Candidate
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import TextArea


class NudgeDialog(FormDialog):
    """Two fields; what is sent stays and is known to have been read or not."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        kind: Register,
        record_id: int,
        people: Sequence[Candidate],
        text: str,
    ) -> None:
        super().__init__(
            context,
            parent,
            _("催办"),
            _("对方首页会列出这句话，打开这件{item}就算已阅。写给同事看，不写患者姓名。").format(
                item=_(kind.item)
            ),
            icon="comment",
            act=_("发出"),
            leave=_("先不催"),
        )
        self._kind, self._record_id = kind, record_id
        self.to = PickEdit(
            [
                PickItem(one.id, one.name, f"{one.staff_no}　{one.department}", one.initials)
                for one in people
            ],
            many=True,
            placeholder=_("姓名、工号或拼音首字母"),
        )
        self.text = TextArea(max_length=nudges.LONGEST)
        self.add_row("to", _("催办谁"), self.to, required=True, missing=_("还没有选催办谁"))
        self.add_row(
            "text", _("要办什么"), self.text, required=True, missing=_("还没有写要催办什么")
        )
        self.text.set_value(text)
        near = [one.id for one in people if one.is_near]
        if len(near) == 1:
            self.to.set_value(near)
        self.finish_rows("text" if len(near) == 1 else "to")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已催办 {names}").format(names=self.to.text())

    def submit(self) -> None:
        """Send it."""
        chosen = self.to.value()
        to = [one for one in chosen if isinstance(one, int)] if isinstance(chosen, tuple) else []
        self.send(nudges.send, self._kind, self._record_id, to, self.text.value() or "")
