"""What all resources share: reading lists and single things from a standpoint, and answering writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from initiatives.api import etags, finding
from initiatives.api.authors import author_of
from initiatives.api.exports import exported_list, requested_format
from initiatives.api.idempotency import answered
from initiatives.api.moments import (
    LANGUAGE,
    STANDPOINT_PARAMETERS,
    Standpoint,
    check_parameters,
    language_of,
    present_standpoint,
    refuse_empty,
    speak,
    standpoint_of,
)
from initiatives.api.pagination import PAGE_PARAMETERS, page_of
from initiatives.api.parsers import refuse_chunks
from initiatives.api.renderers import json_bytes
from initiatives.api.serializers.base import WriteSerializer
from initiatives.api.source_texts import without_translations
from initiatives.filters.strict import StrictFilterSet
from initiatives.presentation.files import FORMAT
from initiatives.queries.visible import visible_plans
from initiatives.services.authorship import Author
from initiatives.services.idempotency import Answer

METHODS = ["get", "head", "post", "patch", "delete"]
Serializer = type[Any]


class ApiViewSet(ViewSet):
    """A resource. ``resource`` is its name in addresses; the serializers say what is read and what may be written.

    ``has_versions``: its things can change, and carry an ETag.
    """

    resource: ClassVar[str]
    http_method_names = METHODS
    lookup_field = "id"
    lookup_value_regex = finding.UUID_PATTERN
    lookup_explanation: ClassVar[str] = "The public id."
    has_versions: ClassVar[bool] = True
    read_serializer: ClassVar[Serializer]
    create_serializer: ClassVar[type[WriteSerializer] | None] = None
    change_serializer: ClassVar[type[WriteSerializer] | None] = None

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        """Speak the language of the address, let in who may come in, and see that the body can be read."""
        speak(request)
        super().initial(request, *arguments, **options)
        refuse_chunks(request)

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **options: Any) -> Any:
        """Keep answers out of caches that others use; a browser's own asks again with the ETag."""
        answer = super().finalize_response(request, response, *arguments, **options)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer

    def content_of(
        self, request: Request, serializer: type[WriteSerializer] | None, *, partial: bool = False
    ) -> dict[str, Any]:
        """Return what the body says, checked for its form. Raises ValidationError by field."""
        assert serializer is not None  # noqa: S101 (only resources that are written have this method called)
        checked = serializer(data=request.data, partial=partial, context={"request": request})
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)

    def tagged(self, request: Request, data: dict[str, Any], standpoint: Standpoint) -> HttpResponseBase:
        """Return one thing with its ETag, or 304 to a reader who holds this very answer."""
        tag = etags.tag_of(data["version"], standpoint, data)
        if request.method in ("GET", "HEAD") and etags.is_known_to(request, tag):
            return HttpResponse(status=304, headers={"ETag": tag})
        return Response(data, headers={"ETag": tag})


