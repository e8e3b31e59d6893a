"""What form F14 says of a check: its whole round, what was done about failures, every re-check (四.4)."""

from app.services.environment_paper.checks import around

__all__ = ["around"]
