"""The few errors of the domain. Edges map each of them once to an answer."""

from __future__ import annotations


class InitiativesError(Exception):
    """Base of all errors that the domain raises itself. ``str(error)`` is fit to be shown to a person."""


class NotAllowed(InitiativesError):
    """The person may not do this here."""


class Stale(InitiativesError):
    """Somebody else was quicker: the record is not the one that the writer had seen."""


class HasHistory(InitiativesError):
    """The thing cannot be removed, because the record says something about it or it was published."""


class PlanClosed(InitiativesError):
    """The plan is archived; nothing more is recorded on it."""


class KeyReused(InitiativesError):
    """A key that marks the repetition of a write came with another write."""


class KeptFileDamaged(InitiativesError):
    """The file of a report that was made is gone, or is no longer the one that was kept."""


class FilterError(InitiativesError):
    """A list was asked for by a parameter or a value that does not exist. ``errors``: what is wrong, by parameter."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(" ".join(f"{name}: {' '.join(problems)}" for name, problems in errors.items()))
