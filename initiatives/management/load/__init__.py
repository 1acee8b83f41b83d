"""A made-up record of any size, for measuring: plans, deadlines and logs whose chains are true, put in by the million.

``words`` makes texts and periods, ``trees`` the plans, ``logs`` what happened to each deadline, ``bodies`` who answers
for them; ``tables`` puts finished rows into the database without a detour, and ``filling`` runs the whole.
"""

from initiatives.management.load.filling import Size, fill

__all__ = ["Size", "fill"]
