"""脱敏副本: a form or a list for meetings, in which nobody can be recognised."""

from app.services.masking.masker import MARK, Masker, Masking

__all__ = ["MARK", "Masker", "Masking"]
