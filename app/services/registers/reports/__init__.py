"""周期报告 (四.1.(5), 四.3.(5)(6)): the register of reports and the periods they are made for."""
