"""The fields of registers whose lists are long, in paper order, with sections and badges."""
