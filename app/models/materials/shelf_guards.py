"""What the database itself refuses of goods, whoever writes: a shelf without an inspection and a receipt.

Columns and keys say most of it; these triggers say what needs a look at another table (四.3.(2)④⑤⑥).
"""

from app.models import ddl

GOOD_STATES = "('ACCEPTED', 'STOCKED')"
FOR_EVER = ("inspection", "goods_receipt_line", "stock_movement")

# Name → when it looks, and what it refuses; NEW is the row that is written.
REFUSALS = {
    "material_lot_begins_uninspected": (
        "BEFORE INSERT ON material_lot", f"NEW.status IN {GOOD_STATES}",
        "goods come in uninspected",
    ),
    "material_lot_stocked_by_receipt": (
        "BEFORE UPDATE ON material_lot",
        "NEW.status = 'STOCKED' AND NOT EXISTS (SELECT 1 FROM goods_receipt_line r"
        " JOIN inspection i ON i.id = r.inspection_id"
        " WHERE r.lot_id = NEW.id AND i.round = NEW.inspection_round)",
        "nothing is stocked without a receipt of its inspection",
    ),
    "inspection_says_what_lot_says": (
        "BEFORE INSERT ON inspection",
        "NOT EXISTS (SELECT 1 FROM material_lot l WHERE l.id = NEW.lot_id"
        " AND l.status = NEW.verdict AND l.verdict = NEW.verdict"
        " AND l.inspection_round = NEW.round)",
        "an inspection is that of its lot",
    ),
    "goods_receipt_line_of_accepted_lot": (
        "BEFORE INSERT ON goods_receipt_line",
        "NOT EXISTS (SELECT 1 FROM material_lot l JOIN inspection i ON i.lot_id = l.id"
        " WHERE l.id = NEW.lot_id AND i.id = NEW.inspection_id AND l.status = 'ACCEPTED'"
        " AND l.inspection_round = i.round)",
        "only what is accepted now is received",
    ),
    "stock_movement_of_stocked_lot": (
        "BEFORE INSERT ON stock_movement",
        "NEW.kind <> 'WITHDRAWN' AND NOT EXISTS (SELECT 1 FROM material_lot l"
        " WHERE l.id = NEW.lot_id AND l.status = 'STOCKED')",
        "only what is stocked moves",
    ),
}  # fmt: skip


def statements(is_sqlite: bool) -> list[str]:
    """The triggers of this database."""
    return ddl.refusing(REFUSALS, is_sqlite) + _staying(is_sqlite)


def _staying(is_sqlite: bool) -> list[str]:
    """What came and went stays written."""
    if is_sqlite:
        return [
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, 'what came and went stays written'); END"
            for table in FOR_EVER
            for deed in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION goods_stay_written() RETURNS trigger AS $$ BEGIN"
        " RAISE EXCEPTION 'what came and went stays written' USING ERRCODE = 'check_violation';"
        " END $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION goods_stay_written()"
        for table in FOR_EVER
    ]
    return [function, *triggers]
