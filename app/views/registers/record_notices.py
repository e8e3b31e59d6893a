"""Sentences about a record: what is to be known of it, who signed which section, what a step stumbles over."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import _
from app.services import values
from app.services.reading import RecordView, TrailEntry
from app.services.registers.register import Kind, Register, Section
from app.services.suggestions.copies import Copied
from app.views import theme
from app.views.registers.moments import short_day
from app.views.registers.record_form import RecordForm
from app.views.widgets.labels import label


def notice_of(view: RecordView) -> tuple[str, str, str]:
    """Tone, first and second line of what is to be known of the record; empty when nothing is."""
    first, second, tone = "", "", "info"
    if view.backfilled:
        first = _("补录的记录")
        if view.lacking:
            names = "、".join(_(view.register[one].label) for one in view.lacking)
            first, tone = _("补录，缺：{fields}").format(fields=names), "wait"
            if lacking_links(view):
                first = _("补录，缺 {n} 项，点名称或按 F8 去补：").format(n=len(view.lacking))
    if view.restricted:
        first, second, tone = "；".join(view.restricted), first, "wait"
    if view.legal_hold:
        first, second, tone = _("涉诉冻结中：不能作废，不能销毁"), first, "wait"
    if view.void_reason:
        first, second = _("已作废：{why}").format(why=view.void_reason), ""
    elif view.read_only:
        first, second = view.read_only, first
    return tone, first, second


def lacking_links(view: RecordView) -> list[tuple[str, str]]:
    """What an old register left empty: field and label; none where this person cannot write."""
    if view.read_only is not None:
        return []
    return [(one, _(view.register[one].label)) for one in view.lacking]


def signatures(
    kind: Register, sections: Sequence[Section], trail: Sequence[TrailEntry]
) -> list[str]:
    """Who signed each section when: the last signed step that needed one of its fields."""
    texts = [""] * len(sections)
    for entry in trail:
        if entry.action == "register":
            texts[0] = _signed(entry)
        step = next((one for one in kind.steps if one.action == entry.action), None)
        if step is None or not entry.signed:
            continue
        for place, section in enumerate(sections):
            if (set(step.needs) - set(step.asks)) & set(section.fields):
                texts[place] = _signed(entry)
    return texts


def _signed(entry: TrailEntry) -> str:
    return _("{person} {day} {step}").format(
        person=entry.person, day=short_day(entry.at), step=entry.label
    )


def stumble(form: RecordForm, needed: Sequence[str]) -> str:
    """What has to be mended before a step: `先改好“反馈”一节的 2 处`."""
    wrong = set(form.wrong()) | {name for name in needed if form.is_empty(name)}
    places = [section for section in form.sections if wrong & set(section.fields)]
    if not places:
        return ""
    if len(places) == 1:
        return _("先改好“{section}”一节的 {n} 处").format(section=_(places[0].title), n=len(wrong))
    return _("先改好“{section}”等 {m} 节的 {n} 处").format(
        section=_(places[0].title), m=len(places), n=len(wrong)
    )


def copied_words(kind: Register, copied: Copied) -> tuple[str, str]:
    """What a new record took over from another, and what it did not."""
    labels = "、".join(_(kind[name].label) for name in copied.values)
    return (
        _("从 {number} 复制了：{fields}").format(number=copied.number, fields=labels),
        _("人、时间、签名和处理结果没有复制。登记以前改哪一格都行。"),
    )


def further(kind: Register, held: Mapping[str, Any], names: values.Names) -> list[tuple[str, str]]:
    """Label and words of what steps asked for: it stands in no section of the form.

    A mark that was not set says nothing.
    """
    placed = {name for section in kind.sections for name in section.fields}
    return [
        (
            _(one.label),
            str(held[one.name])
            if one.kind is Kind.RECORD
            else values.shown(one, held[one.name], names, kind),
        )
        for one in kind.fields
        if one.name not in placed
        and not values.is_empty(held.get(one.name))
        and held[one.name] is not False
    ]


class Further(QWidget):
    """Read-only lines below the sections."""

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP + 2)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnMinimumWidth(0, theme.LABEL_COLUMN)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_("办理中补充的内容"), "section"), 0, 0, 1, 2)
        for line, (name, words) in enumerate(lines, 1):
            grid.addWidget(label(name, "label"), line, 0)
            grid.addWidget(label(words, "body", wrap=True, selectable=True), line, 1)
