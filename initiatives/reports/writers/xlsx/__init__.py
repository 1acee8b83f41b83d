"""Excel workbooks: the rows under labels and a filter, the texts too long for a cell, and what every column means.

The workbook is written straight into its zip archive, row by row. Texts are stored as texts, so none of them is ever
read as a formula or a link, and days as real days. Whoever changes these modules opens the result in Excel.
"""

from initiatives.reports.writers.xlsx.sheet import TooManyRows
from initiatives.reports.writers.xlsx.workbook import Rows, write_workbook, write_xlsx

__all__ = ["Rows", "TooManyRows", "write_workbook", "write_xlsx"]
