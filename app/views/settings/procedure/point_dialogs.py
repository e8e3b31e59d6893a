"""Dialogs of 投诉渠道: a box or line, and the opening of a box by two people."""

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QWidget

from app import clock
from app.i18n import _
from app.models.daily import PointKind
from app.services.upkeep import complaint_points
from app.services.upkeep.complaint_points import LONGEST_NOTE, LONGEST_PLACE, PointView
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.date_editors import DateTimeEdit
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import LineEdit, NumberEdit
from app.views.settings.person_dialog import department_items
from app.views.settings.sub_page import use_choice


class PointDialog(FormDialog):
    """A new box or line, or another place, department, in use or not."""

    def __init__(
        self, context: Context, parent: QWidget | None, point: PointView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("修改{kind}").format(kind=_(point.kind.label)) if point else _("新增信箱或电话"),
            _("停用后不能再登记开箱，以前的开箱登记都留着。") if point else "",
            icon="inbox",
            adds=point is None,
        )
        self.point = point
        self.kind = ChoiceEdit([Option(kind, _(kind.label)) for kind in PointKind])
        self.place = LineEdit(max_length=LONGEST_PLACE, placeholder=_("门诊一楼大厅，或电话号码"))
        keep = point.department_id if point else None
        self.department = PickEdit(department_items(context.directory.departments, keep))
        self.note = LineEdit(max_length=LONGEST_NOTE)
        self.active = use_choice()
        if point is None:
            self.add_row("kind", _("种类"), self.kind, required=True, missing=_("还没有选种类"))
            self.kind.set_value(PointKind.BOX)
        self.add_row(
            "place", _("地点号码"), self.place, required=True, missing=_("还没有写地点或号码")
        )
        self.add_row(
            "department_id",
            _("责任科室"),
            self.department,
            required=True,
            missing=_("还没有选责任科室"),
        )
        self.add_row("note", _("备注"), self.note)
        if point is not None:
            self.add_row("active", _("状态"), self.active, required=True, missing=_("还没有选状态"))
            self.place.set_value(point.place)
            self.department.set_value(point.department_id)
            self.note.set_value(point.note)
            self.active.set_value(point.active)
        self.finish_rows("place")

    def submit(self) -> None:
        """Add or change."""
        department = self.department.value()
        assert isinstance(department, int)
        place, note = self.place.value() or "", self.note.value() or ""
        if self.point is None:
            kind = PointKind(str(self.kind.value()))
            self.send(complaint_points.add_point, kind, place, department, note)
        else:
            self.send(
                complaint_points.change_point,
                self.point.id,
                place,
                department,
                note,
                bool(self.active.value()),
            )


class OpeningDialog(FormDialog):
    """An opening: now and by oneself unless said otherwise; the witness and the number remain."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        boxes: Sequence[PointView],
        chosen: Hashable | None,
    ) -> None:
        super().__init__(
            context,
            parent,
            _("登记开箱"),
            _("两个人一起开箱；没有信也登记，封数写 0。"),
            icon="inbox",
            act=_("登记"),
            leave=_("先不登记"),
        )
        people = [
            PickItem(one.id, one.text, one.code, one.initials)
            for one in context.directory.people
            if one.active
        ]
        self.point = PickEdit([PickItem(one.id, one.place) for one in boxes])
        self.opened_at = DateTimeEdit()
        self.opened_by, self.witness = PickEdit(people), PickEdit(people)
        self.letters = NumberEdit(minimum=0, maximum=complaint_points.MOST_LETTERS, unit=_("封"))
        self.note = LineEdit(max_length=complaint_points.LONGEST_REMARK)
        for name, text, editor, missing in (
            ("point", _("信箱"), self.point, _("还没有选信箱")),
            ("opened_at", _("开箱时间"), self.opened_at, _("还没有写开箱时间")),
            ("opened_by", _("开箱人"), self.opened_by, _("还没有选开箱人")),
            ("witness", _("见证人"), self.witness, _("还没有选见证人")),
            ("letters", _("封数"), self.letters, _("还没有写封数，没有信写 0")),
        ):
            self.add_row(name, text, editor, required=True, missing=missing)
        self.add_row("note", _("备注"), self.note)
        known = {one.id for one in boxes}
        self.point.set_value(chosen if chosen in known else boxes[0].id)
        self.opened_at.set_value(clock.now().replace(second=0, microsecond=0))
        self.opened_by.set_value(context.desk.person_id)
        self.finish_rows("witness")

    def submit(self) -> None:
        """Write it down."""
        point, by, witness = self.point.value(), self.opened_by.value(), self.witness.value()
        moment = self.opened_at.value()
        assert isinstance(point, int)
        assert isinstance(by, int)
        assert isinstance(witness, int)
        assert moment is not None
        self.send(
            complaint_points.record_opening,
            point,
            moment,
            by,
            witness,
            int(self.letters.value() or 0),
            self.note.value() or "",
        )
