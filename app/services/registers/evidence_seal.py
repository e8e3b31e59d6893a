"""证据封存清单 F21 (四.2.(3)④, D10, HR-09): sealed before both sides, opened as the law allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models import evidence_seal as e
from app.services.registers.keeping import years_after
from app.services.registers.paper import remarks
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.roles import OFFICE, WARD
from app.services.registers.world import Actor, Linked, Meaning, Origin, World

S = e.SealStatus
UNCLAIMED_YEARS = 3  # 医疗纠纷预防和处理条例 24 条
SEALED = frozenset({S.SEALED, S.OPENED})
ALONE = frozenset({e.OpeningReason.SETTLED, e.OpeningReason.THREE_YEARS})
SEALED_WORDS = ("sealed_at", "place", "items", "hospital_witness_id", "patient_witness",
                "absent_reason", "third_witness")  # fmt: skip

ITEMS = (
    Field("name", N_("名称"), Kind.TEXT, required=True, length=60),
    Field("category", N_("类别"), Kind.CHOICE, required=True, choices=e.EvidenceCategory),
    Field("quantity", N_("数量"), Kind.TEXT, required=True, length=20),
    Field("state", N_("状态"), Kind.TEXT, length=60),
    Field("seal_number", N_("封条号"), Kind.TEXT, length=30),
)

FIELDS = (
    Field("sealed_at", N_("封存时间"), Kind.DATETIME, required=True, width=98),
    Field("place", N_("地点"), Kind.TEXT, required=True, length=60),
    Field("source_number", N_("关联单号"), Kind.CODE, length=60, width=174),
    Field("subject", N_("事由"), Kind.TEXT, length=60, width=240),
    Field("responsible_department_id", N_("责任科室"), Kind.DEPARTMENT, width=104),
    Field("functional_department_id", N_("职能科室"), Kind.DEPARTMENT, width=104),
    Field("items", N_("封存物品"), Kind.TEXT, many=True, lines=ITEMS),
    Field("hospital_witness_id", N_("医方在场"), Kind.PERSON, required=True, width=96),
    Field("patient_witness", N_("患方在场"), Kind.TEXT, length=60, sensitive=True,
          help=N_("患方未到场的，写原因和见证人")),
    Field("absent_reason", N_("未到原因"), Kind.TEXT, length=200),
    Field("third_witness", N_("见证人"), Kind.TEXT, length=60, sensitive=True),
    Field("custodian_department_id", N_("保管科室"), Kind.DEPARTMENT, required=True, width=104),
    Field("custodian_id", N_("保管人"), Kind.PERSON, required=True, width=96),
    Field("storage_place", N_("存放位置"), Kind.TEXT, required=True, length=120),
    Field("opened_on", N_("启封日期"), Kind.DATE),
    Field("opening_reason", N_("启封理由"), Kind.CHOICE, choices=e.OpeningReason),
    Field("opening_present", N_("启封在场"), Kind.TEXT, length=120, sensitive=True),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("封存"), (
        "sealed_at", "place", "source_number", "subject", "responsible_department_id",
        "functional_department_id")),
    Section(N_("封存物品"), ("items",)),
    Section(N_("在场与保管"), (
        "hospital_witness_id", "patient_witness", "absent_reason", "third_witness",
        "custodian_department_id", "custodian_id", "storage_place")),
    Section(N_("启封"), ("opened_on", "opening_reason", "opening_present", "remarks")),
)  # fmt: skip

REGISTRATION = frozenset(
    {"sealed_at", "place", "source_number", "subject", "items", "hospital_witness_id",
     "patient_witness", "absent_reason", "third_witness", "custodian_department_id", "custodian_id",
     "storage_place"}
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.LISTED: Badge("ring", "accent"),
    S.SEALED: Badge("full", "accent"),
    S.OPENED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


@dataclass(frozen=True)
class SealRegister(Register):
    """A list of what was sealed: signed before both sides, it stays as it is."""

    def fixed(self, record: Any) -> frozenset[str]:
        """HR-09."""
        return frozenset(SEALED_WORDS) if record.status in SEALED else frozenset()


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Who seals is there for the hospital."""
    return {"sealed_at": now, "hospital_witness_id": actor.id,
            "custodian_department_id": actor.department_id}  # fmt: skip


