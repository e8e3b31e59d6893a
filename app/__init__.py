"""质控台 Quality Desk: carries out a hospital's procedure for the control of nonconforming services."""

__version__ = "0.1.0"
