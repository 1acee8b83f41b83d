"""Reports made in every format, in memory."""

from io import BytesIO

from initiatives.queries.actors import system_actor
from initiatives.reports.making import REPORT_FORMATS, make_report
from tests.reports.progress.scene import definition


def made(format_name, **asked):
    """Return the bytes of a report."""
    stream = BytesIO()
    make_report(definition(**asked), system_actor("test"), format_name, stream)
    return stream.getvalue()


def made_in_all_formats(**asked):
    """Return the bytes of a report by the name of the format."""
    return {name: made(name, **asked) for name in REPORT_FORMATS}
