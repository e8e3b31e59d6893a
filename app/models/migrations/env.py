"""Runs migrations on the connection handed in by `services.schema`; logging is left alone."""

from alembic import context

from app.models import tables  # noqa: F401 - registers every table
from app.models.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
