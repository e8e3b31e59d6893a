"""Who takes the steps of a life cycle: the groups of roles that most registers name."""

from app.models.organisation import Role

# Those of a functional department, and its head alone.
OFFICE = frozenset({Role.HANDLER, Role.OFFICE_HEAD})
HEAD = frozenset({Role.OFFICE_HEAD})
# Those of a department, and its head alone; a functional department is one too.
WARD = frozenset({Role.DEPT_HEAD, Role.REGISTRAR}) | OFFICE
HEAD_OF_WARD = frozenset({Role.DEPT_HEAD, Role.OFFICE_HEAD})
