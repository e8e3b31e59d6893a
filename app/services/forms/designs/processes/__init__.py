"""Forms of clause 四.5: surgery."""
