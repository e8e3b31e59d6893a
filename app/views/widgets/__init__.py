"""What every window is built from. Nothing here knows a service, a model or a register."""
