"""What is done with goods in a window of its own: 发放, 批号追查, 库存."""

from app.i18n import N_
from app.models.materials.material_lot import LotStatus
from app.services.registers.parts import Tool

ISSUE = Tool("issue", N_("发放…"), "send", "Ctrl+I", "ISSUE", frozenset({LotStatus.STOCKED}))
TRACE = Tool("trace", N_("批号追查…"), "search", "Ctrl+R", "READ")
STOCK = Tool("stock", N_("库存…"), "package", "Ctrl+U", "READ")
