"""Load the plans and organisations that stand as files under ``fixtures``, or in files that are named."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.management.arguments import add_language_argument, language_of
from initiatives.models import Organisation
from initiatives.plan_files import PlanFileError, read_files
from initiatives.queries.actors import system_actor
from initiatives.services.loading import Outcome, load_files

FOLDERS = ("fixtures/organisations", "fixtures/plans")
INDENT = "    "


class Command(BaseCommand):
    """``load_plans``, or ``load_plans fixtures/plans/com-2017-612.yaml``."""

    help = "Load plans and organisations from YAML files; may be repeated. fixtures/README.md describes the files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked for."""
        folders = " and ".join(FOLDERS)
        parser.add_argument("paths", nargs="*", metavar="FILE", help=f"files or folders (default: {folders})")
        add_language_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and check all files, load them, and say what was done; nothing is stored when anything is wrong."""
        with override(language_of(options["language"])):
            try:
                files = read_files(
                    [(path, _shown(path)) for path in _files(options["paths"])],
                    settings.CONTENT_LANGUAGES,
                    set(Organisation.objects.values_list("slug", flat=True)),
                )
                outcomes = load_files(actor=system_actor("load_plans"), now=timezone.now(), files=files)
            except PlanFileError as error:
                self.stderr.write(str(error), lambda text: text)
                raise CommandError(_("Nothing was loaded.")) from None
            for outcome in outcomes:
                self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.closed:
            self._write(outcome, _("the plan is archived, and nothing was loaded."))
            return
        done = []
        if outcome.added:
            done.append(_("new: %(things)s") % {"things": _counts(outcome.added.items())})
        if outcome.changed:
            done.append(_("changed: %(things)s") % {"things": _counts(outcome.changed.items())})
        self._write(outcome, "; ".join(done) + "." if done else _("nothing is new."))
        self._list(_("Left alone, because a person has edited it; the file says something else:"), outcome.left_alone)
        self._list(_("Left alone, because it is fixed once published; the file says something else:"), outcome.fixed)
        self._list(_("Left in place, though the file no longer holds it:"), outcome.gone)

    def _write(self, outcome: Outcome, text: str) -> None:
        self.stdout.write(f"{outcome.name}: {text}")

    def _list(self, heading: str, names: list[str]) -> None:
        if names:
            self.stdout.write(INDENT + heading)
            for name in names:
                self.stdout.write(INDENT * 2 + name)


def _files(named: Iterable[str]) -> list[Path]:
    """Return the files that are named, and those in the folders that are named. Raises CommandError for none."""
    paths = [Path(name) for name in named] or [Path(settings.ROOT, folder) for folder in FOLDERS]
    files = list(dict.fromkeys(file.resolve() for path in paths for file in _within(path)))
    if not files:
        raise CommandError(_("There are no files to load in: %(paths)s") % {"paths": ", ".join(map(str, paths))})
    return files


def _within(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.glob("*.yaml"))
    else:
        yield path


def _shown(path: Path) -> str:
    """Return the path as the reader knows it: from the folder that the command was started in, where it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _counts(things: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in things)
