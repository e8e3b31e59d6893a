"""系统 › 投诉渠道、相关文件、编号: what the procedure leaves to the hospital to fill in."""
