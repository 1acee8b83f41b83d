"""Addresses whose views fail in a chosen way, beside the real ones."""

import errno

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import UnreadablePostError
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from tracker import urls

FAULTS = {
    "fault": ZeroDivisionError("division by zero"),
    "database": OperationalError("connection refused"),
    "connection": InterfaceError("connection already closed"),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "file": OSError(errno.ENOENT, "No such file"),
    "constraint": IntegrityError("UNIQUE constraint failed"),
    "suspicious": SuspiciousOperation("a secret reason"),
    "bad": BadRequest("a secret reason"),
    "denied": PermissionDenied("a secret reason"),
    "cut-off": UnreadablePostError("error during read"),
}


class Faulty(APIView):
    permission_classes = [AllowAny]
    throttle_classes = []

    def get(self, request, name):
        raise FAULTS[name]


def faulty_page(request, name):
    raise FAULTS[name]


urlpatterns = [
    path("api/faulty/<slug:name>/", Faulty.as_view()),
    path("api/page/<slug:name>/", faulty_page),
    path("page/<slug:name>/", faulty_page),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
