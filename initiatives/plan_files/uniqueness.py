"""Names that stand once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.plan_files.problems import ProblemList


class Uniqueness:
    """Notes a problem for every name that is met a second time.

    ``message`` has the places ``%(name)s`` and ``%(line)s``, the line where the name stood first.
    """

    def __init__(self, problems: ProblemList, message: str) -> None:
        self.problems = problems
        self.message = message
        self.first: dict[object, int] = {}

    def check(self, name: object, line: int, shown: str | None = None) -> None:
        """Meet a name; what could not be read is passed over."""
        if not name:
            return
        if name in self.first:
            what = self.message % {"name": shown or name, "line": self.first[name]}
            self.problems.add(line, what, _("Keep one of them, or give this one another name."))
        self.first.setdefault(name, line)
