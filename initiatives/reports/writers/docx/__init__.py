"""Word: real styles from a template that a ministry can replace with its own, repeating heads, pictures with texts."""

from initiatives.reports.writers.docx.template import TemplateRefused
from initiatives.reports.writers.docx.writing import write_docx

__all__ = ["TemplateRefused", "write_docx"]
