"""One matter, one sheet F02: a complaint and the nonconforming service it was judged to be share it."""

from app.models.base import Record
from app.services.registers.world import Linked, World

COMPLAINT, SERVICE, FEEDBACK = "complaint", "nonconforming_service", "quality_feedback"


def issue_sheet(world: World, service: Record) -> None:
    """四.2.(3): the sheet of a service; the one its complaint brought about is taken, else one is made."""
    if world.linked(service, FEEDBACK):
        return
    if (sheet := _of_complaint(world, service)) is not None:
        world.share(service, sheet)
    else:
        world.raise_record(service, FEEDBACK)


def share_of_service(world: World, complaint: Record) -> None:
    """四.1.(4)③: the sheet of the service answers for the complaint as well, where there is one."""
    known = {one.record_id for one in world.linked(complaint, FEEDBACK)}
    for service in world.linked(complaint, SERVICE):
        for sheet in world.linked(service.record, FEEDBACK):
            if sheet.record_id not in known:
                world.share(complaint, sheet)
                return


def _of_complaint(world: World, service: Record) -> Linked | None:
    """Made after the complaint was judged: one from before is about the reception (HR-05)."""
    found = (
        sheet
        for origin in world.origins(service)
        if origin.register == COMPLAINT
        for sheet in world.linked(origin.record, FEEDBACK)
        if sheet.record.created_at >= service.created_at
    )
    return next(found, None)
