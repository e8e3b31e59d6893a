"""发药/治疗错误 (四.5.(2), HR-15): a general one is remedied; of a serious one both offices are told at once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.nonconforming_service import NonconformingService
from app.models.organisation import MEDICAL_AFFAIRS, NURSING
from app.models.processes import treatment_error as t
from app.models.service_defect import DefectDegree
from app.services.registers import keeping
from app.services.registers.fields.treatment_error import BADGES, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.processes import checks, papers
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S, MAJOR = t.ErrorStatus, DefectDegree.MAJOR
SERVICE = NonconformingService.__tablename__
TOLD = ("medical_told_at", "nursing_told_at")


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The ward where it happened writes it down."""
    return {"occurred_at": now, "responsible_department_id": actor.department_id}


def carry(origin: Origin) -> dict[str, Any]:
    """The patient and what happened."""
    return {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "place": origin.get("occurred_place", "place"),
        "patient_name": origin.get("patient_name"),
        "patient_number": origin.get("patient_number"),
        "bed_number": origin.get("bed_number"),
        "subject": (origin.get("subject") or origin.title)[:60],
        "narrative": origin.get("narrative") or origin.title,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    return checks.not_later(values, today, "occurred_at") | checks.not_before(
        values, "occurred_at", *TOLD
    )


def routed(world: World, error: t.TreatmentError) -> None:
    """Both offices know of it: 医务科 answers for it, 护理部 assists (三.1, 三.2, 四.5.(2))."""
    if error.functional_department_id is None:
        error.functional_department_id = world.office(MEDICAL_AFFAIRS).id
    if error.assisting_department_id is None:
        error.assisting_department_id = world.office(NURSING).id


def changed(world: World, error: t.TreatmentError) -> None:
    """The degree is raised by a step, and of a serious one lowered by the committee alone."""
    if world.was(error, "degree") is not error.degree and error.status is not S.FOUND:
        raise StepRefused(
            _(
                "已经开始办理，程度不能直接改：一般的办“改为严重…”，严重的由不合格服务定性（四.5.(2)）"
            )
        )
    if world.was(error, "degree") is MAJOR and error.degree is not MAJOR:
        raise StepRefused(
            _("登记为严重的不能改轻（四.5.(2)）：先办“抢救并通知”，程度由不合格服务定性")
        )
    cleared = [name for name in TOLD if world.was(error, name) and getattr(error, name) is None]
    if cleared and error.status is S.RESCUE_AND_NOTIFIED:
        raise StepRefused(_("严重错误的两个通知时刻不能删去（四.5.(2)）；写错的改成实际时刻"))
    routed(world, error)


def is_serious(error: Any) -> bool:
    return bool(error.degree is MAJOR)


# ---- guards ------------------------------------------------------------------------------------


def general(world: World, error: t.TreatmentError) -> str | None:
    if is_serious(error):
        return _("严重错误要立即通知医务科和护理部并抢救（四.5.(2)）：办“抢救并通知”")
    return None


def serious(world: World, error: t.TreatmentError) -> str | None:
    if is_serious(error):
        return None
    return _("一般错误由所属科室补救（四.5.(2)）：办“登记补救”；后果加重的先改程度")


def not_serious_yet(world: World, error: t.TreatmentError) -> str | None:
    return _("已经是严重错误") if is_serious(error) else None


def may_close(world: World, error: t.TreatmentError) -> str | None:
    """HR-02, HR-15: of a serious one the nonconforming service it became is closed."""
    if is_serious(error):
        services = world.linked(error, SERVICE)
        if not services:
            return _("严重错误还没有转为不合格服务（四.5.(2)）：从这件记录转出一件")
    if waiting := world.open_follow_ups(error):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def rescue(world: World, error: t.TreatmentError) -> None:
    """A serious error is a nonconforming service of its own, walked by 四.2.(3)①–⑦."""
    if not world.linked(error, SERVICE):
        told = _(
            "发药/治疗严重错误（四.5.(2)）：{medical} 通知医务科，{nursing} 通知护理部"
        ).format(medical=_moment(error.medical_told_at), nursing=_moment(error.nursing_told_at))
        world.raise_record(error, SERVICE, told)


def _moment(moment: datetime | None) -> str:
    return f"{local(moment):%m-%d %H:%M}" if moment else ""


def upgrade(world: World, error: t.TreatmentError) -> None:
    error.degree = MAJOR


STEPS = (
    Step("remedy", N_("登记补救"), frozenset({S.FOUND}), S.REMEDIED, WARD, "四.5.(2)",
         needs=("patient_condition", "remedy"), guard=general, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("enter", N_("科室登记"), frozenset({S.REMEDIED}), S.REGISTERED, HEAD_OF_WARD,
         "四.5.(2)", needs=("consequence", "root_cause", "improvement"), guard=general,
         signed=True),
    Step("rescue", N_("抢救并通知"), frozenset({S.FOUND}), S.RESCUE_AND_NOTIFIED, WARD,
         "四.5.(2)", needs=(*TOLD, "rescue", "remedy", "patient_condition"), guard=serious,
         effect=rescue, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("upgrade", N_("改为严重…"), frozenset({S.FOUND, S.REMEDIED, S.REGISTERED}), S.FOUND,
         HEAD_OF_WARD, "四.5.(2)", needs=("upgrade_reason",), asks=("upgrade_reason",),
         guard=not_serious_yet, effect=upgrade, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("close", N_("结案"), frozenset({S.REGISTERED, S.RESCUE_AND_NOTIFIED}), S.CLOSED, OFFICE,
         "四.6", needs=("consequence", "root_cause", "improvement", "office_opinion"),
         guard=may_close, effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "place", "bed_number", "patient_condition", "remedy", "rescue",
            "consequence", "root_cause", "improvement", "upgrade_reason", "office_opinion",
            "remarks")),
        "四.2.(5)",
    ),
)  # fmt: skip

GENERAL_ROAD = (S.FOUND, S.REMEDIED, S.REGISTERED, S.CLOSED)
SERIOUS_ROAD = (S.FOUND, S.RESCUE_AND_NOTIFIED, S.CLOSED)


class ErrorRegister(Register):
    """Two roads: that of a general error, and that of a serious one."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (GENERAL_ROAD, SERIOUS_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return SERIOUS_ROAD if is_serious(record) else GENERAL_ROAD


REGISTER = ErrorRegister(
    name="treatment_error",
    title=N_("发药治疗错误"),
    item=N_("发药治疗错误"),
    prefix="CW",
    model=t.TreatmentError,
    status=S,
    initial=S.FOUND,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F12",
    columns=("occurred_at", "kind", "degree", "responsible_department_id", "subject"),
    wide_columns=("occurred_at", "kind", "degree", "patient_name", "responsible_department_id",
                  "subject", "functional_department_id"),
    heads={"occurred_at": N_("发生"), "search": N_("查找：事由、经过、就诊号、编号")},
    road=GENERAL_ROAD,
    road_by="degree",
    open_states=frozenset({S.FOUND, S.REMEDIED, S.REGISTERED, S.RESCUE_AND_NOTIFIED}),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id", "assisting_department_id"),
    registration=REGISTRATION,
    copied=("kind", "care_type", "responsible_department_id", "place"),
    received="occurred_at",
    check=check,
    defaults=defaults,
    on_register=routed,
    on_change=changed,
    signatures=papers.ERROR,
    paper=papers.of_error,
    carry=carry,
)  # fmt: skip
