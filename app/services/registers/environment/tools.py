"""What is done with the environment in a window of its own: 环境巡查, 趋势, 超限点位, 检查日历."""

from app.i18n import N_
from app.models.environment.check import EnvStatus
from app.services.registers.parts import Tool

ROUND = Tool("round", N_("环境巡查…"), "clipboard", "Ctrl+I", "REGISTER")
TREND = Tool("env_trend", N_("趋势…"), "pulse", "Ctrl+G", "READ", frozenset(EnvStatus),
             leads=False)  # fmt: skip
OUT = Tool("env_out", N_("超限点位…"), "triangle", "Ctrl+U", "READ")
CALENDAR = Tool("env_calendar", N_("检查日历…"), "calendar", "Ctrl+Y", "READ")
