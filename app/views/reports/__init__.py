"""周期报告 on the screen: figures with their records and charts, figures entered by hand, the pack."""
