"""What is remembered: typed tables, one module per register. No rules, no Qt."""
