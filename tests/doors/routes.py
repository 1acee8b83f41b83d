"""Every route of the installation, from the URL resolver, under the name that the table of doors has for it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[str]:
    """Yield the name of each route with its namespace; its pattern where it has no name."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(patterns, path, namespace) -> Iterator[str]:
    for each in patterns:
        here = f"{path}{each.pattern}"
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _below(each.url_patterns, here, inner)
        elif isinstance(each, URLPattern):
            yield f"{namespace}{each.name}" if each.name else here
