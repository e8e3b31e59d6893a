"""首页: what is to be done today, and the last twelve months in four charts."""
