"""F05: where goods were found wanting, by whom, and what was done at once."""

from app.models.materials.material_lot import MaterialLot
from app.models.materials.rejection import DispositionOrder, InUseNonconformity, InUseStatus
from app.services.forms import Form, FormValue, Options
from app.services.world import ReadWorld

S = InUseStatus
INCOMING, REINSPECTION = 0, 4  # of the stages of F05
NO = 1
STOPPED, ISOLATED, LABELLED, TOLD = range(4)
NOT_ISOLATED = frozenset({S.FOUND, S.STOPPED})


def of_case(world: ReadWorld, form: Form, case: InUseNonconformity) -> dict[str, FormValue]:
    """A ward's report: told when it was written down, isolated once that step was taken."""
    isolated = bool(case.number) and case.status not in NOT_ISOLATED
    done = {
        STOPPED: case.stopped_at is not None,
        ISOLATED: isolated and bool(case.isolation_place),
        LABELLED: isolated and bool(case.isolation_place),
        TOLD: case.notified_at is not None,
    }
    return {
        "reported_at": None if case.backfilled else case.created_at,
        "notified_at": case.notified_at,
        "taken": Options(
            form.options["taken"], frozenset(at for at, is_so in done.items() if is_so)
        ),
    }


def of_lot(world: ReadWorld, form: Form, lot: MaterialLot) -> dict[str, FormValue]:
    """A rejected lot: all of it is wanting, none of it was used."""
    again = lot.inspection_round > 1
    opinions = [
        one.record.purchasing_opinion
        for one in world.linked(lot, DispositionOrder.__tablename__)
        if isinstance(one.record, DispositionOrder)
    ]
    taken = {ISOLATED, LABELLED, *({STOPPED} if again else set())}
    return {
        "found_at": lot.inspected_at,
        "stage": Options(form.options["stage"], frozenset({REINSPECTION if again else INCOMING})),
        "finder": world.person(lot.inspector_id) or None,
        "reported_at": lot.inspected_at,
        "arrived_quantity": lot.received_quantity,
        "quantity": lot.received_quantity,
        "used_on_patient": None
        if again
        else Options(form.options["used_on_patient"], frozenset({NO})),
        "taken": Options(form.options["taken"], frozenset(taken)),
        "handling": "\n".join(one for one in opinions if one) or None,
    }
