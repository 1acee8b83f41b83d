"""The addresses of the installation, and some below which things go wrong."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path

from tracker.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tracker.urls import urlpatterns as installed


def fail(request):
    raise RuntimeError("A fault of ours.")


def out_of_reach(request):
    raise OperationalError("The database does not answer.")


def refuse(request):
    raise PermissionDenied


urlpatterns = [
    path("faulty/fault", fail),
    path("faulty/out-of-reach", out_of_reach),
    path("faulty/refused", refuse),
    *installed,
]
