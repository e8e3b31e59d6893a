"""What people of goods read of a complaint: the goods, not the patient (domain §2.6)."""

from app.services.registers.world import Origin

# Whom a record names; people of goods see none of it.
NAMING = ("patient_name", "complainant_name", "patient_number", "complainant_phone",
          "complainant_address", "diagnosis")  # fmt: skip
HIDDEN = "○○"
SHORTEST = 2


def told(origin: Origin, text: str) -> str:
    """A text of the record that something is raised from, without those it names elsewhere."""
    names = {str(one) for name in NAMING if (one := origin.get(name))}
    for one in sorted(names, key=len, reverse=True):
        if len(one) >= SHORTEST:
            text = text.replace(one, HIDDEN)
    return text
