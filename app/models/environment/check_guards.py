"""What the database itself refuses of the environment, whoever writes: a failure made to pass (四.4, HR-12).

CHECK constraints see one row as it is; these triggers see what it was before, and what lies where.
"""

from app.models import ddl

_BOUND = ("limit_id", "value", "finding", "verdict")
_REWRITTEN = " OR ".join(
    f"(OLD.{name} IS NOT NULL AND (NEW.{name} IS NULL OR NEW.{name} <> OLD.{name}))"
    for name in _BOUND
)
_IN_FORCE = "c.restricted_at IS NOT NULL AND c.released_at IS NULL AND c.status <> 'VOIDED'"
_PLACE = "COALESCE(l.storage_place, '')"

# Name → when it looks, and what it refuses; OLD is the row as it was.
REFUSALS = {
    "env_check_judged_stays": (
        "BEFORE UPDATE ON env_check",
        f"OLD.verdict IS NOT NULL AND NEW.status <> 'DISPOSED' AND ({_REWRITTEN})",
        "what was measured and judged stays as it was",
    ),
    "env_check_rechecks_stay": (
        "BEFORE UPDATE ON env_check",
        "NEW.recheck_count < OLD.recheck_count OR NEW.failures < OLD.failures",
        "a re-check is not taken back",
    ),
    "env_check_passes_by_recheck": (
        "BEFORE UPDATE ON env_check",
        "OLD.verdict IS NOT NULL AND OLD.last_verdict = 'FAIL' AND NEW.last_verdict IS NOT NULL"
        " AND NEW.last_verdict <> 'FAIL' AND NEW.recheck_count <> OLD.recheck_count + 1",
        "a failure passes by a further re-check only",
    ),
    "env_check_restriction_stays": (
        "BEFORE UPDATE ON env_check",
        "OLD.restricted_at IS NOT NULL AND OLD.released_at IS NULL AND NEW.status <> 'DISPOSED'"
        " AND (NEW.restricted_at IS NULL OR NEW.restricted_place IS NULL"
        " OR NEW.restricted_place <> OLD.restricted_place)",
        "a restriction ends when the check is closed",
    ),
    "env_limit_used_stays": (
        "BEFORE UPDATE ON env_limit",
        "NEW.item_id <> OLD.item_id OR NEW.line <> OLD.line OR NEW.limit_type <> OLD.limit_type"
        " OR COALESCE(NEW.low, -99999999) <> COALESCE(OLD.low, -99999999)"
        " OR COALESCE(NEW.high, -99999999) <> COALESCE(OLD.high, -99999999)"
        " OR NEW.effective_from <> OLD.effective_from",
        "a version of a limit stays as it was",
    ),
    "stock_movement_of_unrestricted_place": (
        "BEFORE INSERT ON stock_movement",
        "NEW.kind <> 'WITHDRAWN' AND EXISTS (SELECT 1 FROM material_lot l"
        f" JOIN env_check c ON c.restricted_place = {_PLACE}"
        f" WHERE l.id = NEW.lot_id AND {_IN_FORCE})",
        "nothing moves where the environment is restricted",
    ),
    "material_lot_of_restricted_place": (
        "BEFORE UPDATE ON material_lot",
        "OLD.in_stock > 0 AND NEW.in_stock > 0"
        " AND COALESCE(NEW.storage_place, '') <> COALESCE(OLD.storage_place, '')"
        " AND EXISTS (SELECT 1 FROM env_check c WHERE c.restricted_place IN"
        f" (OLD.storage_place, NEW.storage_place) AND {_IN_FORCE})",
        "what lies where the environment is restricted is inspected before it lies elsewhere",
    ),
}  # fmt: skip


def statements(is_sqlite: bool) -> list[str]:
    """The triggers of this database."""
    return ddl.refusing(REFUSALS, is_sqlite)
