"""The table of doors: for every route its addresses, who may read there, and who may write what.

A route that is missing here fails a test. An entry is a list of ``Door``: one that leads to something open, and, where
the route leads to things, one to a thing that is hidden.
"""

from tests.doors.accounts import ACCOUNT_ROUTES
from tests.doors.admin import ADMIN_ROUTES
from tests.doors.api import API_ROUTES
from tests.doors.pages import PAGE_ROUTES

TABLE = {**ACCOUNT_ROUTES, **PAGE_ROUTES, **ADMIN_ROUTES, **API_ROUTES}
