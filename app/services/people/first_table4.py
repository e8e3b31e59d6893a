"""The rebuilt Table 4 put into a hospital's own tables, where it is to be confirmed (三.8, 四.4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.environment.standard import EnvItem, EnvLimit
from app.models.organisation import Department
from app.services import defaults
from app.services.defaults import EnvItemDefault
from app.services.people import pinyin


def put(session: Session) -> int:
    """Add the rows that are not there yet, with their limits; those there stay as they are.

    Returns how many were added.
    """
    new = _new(session)
    functions = {
        function: department_id
        for function, department_id in session.execute(
            select(Department.function, Department.id).where(Department.function.is_not(None))
        )
    }
    for one in new:
        item = EnvItem(
            code=one.code,
            item_group=one.item_group,
            name=one.name,
            area_class=one.area_class,
            responsible=one.responsible,
            responsible_department_id=functions.get(one.function),
            supervising_department_id=functions.get(one.supervising),
            method=one.method,
            initials=pinyin.initials(one.name),
        )
        session.add(item)
        session.flush()
        session.add_all(EnvLimit(item_id=item.id, **columns) for columns in one.limits)
    session.flush()
    return len(new)


def missing(session: Session) -> int:
    """How many of the rows are not there."""
    return len(_new(session))


def _new(session: Session) -> list[EnvItemDefault]:
    known = set(session.scalars(select(EnvItem.code)))
    return [one for one in defaults.environment() if one.code not in known]
