"""系统 › 投诉渠道、相关文件、编号、考核标准、月度扣分: what the procedure leaves to the hospital to fill in."""
