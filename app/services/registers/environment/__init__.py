"""The register of the medical environment and the rules a measured value is judged by (四.4)."""
