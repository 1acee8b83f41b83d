"""Brings plan files into the record, as often as one likes: what is new is added, what a person changed is left alone.

``leaves`` decides field by field who had the last word, ``columns`` turns entries into columns, ``organisations``,
``plans`` and ``details`` walk through a file, ``outcome`` is what is told about it.
"""

from initiatives.services.loading.loader import load_files
from initiatives.services.loading.outcome import Outcome

__all__ = ["Outcome", "load_files"]
