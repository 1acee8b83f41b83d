"""What the tests of the pages share: people with roles, a deadline, and forms filled in."""

import pytest

from tests.people import (  # noqa: F401 (fixtures are found by name)
    _english,
    contributor,
    deadline,
    editor,
    filled,
    ministry,
    plan,
    sign_in,
    text_of,
)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Passwords that are kept well take a second to check, on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
