"""What an entry of the table says of a route: where it leads, who reads there, and who writes what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.doors.visitors import CONTENT, NOBODY, OWNER, SEE_DRAFT
from tests.web.forms import _Reader

FOUND, SHOWN = frozenset({301, 302}), frozenset({200})


def _largest_form(answer, name):
    """Return what the form of a page sends, the one with the most fields; the others are its frame's."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    return max((form.sent for form in reader.forms if name in form.address or name in form.classes), key=len)


def _nothing(world):
    return []


@dataclass(frozen=True)
class Write:
    """A request that changes something when one of ``writers`` makes it.

    ``body`` gives what is sent, from the world. Where it is None the form of the page is sent, as a writer is shown
    it: ``form`` is a part of its class or address, and ``fields`` are filled in anew. ``version``: of what If-Match
    names the version. ``leads_back``: whoever may not is led back and told so.
    """

    writers: frozenset[str]
    body: Callable[[Any], dict[str, Any]] | None = None
    form: str = ""
    fields: Callable[[Any], dict[str, Any]] = lambda world: {}
    query: str = ""
    method: str = "post"
    is_json: bool = False
    leads_back: bool = False
    version: Callable[[Any], Any] | None = None
    ok: frozenset[int] = frozenset({200, 201, 204, 302})

    def content(self, address, world, writer):
        """Return what is sent; ``writer`` is a client of somebody who may write."""
        if self.body is not None:
            return self.body(world)
        shown = writer.get(address)
        assert shown.status_code == 200, (address, shown.status_code)
        return {**_largest_form(shown, self.form), **self.fields(world)}

    def headers(self, world):
        """Return the headers that go with it."""
        if self.version is None:
            return {}
        thing = self.version(world)
        if not hasattr(thing, "version"):
            return {"If-Match": '"1"'}
        return {"If-Match": f'"{type(thing).objects.values_list("version", flat=True).get(pk=thing.pk)}"'}


@dataclass(frozen=True)
class Door:
    """One address of a route. ``readers`` get one of the statuses in ``ok``.

    ``hidden``: what is behind it does not exist for whoever is no reader (404), but for those to whom it is
    ``known_to``; they, and everybody where it is not hidden, are told that they may not (403). ``free``: whoever it is
    may ask; only what is told is looked at. ``post_only``: whoever it is, only POST is answered. ``silent``: what is
    shown is the same whether or not there are hidden things.
    """

    args: Callable[[Any], list[Any]] = _nothing
    path: Callable[[Any], str] | None = None
    query: str = ""
    readers: frozenset[str] = CONTENT
    ok: frozenset[int] = SHOWN
    hidden: bool = False
    known_to: frozenset[str] = NOBODY
    silent: bool = True
    post_only: bool = False
    free: bool = False
    writes: tuple[Write, ...] = field(default=())

    def is_hidden_from(self, visitor):
        """Return whether what is behind it does not exist for a visitor."""
        return self.hidden and visitor not in self.known_to and OWNER.get(visitor) not in self.known_to

    def address(self, route, world):
        """Return where it is."""
        place = self.path(world) if self.path is not None else reverse(route, args=self.args(world))
        return f"{place}{self.query.format(w=world)}"


def hidden(args, readers, *writes, known_to=None, **options):
    """Return a door to a thing that is there for few; where some of them read it, all who see drafts know of it."""
    if known_to is None:
        known_to = SEE_DRAFT if readers and readers <= SEE_DRAFT else NOBODY
    return Door(args=args, readers=readers, hidden=True, known_to=known_to, silent=False, writes=writes, **options)


def lists(*queries, **options):
    """Return a door for each query string of a list."""
    return [Door(query=query, **options) for query in queries]


def only_written(*writes, readers=NOBODY, ok=SHOWN, **options):
    """Return a door that is there for writing."""
    return Door(readers=readers, ok=ok, writes=writes, **options)
