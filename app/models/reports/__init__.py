"""周期报告: the reports of a period, their frozen figures, and what is entered by hand for them."""
