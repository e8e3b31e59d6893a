"""Pages of 系统 about goods: the catalogue, and what is set for their inspection."""
