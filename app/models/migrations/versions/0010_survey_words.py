"""满意度: the words on the sheets go when their survey is disposed of (四.1.(6))"""

from alembic import op

from app.models.surveys import sheet_guards

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sheet_guards.renewed(is_sqlite):
        op.execute(statement)
