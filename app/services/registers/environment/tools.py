"""What is done with the environment in a window of its own: 环境巡查."""

from app.i18n import N_
from app.services.registers.parts import Tool

ROUND = Tool("round", N_("环境巡查…"), "clipboard", "Ctrl+I", "REGISTER")
