"""周期报告: queries that count, the figures with the records behind them, freezing, due reports."""
