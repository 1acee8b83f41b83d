"""The lists of deadlines: all of them, those that are overdue, and confirming many at once."""

from initiatives.web.views.deadlines.confirming import ConfirmSelected
from initiatives.web.views.deadlines.listing import Deadlines
from initiatives.web.views.deadlines.overdue import Overdue

__all__ = ["ConfirmSelected", "Deadlines", "Overdue"]
