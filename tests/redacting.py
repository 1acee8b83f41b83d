"""A redaction with both its persons, for tests that are about what is left after it."""

from dataclasses import replace

from initiatives.services.redaction import decide_redaction, request_redaction


def redact(*, by, approved_by, row, fields, reason):
    """Let one person ask and the other agree, and return the row as it now reads."""
    request = request_redaction(by=by, row=row, fields=fields, reason=reason)
    decide_redaction(by=replace(by, actor=approved_by), request=request, approve=True)
    row.refresh_from_db()
    return row
