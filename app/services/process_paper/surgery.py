"""F13: part A says what the scrub nurse found before surgery, part B what the chief surgeon wrote."""

from datetime import date, datetime

from app.clock import local
from app.i18n import _
from app.models.corrective_action import CorrectiveAction
from app.models.processes.preop_check import Completeness, Fitness, PreopCheck, PreopStatus
from app.models.processes.surgery_exception import SurgeryException
from app.services.forms import Form, FormValue, Options
from app.services.process_paper import signed
from app.services.registers.fields.surgery_exception import COUNTS
from app.services.world import ReadWorld

COMPLETE = Completeness.COMPLETE
WHOLE = ("sterile", "counted", "itemised")
USABLE, NOT_USED = 0, 1  # of the conclusions of F13
BLOCKED = frozenset({PreopStatus.BLOCKED, PreopStatus.SET_ASIDE})


def of_check(world: ReadWorld, form: Form, check: PreopCheck) -> dict[str, FormValue]:
    """A check alone: part B stays empty, to be written in by hand should something happen."""
    return _part_a(world, form, check) | {
        "operated_on": _day(check.checked_at),
        "equipment": None,
    }


def of_exception(world: ReadWorld, form: Form, case: SurgeryException) -> dict[str, FormValue]:
    """Part A stands where the exception was raised from a check; else it is filled by hand."""
    found: dict[str, FormValue] = {}
    if check := _check_of(world, case):
        found = _part_a(world, form, check)
    actions = world.linked(case, CorrectiveAction.__tablename__) if case.id else ()
    opinions = (case.equipment_opinion, case.facility_opinion)
    return found | {
        "operated_on": _day(case.occurred_at),
        "counts_agree": Options(form.options["counts_agree"], _agreeing(case)),
        "judgement": "\n".join(one for one in opinions if one) or None,
        "follow_up": _follow_up(case.action_needed, [one.number for one in actions]),
    }


def _day(moment: datetime | None) -> date | None:
    """The day of the operation; a draft may lack it."""
    return local(moment).date() if moment else None


def _check_of(world: ReadWorld, case: SurgeryException) -> PreopCheck | None:
    """The check the exception was raised from."""
    found = (one.record for one in world.origins(case)) if case.id else ()
    return next((one for one in found if isinstance(one, PreopCheck)), None)


def _part_a(world: ReadWorld, form: Form, check: PreopCheck) -> dict[str, FormValue]:
    whole = frozenset(at for at, name in enumerate(WHOLE) if getattr(check, name) is COMPLETE)
    concluded = _conclusion(check)
    entry = signed.step(world, "preop_check", check, "confirm", "block") if concluded else None
    no_need = check.equipment_fit is Fitness.NOT_NEEDED
    return {
        "instrument_set": check.instrument_set,
        "sterilization_lot": check.sterilization_lot,
        "instruments": Options(form.options["instruments"], whole),
        "checked_equipment": check.equipment or (_("不用设备") if no_need else None),
        "fit": Options(
            form.options["fit"], frozenset({0} if check.equipment_fit is Fitness.FIT else ())
        ),
        "conclusion": Options(form.options["conclusion"], concluded),
        "replacement": check.replacement,
        "shortfall": _shortfall(check),
        "scrubbed": signed.signature(form, "scrubbed", entry),
    }


def _conclusion(check: PreopCheck) -> frozenset[int]:
    """What is still being checked is not concluded, whatever was ticked on the screen so far."""
    if not check.number or check.status is PreopStatus.CHECKING:
        return frozenset()
    if check.status is PreopStatus.USABLE:
        return frozenset({USABLE})
    if check.status in BLOCKED:
        return frozenset({NOT_USED})
    wanting = check.set_aside_reason or check.equipment_fit is Fitness.UNFIT
    wanting = wanting or any(getattr(check, name) is Completeness.INCOMPLETE for name in WHOLE)
    return frozenset({NOT_USED if wanting else USABLE})


def _shortfall(check: PreopCheck) -> str | None:
    """Every round that was not to be used, and what is found wanting now."""
    earlier, now = check.earlier_rounds or "", check.shortfall or ""
    told = (earlier, "" if now in earlier else now)
    return "\n".join(one for one in told if one) or None


def _follow_up(needed: bool | None, numbers: list[str]) -> str | None:
    """Whether 医务科 wanted an action sheet F03, and which it is."""
    if needed is None:
        return "、".join(numbers) or None
    return " ".join((_("是") if needed else _("否"), "、".join(numbers))).strip()


def _agreeing(case: SurgeryException) -> frozenset[int]:
    """Four counts were taken, and all are the same."""
    counts = {getattr(case, name) for name in COUNTS}
    return frozenset({0} if len(counts) == 1 and None not in counts else ())
