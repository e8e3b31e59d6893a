"""Pages of 系统 about the medical environment: Table 4, points and their places, instruments."""
