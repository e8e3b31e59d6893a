"""What questionnaires ask and what sheets say; knows no operation of its own but the running one."""
