"""What the papers of clause 四.4 say: checks with their re-checks, Table 4, round sheets, trends."""

from app.services.environment_paper.checks import around

__all__ = ["around"]
