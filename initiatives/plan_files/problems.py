"""What is wrong in a file: where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from initiatives.exceptions import InitiativesError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. ``line`` counts from 1; 0 stands for the file as a whole."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where = _("%(file)s, line %(line)s") % {"file": self.file, "line": self.line}
        return f"{where}: {self.what}\n    {self.mend}"


class PlanFileError(InitiativesError):
    """Files that cannot be loaded; ``problems`` says why, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class ProblemList:
    """Collects the problems of one file, so that all of them are said at once. ``file`` is its name as shown."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, what: str, mend: str) -> None:
        """Note a problem."""
        self.found.append(Problem(self.file, line, what, mend))

    def stop(self, line: int, what: str, mend: str) -> PlanFileError:
        """Return the error for a problem after which the file cannot be read on."""
        self.add(line, what, mend)
        return PlanFileError(self.found)

    def raise_any(self) -> None:
        """Raise PlanFileError when there is any problem."""
        if self.found:
            raise PlanFileError(self.found)
