"""HTML: the canonical form. As markup for a page of the site, or as a file that needs nothing else."""

from initiatives.reports.writers.html.markup import markup_of
from initiatives.reports.writers.html.writing import write_html

__all__ = ["markup_of", "write_html"]
