"""PDF, tagged for screen readers (PDF/UA-1), laid out by Typst from a template that holds no words."""

from initiatives.reports.writers.pdf.writing import write_pdf

__all__ = ["write_pdf"]
