"""The template that the Word report is made from: ours, or a ministry's own with the same styles."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError

from initiatives.exceptions import InitiativesError

OURS = Path(__file__).with_name("template.docx")
STYLES = (
    *("Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet", "Normal"),
    *("Report Lead", "Report Intro", "Report Notice", "Report Table Text", "Report Table Head"),
    *(
        "Report Pair",
        "Report Key Number",
        "Report Contents",
        "Report Strong",
        "Report Muted",
        "Report Alert",
        "Report Link",
    ),
)


class TemplateRefused(InitiativesError, ValueError):
    """The template cannot be used; the message names it and what is missing."""


def opened_template(path: Path | None = None) -> Any:
    """Return the template as a document to fill. ``path``: an own template; None stands for ours.

    Raises TemplateRefused when it cannot be read as a Word file or lacks one of ``STYLES``.
    """
    path = path or OURS
    try:
        document = docx.Document(str(path))
    except (OSError, ValueError, KeyError, BadZipFile, PackageNotFoundError) as error:
        raise TemplateRefused(_("The Word template %(path)s cannot be read.") % {"path": path}) from error
    present = {style.name for style in document.styles}
    if missing := [name for name in STYLES if name not in present]:
        raise TemplateRefused(
            _("The Word template %(path)s lacks the styles: %(styles)s.") % {"path": path, "styles": ", ".join(missing)}
        )
    return document


def fill_placeholders(document: Any, values: dict[str, str]) -> None:
    """Put the values in the place of ``{title}`` and the like in every header and footer."""
    for section in document.sections:
        for frame in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if frame.is_linked_to_previous:
                continue
            for paragraph in frame.paragraphs:
                for run in paragraph.runs:
                    for name, value in values.items():
                        if f"{{{name}}}" in run.text:
                            run.text = run.text.replace(f"{{{name}}}", value)
