"""The seven duties of a major nonconformity (四.2.(3)①–⑦, HR-08), each with who and when."""

from collections.abc import Sequence

from app import amounts
from app.i18n import N_, _
from app.models.keeping import Severity
from app.models.nonconforming_service import NonconformingService
from app.services.registers.world import Duty, Linked, Taken, World

DECIDED = (
    ("nature", N_("性质")), ("circumstances", N_("情节")), ("attitude", N_("本人态度")),
    ("decision_basis", N_("依据")), ("decision", N_("决定")), ("aftercare", N_("善后")),
)  # fmt: skip
# ②: what the sheet F03 says of the matter itself.
WRITTEN = ("narrative", "root_cause", "consequence", "department_opinion")
AGAIN = "D23"


def duties(world: World, service: NonconformingService) -> tuple[Duty, ...]:
    """The checklist of a major nonconformity; a minor one has none."""
    if service.severity not in (Severity.MAJOR, Severity.SUSPECTED):
        return ()
    return (
        _told(world, service),
        _action(world, service),
        _feedback(world, service),
        _evidence(world, service),
        _decision(world, service),
        _appraisal(world, service),
        _points(world, service),
    )


def open_duties(world: World, service: NonconformingService) -> list[str]:
    """The duties still open, each with its clause."""
    return [
        _("{mark}{title}——{lacking}（{clause}）").format(
            mark=one.mark, title=one.title, lacking=one.lacking, clause=one.clause
        )
        for one in duties(world, service)
        if one.lacking
    ]


def _told(world: World, service: NonconformingService) -> Duty:
    lacking = ""
    if service.oral_report_at is None or service.oral_report_to_id is None:
        lacking = _("还没有登记口头报告的时刻和对象")
    elif not service.remedy:
        lacking = _("还没有写补救措施")
    taken = world.last(service, "report_orally")
    who = _("{who}报告给{name}").format(
        who=taken.name if taken else "", name=world.person(service.oral_report_to_id)
    )
    return Duty("①", _("立即口头报告并补救"), "四.2.(3)①", "" if lacking else who,
                service.oral_report_at, lacking=lacking)  # fmt: skip


def _action(world: World, service: NonconformingService) -> Duty:
    """②: the action sheet says what happened, why, what came of it, what the department thinks."""
    sheets = world.linked(service, "corrective_action")
    lacking = _("还没有开出处理单 F03")
    for one in sheets:
        complete = all(getattr(one.record, name, None) for name in WRITTEN)
        taken = world.last(one.record, "analyze")
        if complete and taken:
            return Duty("②", _("填纠正（预防）措施处理单"), "四.2.(3)②",
                        _by([one], taken), taken.at)  # fmt: skip
        said = (
            _("{number} 还没有由责任科室提交")
            if complete
            else _("{number} 还缺经过、原因、后果或科室意见")
        )
        lacking = said.format(number=one.number)
    return Duty("②", _("填纠正（预防）措施处理单"), "四.2.(3)②", _numbers(sheets), lacking=lacking)


def _feedback(world: World, service: NonconformingService) -> Duty:
    """③: issued by the functional department."""
    sheets = world.linked(service, "quality_feedback")
    issued = [one for one in sheets if one.status.value != "PREPARED"]
    if issued:
        return Duty("③", _("职能科室发反馈表"), "四.2.(3)③",
                    _by(issued, world.last(issued[0].record, "issue")),
                    getattr(issued[0].record, "issued_at", None))  # fmt: skip
    lacking = _("还没有开出反馈表 F02")
    if sheets:
        lacking = _("{number} 还没有发出").format(number=sheets[0].number)
    return Duty("③", _("职能科室发反馈表"), "四.2.(3)③", lacking=lacking)


def _evidence(world: World, service: NonconformingService) -> Duty:
    """④: a list with a custodian for each thing, or a sealing with both sides present."""
    seals = [one for one in world.linked(service, "evidence_seal") if one.is_settled]
    keepers = dict.fromkeys(world.person(row.get("custodian_id")) for row in service.evidence)
    who = "；".join(part for part in (_numbers(seals), "、".join(keepers)) if part)
    lacking, at = "", None
    if service.evidence and (listed := world.written(service, "evidence")):
        at = listed.at
    elif seals:
        at = getattr(seals[0].record, "sealed_at", None)
    elif not service.evidence:
        lacking = _("还没有证据清单和保管人")
    return Duty("④", _("保管证据，不得改毁"), "四.2.(3)④", who, at, lacking=lacking)


def _decision(world: World, service: NonconformingService) -> Duty:
    missing = [_(label) for name, label in DECIDED if not getattr(service, name)]
    lacking = ""
    if missing:
        lacking = _("还没有写{what}").format(what="、".join(missing))
    elif service.decided_at is None:
        lacking = _("还没有作出决定")
    taken = world.last(service, "decide")
    who = " ".join(part for part in (service.committee_record, taken and taken.name) if part)
    return Duty("⑤", _("讨论，按性质情节态度决定"), "四.2.(3)⑤", who, service.decided_at,
                lacking=lacking)  # fmt: skip


def _appraisal(world: World, service: NonconformingService) -> Duty:
    """⑥: where needed; who skips it writes why. D23: how long another one may be asked for."""
    note, lacking, field, at = "", "", "accident_grade", service.appraised_at
    if service.accident_grade is not None:
        note = _(service.accident_grade.label)
        again = world.due(AGAIN, at, None) if at is not None else world.today
        if again > world.today:
            note = _("{grade}；不服结论的，{day} 前申请再次鉴定（条例 22 条）").format(
                grade=note, day=again
            )
    elif service.appraisal_skipped:
        note = _("不申请：{why}").format(why=service.appraisal_skipped)
        field = "appraisal_skipped"
    else:
        lacking = _("写鉴定等级，或不申请鉴定的理由")
    wrote = None if lacking else world.written(service, field)
    return Duty("⑥", _("必要时申请鉴定"), "四.2.(3)⑥", wrote.name if wrote else "",
                at or (wrote.at if wrote else None), note, lacking)  # fmt: skip


def _points(world: World, service: NonconformingService) -> Duty:
    lacking, note = "", ""
    if service.points is None or service.scored_at is None:
        lacking = _("还没有登记扣分")
    else:
        note = _("扣 {n} 分").format(n=amounts.plain(service.points))
    return Duty("⑦", _("按考核标准扣分"), "四.2.(3)⑦", world.person(service.scored_by_id),
                service.scored_at, note, lacking)  # fmt: skip


def _by(linked: Sequence[Linked], taken: Taken | None) -> str:
    """The numbers of sheets, and who signed."""
    return " ".join(part for part in (_numbers(linked), taken.name if taken else "") if part)


def _numbers(linked: Sequence[Linked]) -> str:
    return "、".join(one.number for one in linked)
