"""The progress report: what is asked for (definition), and all that it says, gathered once and without any format."""

from initiatives.reports.progress.selection import progress_deadlines

__all__ = ["progress_deadlines"]
