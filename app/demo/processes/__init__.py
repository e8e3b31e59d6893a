"""What happened in the demo hospital under clause 四.5: surgery, errors, who may operate, outsourcing."""
