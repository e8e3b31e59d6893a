"""The tab 系统: people, departments, holidays, deadlines, permissions, audit, this PC."""
