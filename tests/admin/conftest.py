"""What the tests of the admin share: the people and forms of all pages, and the addresses of the admin."""

from django.urls import reverse

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


def page(thing, name="change", *arguments):
    """Return the address of a page about a thing."""
    return reverse(f"admin:initiatives_{thing._meta.model_name}_{name}", args=[thing.public_id, *arguments])


def list_page(model_name):
    """Return the address of a list."""
    return reverse(f"admin:initiatives_{model_name}_changelist")
