"""What the tests of the pages share: people with roles, a deadline, and forms filled in."""

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
