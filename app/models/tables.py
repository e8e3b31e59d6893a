"""Importing this module registers every table with `Base.metadata`."""

from app.models import bookkeeping, complaint, daily, deadline, organisation

__all__ = ["bookkeeping", "complaint", "daily", "deadline", "organisation"]
