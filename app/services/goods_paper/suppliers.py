"""F11: a supplier's papers with their last days, and the running entries of what went wrong."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.bookkeeping import Attachment
from app.models.materials.supplier import Supplier
from app.services.forms import Form, FormValue
from app.services.suppliers import supplier_entries
from app.services.suppliers.supplier_entries import Entry
from app.services.world import ReadWorld

REMIND_DAYS = 60
ANSWER_MOST = 200  # characters: all of it stands on the report the entry names


def card(world: ReadWorld, form: Form, supplier: Supplier) -> dict[str, FormValue]:
    """The card: papers and files, and how often something went wrong. A draft has no past."""
    if not supplier.number:
        return {"papers": _papers(world, supplier)}
    record = supplier_entries.record_of(world.session, supplier)
    return {
        "papers": _papers(world, supplier),
        "rejected_lots": _("{bad} 批（共判定 {all} 批）").format(
            bad=record.rejected, all=record.judged
        ),
        "in_use_cases": _("{n} 件").format(n=record.in_use),
    }


def running(world: ReadWorld, form: Form, supplier: Supplier) -> dict[str, FormValue]:
    """The following page: every entry the reader may see, the oldest first."""
    found = supplier_entries.entries(world.session, world.actor, supplier)
    record = supplier_entries.record_of(world.session, supplier)
    hidden = record.rejected + record.short + record.in_use - len(found)
    words = _("进货检验不合格 {lots} 批，数量短少 {short} 批，使用中不合格 {cases} 件").format(
        lots=record.rejected, short=record.short, cases=record.in_use
    )
    return {
        "counted": words,
        "entries": [_entry(one) for one in found],
        "remarks": _("另有 {n} 条不在本人的查看范围").format(n=hidden) if hidden else None,
    }


def _entry(one: Entry) -> dict[str, FormValue]:
    goods = (
        one.goods,
        one.lot_number and _("批号 {lot}").format(lot=one.lot_number),
        "" if one.quantity is None else f"{one.quantity} {one.unit}".strip(),
    )
    return {
        "day": one.on,
        "goods": "　".join(part for part in goods if part),
        "what": one.what,
        "number": one.number,
        "disposition": one.disposition,
        "answer": _short(one.answer),
        "recorder": one.recorder,
    }


def _short(text: str) -> str:
    if len(text) <= ANSWER_MOST:
        return text
    return _("{begin}……（全文见报告）").format(begin=text[:ANSWER_MOST])


def _papers(world: ReadWorld, supplier: Supplier) -> list[Mapping[str, FormValue]]:
    found: list[Mapping[str, FormValue]] = []
    for name, number, until in (
        (_("许可证"), supplier.licence_number, supplier.licence_until),
        (_("授权书"), None, supplier.authorized_until),
    ):
        if number or until:
            found.append(
                {
                    "name": name,
                    "number": number,
                    "until": until,
                    "state": _state(until, world.today),
                }
            )
    files = _files(world.session, supplier) if supplier.number else ()
    return found + [{"name": name, "number": note} for name, note in files]


def _state(until: date | None, today: date) -> str:
    if until is None:
        return ""
    left = (until - today).days
    if left < 0:
        return _("已过期")
    return _("剩 {n} 天").format(n=left) if left <= REMIND_DAYS else _("有效")


def _files(session: Session, supplier: Supplier) -> list[tuple[str, str | None]]:
    query = select(Attachment.name, Attachment.note).where(
        Attachment.register == Supplier.__tablename__,
        Attachment.record_id == supplier.id,
        Attachment.withdrawn_reason.is_(None),
    )
    return [(name, note) for name, note in session.execute(query.order_by(Attachment.id))]
