"""Reads files: each by itself first, then all of them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from initiatives.plan_files.entries import OrganisationsFile, PlanFile
from initiatives.plan_files.fields import Fields
from initiatives.plan_files.nodes import Mapping
from initiatives.plan_files.opening import open_text
from initiatives.plan_files.organisations import read_organisations
from initiatives.plan_files.plans import read_plan
from initiatives.plan_files.problems import PlanFileError, Problem, ProblemList
from initiatives.plan_files.together import problems_between
from initiatives.plan_files.tree import parse


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """Everything that was read, in the order of the files."""

    organisations: tuple[OrganisationsFile, ...]
    plans: tuple[PlanFile, ...]


def read_files(
    paths: Iterable[tuple[Path, str]], languages: Collection[str], known_organisations: Collection[str]
) -> PlanFiles:
    """Read and check files of plans and of organisations.

    ``paths`` pairs each path with the name to show; ``languages`` are the codes that texts may be in, and
    ``known_organisations`` the slugs that may be named beside those in the files. Raises PlanFileError with all that
    is wrong in all of them.
    """
    organisations: list[OrganisationsFile] = []
    plans: list[PlanFile] = []
    problems: list[Problem] = []
    for path, shown in paths:
        try:
            content = read_file(path, shown, languages)
        except PlanFileError as error:
            problems.extend(error.problems)
        else:
            (plans if isinstance(content, PlanFile) else organisations).append(content)  # type: ignore[arg-type]
    if not problems:
        # A file that cannot be read would make its organisations look unknown.
        problems.extend(problems_between(organisations, plans, set(known_organisations)))
    if problems:
        raise PlanFileError(problems)
    return PlanFiles(tuple(organisations), tuple(plans))


def read_file(path: Path, shown: str, languages: Collection[str]) -> PlanFile | OrganisationsFile:
    """Read and check one file, which tells by its first field what it holds. Raises PlanFileError."""
    problems = ProblemList(shown)
    root = parse(open_text(path, problems), problems)
    if not isinstance(root, Mapping) or not {"plan", "organisations"} & root.entries.keys():
        mend = _("Begin the file with “plan:” or “organisations:”.")
        raise problems.stop(root.line, _("The file holds neither a plan nor organisations."), mend)
    content: PlanFile | OrganisationsFile
    if "plan" in root.entries:
        fields = Fields(root, problems, tuple(languages))
        plan = fields.one("plan")
        fields.finish()
        if plan is None:
            raise PlanFileError(problems.found)
        content = read_plan(plan, shown)
    else:
        content = read_organisations(Fields(root, problems, tuple(languages)), shown)
    problems.raise_any()
    return content
