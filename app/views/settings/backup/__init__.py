"""系统 › 备份: back-ups, their places, and bringing one back."""
