"""Registers of clause 四.5: before and in surgery, errors of treatment, who may operate, outsourcing."""