def carry(origin: Origin) -> dict[str, Any]:
    """Which case the evidence belongs to; what was listed there stands in the list."""
    listed = origin.values.get("evidence")
    rows = listed if isinstance(listed, list) else []
    return {
        "source_number": origin.number,
        "subject": origin.get("subject") or origin.title,
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "functional_department_id": origin.get("functional_department_id"),
        "items": [
            {"name": row["name"], "category": row.get("category"), "quantity": "1"} for row in rows
        ],
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Both sides are there, or it is written why not and who witnessed."""
    problems: dict[str, str] = {}
    sealed = values.get("sealed_at")
    if sealed is not None and local(sealed).date() > today:
        problems["sealed_at"] = _("不能晚于今天")
    if not values.get("patient_witness"):
        for name in ("absent_reason", "third_witness"):
            if not values.get(name):
                problems[name] = _("患方未到场，要写原因和见证人（条例 24 条）")
    if not values.get("items"):
        problems["items"] = _("还没有列封存物品，至少一项")
    opened = values.get("opened_on")
    if opened and opened > today:
        problems["opened_on"] = _("不能晚于今天")
    if opened and sealed and opened < local(sealed).date():
        problems["opened_on"] = _("不能早于封存日期 {day}").format(day=local(sealed).date())
    return problems


def paper(seal: e.EvidenceSeal, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(seal)}


def changed(world: World, seal: e.EvidenceSeal) -> None:
    """HR-09: what was sealed before both sides stays as it was signed."""
    if seal.status in SEALED and any(
        world.was(seal, name) != getattr(seal, name) for name in SEALED_WORDS
    ):
        raise StepRefused(
            _("已封存，清单和在场人不能再改（四.2.(3)④）。写错的写在备注里，或作废后重新封存。")
        )


def numbered(world: World, seal: e.EvidenceSeal) -> str | None:
    """Each thing has its own seal."""
    bare = [row["name"] for row in seal.items if not row.get("seal_number")]
    return _("还没有封条号：{what}").format(what="、".join(bare)) if bare else None


def may_open(world: World, seal: e.EvidenceSeal) -> str | None:
    """D10: alone only when the dispute is settled, or after three years without a claim."""
    if seal.opening_reason is e.OpeningReason.BOTH_PRESENT and not seal.opening_present:
        return _("双方在场启封的，写明在场人")
    if seal.opening_reason is e.OpeningReason.THREE_YEARS:
        free = years_after(local(seal.sealed_at).date(), UNCLAIMED_YEARS)
        if world.today < free:
            return _("封存未满 3 年，{day} 起患方未再主张才能自行启封（条例 24 条）").format(
                day=free
            )
    if seal.opening_reason in ALONE:
        cases = _cases(world, seal)
        waiting = [one.number for one in cases if not one.is_settled]
        if waiting:
            return _("纠纷还没有解决：{what} 未结案，要双方在场才能启封").format(
                what="、".join(waiting)
            )
        if not cases and seal.opening_reason is e.OpeningReason.SETTLED and not seal.remarks:
            return _("这张清单没有关联记录：把解决纠纷的依据（协议、调解书、判决书编号）写在备注里")
    return None


def _cases(world: World, seal: e.EvidenceSeal) -> list[Linked]:
    """The records it came from, and those they came from: a dispute is settled at its root."""
    found: dict[tuple[str, int], Linked] = {}
    waiting = list(world.origins(seal))
    while waiting:
        one = waiting.pop()
        if (one.register, one.record_id) not in found:
            found[one.register, one.record_id] = one
            waiting += world.origins(one.record)
    return list(found.values())


def witnessed(world: World, seal: e.EvidenceSeal) -> None:
    """D10: who was there for the hospital signs; asked of the signature, whoever is at the PC."""
    if seal.hospital_witness_id != world.actor.id:
        raise StepRefused(
            _("封存由医方在场人{name}本人签字（条例 24 条）").format(
                name=world.person(seal.hospital_witness_id)
            )
        )


def unseal(world: World, seal: e.EvidenceSeal) -> None:
    seal.opened_on = seal.opened_on or world.today


STEPS = (
    Step("seal", N_("封存"), frozenset({S.LISTED}), S.SEALED, WARD, "四.2.(3)④", guard=numbered,
         effect=witnessed, signed=True, meaning=Meaning.WITNESS),
    Step("open", N_("启封…"), frozenset({S.SEALED}), S.OPENED, OFFICE, "四.2.(3)④",
         needs=("opening_reason",), asks=("opening_reason", "opening_present"), guard=may_open,
         effect=unseal, signed=True, meaning=Meaning.WITNESS),
)  # fmt: skip

REGISTER = SealRegister(
    name="evidence_seal",
    title=N_("证据封存"),
    item=N_("封存清单"),
    prefix="FC",
    model=e.EvidenceSeal,
    status=e.SealStatus,
    initial=S.LISTED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F21",
    columns=("sealed_at", "source_number", "subject", "custodian_department_id", "custodian_id"),
    wide_columns=("sealed_at", "source_number", "subject", "responsible_department_id",
                  "custodian_department_id", "custodian_id"),
    heads={"sealed_at": N_("封存")},
    road=(S.LISTED, S.SEALED, S.OPENED),
    open_states=frozenset({S.LISTED, S.SEALED}),
    settled_states=SEALED,
    evidence_states=SEALED,
    wards=("department_id", "responsible_department_id", "custodian_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    received="sealed_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_change=changed,
    signatures={"hospital_side": ("hospital_witness_id", "sealed_at"), "patient_side": "",
                "witness": "", "kept": ("custodian_id", "sealed_at"), "opened": "open",
                "opened_patient": ""},
    paper=paper,
    carry=carry,
)  # fmt: skip
