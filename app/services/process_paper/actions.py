"""F03 of who took part without being qualified, and of a contractor: cause and effect in one sheet."""

from datetime import datetime
from typing import Any

from app.clock import local
from app.i18n import _
from app.models.corrective_action import ActionSource
from app.models.processes.outsourced import OutsourcedNonconformity, OutsourcedStatus
from app.models.processes.participation import UnqualifiedParticipation
from app.services.forms import Form, FormValue, Options, grammar
from app.services.process_paper import signed
from app.services.registers.corrective_action import SOURCES
from app.services.world import ReadWorld

CORRECTIVE, EFFECTIVE = 0, 0  # of the boxes of F03
VERIFIED = frozenset(
    {OutsourcedStatus.VERIFIED, OutsourcedStatus.CLOSED, OutsourcedStatus.ARCHIVED,
     OutsourcedStatus.DISPOSED}
)  # fmt: skip


def of_participation(
    world: ReadWorld, form: Form, case: UnqualifiedParticipation
) -> dict[str, FormValue]:
    """The office judged; the measure is somebody qualified at the side, or that it was ended."""
    register = case.__tablename__
    judged = signed.step(world, register, case, "judge") or signed.step(
        world, register, case, "close"
    )
    ended = case.removed_at
    return _source(world, form, case) | {
        "issued_at": judged.at if judged else None,
        "correction": _("{at} 停止参与。").format(at=_moment(ended)) if ended else None,
        "measures": _supervision(world, case),
        "implemented_on": local(ended).date() if ended else None,
        "review_opinion": _paragraphs(
            _("鉴别结论：{verdict}。").format(verdict=_(case.verdict.label))
            if case.verdict else None,
            case.opinion,
        ),
        "reviewed": signed.signature(form, "reviewed", judged),
    }  # fmt: skip


def _supervision(world: ReadWorld, case: UnqualifiedParticipation) -> list[Any]:
    if not case.supervisor_id and not case.supervision_plan:
        return []
    number = case.qualification_number
    rests_on = _("（带教人资质 {number}）").format(number=number) if number else ""
    return [
        {
            "content": f"{case.supervision_plan or ''}{rests_on}",
            "person": world.person(case.supervisor_id) or None,
        }
    ]


def of_contractor(
    world: ReadWorld, form: Form, case: OutsourcedNonconformity
) -> dict[str, FormValue]:
    """The contractor is responsible, the department in charge issues; the contract says what is due."""
    required: list[Any] = [{"content": case.requirement, "person": case.contact,
                            "due_on": case.requested_on}] if case.requirement else []  # fmt: skip
    by_contract = _paragraphs(
        case.penalty,
        case.penalty_amount is not None
        and _("扣款 {amount} 元").format(amount=f"{case.penalty_amount:,.2f}"),
        case.penalty_voucher and _("凭证号 {number}").format(number=case.penalty_voucher),
    )
    return _source(world, form, case) | {
        "responsible_department": case.contractor,
        "issued_at": case.notified_at,
        "narrative": _paragraphs(_contract(world, case), case.narrative),
        "measures": required,
        "review_opinion": by_contract,
        "implementation": case.rectification,
        "implemented_on": case.rectified_on,
        "evidence": case.verification,
        "effect": Options(
            form.options["effect"], frozenset({EFFECTIVE} if _is_verified(world, case) else ())
        ),
    }


def _contract(world: ReadWorld, case: OutsourcedNonconformity) -> str | None:
    begun: datetime | None = case.found_at  # a draft may lack it
    found_by = case.responsible_department_id
    told = (
        begun
        and _("{at} {who}发现").format(
            at=_moment(begun), who=world.department(found_by).name if found_by else ""
        ),
        case.contract_number and _("合同号 {number}").format(number=case.contract_number),
        case.contract_clause and _("合同条款 {clause}").format(clause=case.contract_clause),
    )
    text = "，".join(one for one in told if one)
    return f"{text}。" if text else None


def _is_verified(world: ReadWorld, case: OutsourcedNonconformity) -> bool:
    """Whether what was put right was found effective the last time it was looked at."""
    if case.status in VERIFIED:
        return True
    last = signed.step(world, case.__tablename__, case, "verify", "send_back", "rectify")
    penalized = case.status is OutsourcedStatus.CONTRACT_PENALTY
    return penalized and last is not None and last.action == "verify"


def _source(world: ReadWorld, form: Form, case: Any) -> dict[str, FormValue]:
    """What asked for it: the record it was raised from, or nothing the sheet has a box for."""
    origins = list(world.origins(case)) if case.id else []
    source = SOURCES.get(origins[0].register, ActionSource.OTHER) if origins else ActionSource.OTHER
    return {
        "source": Options(form.options["source"], frozenset({list(ActionSource).index(source)})),
        "source_number": "、".join(one.number for one in origins) or None,
        "action_type": Options(form.options["action_type"], frozenset({CORRECTIVE})),
    }


def _moment(moment: datetime) -> str:
    return grammar.value_text(local(moment))


def _paragraphs(*texts: str | bool | None) -> str | None:
    return "\n".join(one for one in texts if isinstance(one, str) and one) or None
