"""The refusals that only this interface knows; those of the domain stand in ``initiatives.exceptions``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException


class BodyTooLarge(APIException):
    """The body of the request is longer than is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The body of the request is too large.")
    default_code = "too_large"


class PreconditionRequired(APIException):
    """A change must name the version that it is a change of."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = _(
        'Send If-Match with the ETag or the version that you have read, such as If-Match: "3", so that nobody\'s '
        "change is lost."
    )
    default_code = "precondition_required"


class PreconditionFailed(APIException):
    """The version that a change names is not the one that stands."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("If-Match names no version that stands. Read the thing again, then repeat the change.")
    default_code = "stale"
