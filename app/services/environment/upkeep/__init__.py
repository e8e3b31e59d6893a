"""What of the environment is kept in 系统: versions of limits, places, points, instruments (四.4)."""