class Reads(ApiViewSet):
    """Lists and single things, as they are known at a moment.

    ``read`` gives them by their database ids; ``filterset`` narrows the list; ``order`` sorts it, ending with the id.
    """

    model: ClassVar[type[Model]]
    filterset: ClassVar[type[StrictFilterSet]]
    order: ClassVar[tuple[str, ...]]

    @staticmethod
    def read(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
        """Return what is read of the things with these database ids, in their order."""
        raise NotImplementedError

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the rows that the reader sees, as known at the moment."""
        raise NotImplementedError

    def named_q(self, name: str) -> Q:
        """Return the condition for the thing that an address names."""
        return finding.named_q(name)

    def filter_options(self, standpoint: Standpoint, author: Author) -> dict[str, Any]:
        """Return what the filter set must know beside the parameters: by default, which plans may be named."""
        return {"plans": visible_plans(author.actor, standpoint.moment)}

    def list(self, request: Request) -> HttpResponseBase:
        """Return a page of what the filters leave, or with ``format`` all of it as a file."""
        refuse_empty(request)
        standpoint, author = standpoint_of(request), author_of(request)
        file_format = requested_format(request)
        paging = () if file_format else PAGE_PARAMETERS
        rows = self.filterset(
            request.query_params,
            self.seen(standpoint, author).order_by(*self.order),
            also_allowed={*STANDPOINT_PARAMETERS, *paging, FORMAT},
            **self.filter_options(standpoint, author),
        ).qs
        if file_format:
            return exported_list(
                request,
                rows,
                read=self.read,
                serializer=self.read_serializer,
                standpoint=standpoint,
                file_format=file_format,
            )
        page = page_of(request, rows)
        return Response(page.envelope(self.read(page.keys, standpoint, request)))

    def retrieve(self, request: Request, **names: str) -> HttpResponseBase:
        """Return one thing; 404 where it is not seen, or was not known at the moment."""
        check_parameters(request, STANDPOINT_PARAMETERS)
        standpoint = standpoint_of(request)
        rows = self.seen(standpoint, author_of(request)).filter(self.named_q(names[self.lookup_field]))
        key = rows.order_by().values_list("id", flat=True).first()
        found = self.read([key], standpoint, request) if key is not None else []
        if not found:
            raise Http404
        return self.shown(request, found[0], standpoint)

    def shown(self, request: Request, data: dict[str, Any], standpoint: Standpoint) -> HttpResponseBase:
        """Return the answer with one thing."""
        return self.tagged(request, data, standpoint)


class Writes(Reads):
    """Things that are created, changed and removed, each through its service."""

    def found(self, request: Request, name: str) -> Any:
        """Return the row that an address names, as it stands today. Raises Http404 where it is not seen."""
        raise NotImplementedError

    def make(self, by: Author, content: dict[str, Any]) -> Any:
        """Create a thing through its service and return it."""
        raise NotImplementedError

    def change(self, by: Author, thing: Any, expected_version: int | None, content: dict[str, Any]) -> Any:
        """Change a thing through its service and return it."""
        raise NotImplementedError

    def remove(self, by: Author, thing: Any, expected_version: int | None) -> None:
        """Remove a thing through its service."""
        raise NotImplementedError

    def create(self, request: Request) -> HttpResponse:
        """Create a thing and return it as it now stands."""
        check_parameters(request, (LANGUAGE,))
        return answered(request, lambda: self._created(request))

    def partial_update(self, request: Request, **names: str) -> HttpResponseBase:
        """Change the fields that are given and return the thing as it now stands."""
        check_parameters(request, (LANGUAGE,))
        standpoint = present_standpoint(request)
        thing = self.found(request, names[self.lookup_field])
        expected = etags.expected_version(request, thing.version)
        content = self.content_of(request, self.change_serializer, partial=True)
        # Where somebody was quicker, the service says so: what was read then is not compared with what stands now.
        if expected == thing.version:
            content = without_translations(thing, content, etags.language_read(request) or standpoint.language)
        changed = self.change(author_of(request), thing, expected, content)
        return self.tagged(request, self._now(changed, standpoint, request), standpoint)

    def destroy(self, request: Request, **names: str) -> HttpResponse:
        """Remove a thing that was never published and has no history."""
        check_parameters(request, (LANGUAGE,))
        language_of(request)
        thing = self.found(request, names[self.lookup_field])
        self.remove(author_of(request), thing, etags.expected_version(request, thing.version))
        return HttpResponse(status=204)

    def _created(self, request: Request) -> Answer:
        standpoint = present_standpoint(request)
        thing = self.make(author_of(request), self.content_of(request, self.create_serializer))
        data = self._now(thing, standpoint, request)
        headers = {"Location": data["url"], "ETag": etags.tag_of(data["version"], standpoint, data)}
        return Answer(status=201, body=json_bytes(data).decode(), headers=headers)

    def _now(self, thing: Any, standpoint: Standpoint, request: Request) -> dict[str, Any]:
        found = self.read([thing.pk], standpoint, request)
        if not found:
            raise Http404
        return found[0]
