"""Plans and organisations as files: read, checked line by line, and turned into plain values. No database here.

``opening`` makes a text of a file, ``tree`` a tree of the text, ``fields`` and ``values`` read one mapping,
``plans``, ``details`` and ``organisations`` say which fields there are, ``entries`` is what comes out, and
``reading`` is the way in.
"""

from initiatives.plan_files.entries import OrganisationsFile, PlanFile
from initiatives.plan_files.problems import PlanFileError, Problem
from initiatives.plan_files.reading import PlanFiles, read_file, read_files

__all__ = ["OrganisationsFile", "PlanFile", "PlanFileError", "PlanFiles", "Problem", "read_file", "read_files"]
