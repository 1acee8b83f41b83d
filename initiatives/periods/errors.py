"""The one error of the period type."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext

SHOWN_LENGTH = 60


class PeriodError(ValueError):
    """A text or a set of numbers that names no period.

    `text` is what was refused, whole and unchanged; `problem` says what is wrong with it and `mend` what to write
    instead. Both are translated when they are shown, so that each reader meets them in their own language.
    """

    def __init__(self, text: str, problem: str | Promise, mend: str | Promise) -> None:
        super().__init__(text, problem, mend)
        self.text = text
        self.problem = problem
        self.mend = mend

    def __str__(self) -> str:
        """The whole sentence in the active language, with the refused text made printable and cut to a line."""
        shown = "".join(
            character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
            for character in self.text[:SHOWN_LENGTH]
        )
        if len(self.text) > SHOWN_LENGTH:
            shown += "…"
        return gettext('"%(text)s" is not a period: %(problem)s. %(mend)s') % {
            "text": shown,
            "problem": self.problem,
            "mend": self.mend,
        }
