"""系统 › 物品目录 › 验收规则: what the hospital has set for the inspection of goods, kept and audited.

Half a year left on arrival is a rule of the procedure for drugs (四.3.(2)①) and cannot be switched off.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import _
from app.models.organisation import Setting
from app.services import access
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers.stock import FIRST_LOTS, GoodsRules

MOST_FIRST_LOTS = 50
_FIRST, _CONSUMABLES = "goods first_lots", "goods consumables_near_expiry"
_OFF = "0"


def read(session: Session) -> GoodsRules:
    """What is set; what nobody has set is as the program brings it."""
    query = select(Setting.name, Setting.value).where(Setting.name.in_((_FIRST, _CONSUMABLES)))
    held = {row.name: row.value for row in session.execute(query)}
    first = held.get(_FIRST, "")
    return GoodsRules(
        int(first) if first.isdecimal() else FIRST_LOTS, held.get(_CONSUMABLES) != _OFF
    )


def rules(desk: Desk) -> GoodsRules:
    """What is set, for the page that shows it."""
    with desk.database.read() as session:
        return read(session)


@operation("goods_rules.change")
def change(current: Operation, first_lots: int | None, consumables_near_expiry: bool) -> Changes:
    """Set them; lots judged before stay as they were judged. Raises InvalidRecord."""
    current.require(access.Permission.CONFIGURE)
    if first_lots is None or not 0 <= first_lots <= MOST_FIRST_LOTS:
        raise InvalidRecord(
            {"first_lots": _("写 0 到 {n} 的整数，0 就是不加严").format(n=MOST_FIRST_LOTS)}
        )
    _put(current.session, _FIRST, str(first_lots))
    _put(current.session, _CONSUMABLES, "1" if consumables_near_expiry else _OFF)
    return current.changes()


def _put(session: Session, name: str, value: str) -> None:
    known = session.scalar(select(Setting).where(Setting.name == name))
    if known is None:
        session.add(Setting(name=name, value=value))
    else:
        known.value = value
