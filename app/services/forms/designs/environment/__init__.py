"""The papers of clause 四.4, one module each."""
