"""The pages on which a report is chosen, looked at, made and fetched again."""

from initiatives.web.views.reports.choosing import Reports
from initiatives.web.views.reports.made import Description, File, MadeReportPage
from initiatives.web.views.reports.making import Make
from initiatives.web.views.reports.previewing import Preview

__all__ = ["Description", "File", "MadeReportPage", "Make", "Preview", "Reports"]
