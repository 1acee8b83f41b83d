"""The description of the interface, drawn from the viewsets: what each address takes and gives, refusals included."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from initiatives.api import idempotency
from initiatives.api.examples import EXAMPLES
from initiatives.api.parameters import (
    LANGUAGE_PARAMETER,
    PAGING_PARAMETERS,
    STANDPOINT_PARAMETERS,
    filter_parameters,
    request_header,
    response_header,
)
from initiatives.api.problems import PROBLEM_TYPE, Kind, ProblemSerializer
from initiatives.api.renderers import MEDIA_TYPE
from initiatives.api.serializers.base import PeriodSerializer, StoredPeriod
from initiatives.api.serializers.deadline import DeadlineSerializer
from initiatives.reports.formats import FORMATS

ALWAYS = (400, 401, 403, 406, 429, 500, 503)
REFUSALS = {
    "list": ALWAYS,
    "retrieve": (*ALWAYS, 404),
    "create": (*ALWAYS, 409, 412, 413, 415, 422, 428),
    "partial_update": (*ALWAYS, 404, 409, 412, 413, 415, 428),
    "destroy": (*ALWAYS, 404, 409, 412, 428),
}
SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read one {one}",
    "create": "Write a new {one}",
    "partial_update": "Change one {one}",
    "destroy": "Remove one {one}",
}


class DocumentedSchema(AutoSchema):
    """Reads what a viewset says of itself: its serializers, its filters and its name."""

    view: Any

    def get_operation_id(self) -> str:
        """Return a name for the operation, such as "status_updates_list"."""
        return f"{self.view.resource.replace('-', '_')}s_{self.view.action}"

    def get_summary(self) -> str:
        """Return what the operation does, in a few words."""
        one = self.view.resource.replace("-", " ")
        return SUMMARIES[self.view.action].format(one=one, many=f"{one}s")

    def get_request_serializer(self) -> Any:
        """Return the serializer of what is written."""
        serializers = {"create": self.view.create_serializer, "partial_update": self.view.change_serializer}
        return serializers.get(self.view.action)

    def get_response_serializers(self) -> Any:
        """Return what is answered, by status and media type."""
        action = self.view.action
        answers: dict[Any, Any] = {}
        if action == "list":
            answers[200, MEDIA_TYPE] = self._page()
            content_types = {file_format.content_type.partition(";")[0] for file_format in FORMATS.values()}
            for content_type in sorted(content_types):
                answers[200, content_type] = OpenApiTypes.BINARY if "sheet" in content_type else OpenApiTypes.STR
        elif action == "destroy":
            answers[204] = None
        else:
            status = 201 if action == "create" else 200
            answers[status, MEDIA_TYPE] = self._recorded() if self._is_log_write() else self.view.read_serializer
        if action == "retrieve" and self.view.has_versions:
            answers[304] = OpenApiResponse(description="The answer is the one whose ETag came in If-None-Match.")
        for status in REFUSALS[action]:
            answers[status, PROBLEM_TYPE] = refusal(status)
        return dict(sorted(answers.items(), key=lambda answer: str(answer[0])))

    def get_override_parameters(self) -> list[Any]:
        """Return what stands in addresses and headers."""
        action = self.view.action
        parameters = {
            "list": [*filter_parameters(self.view.filterset), *STANDPOINT_PARAMETERS, *PAGING_PARAMETERS],
            "retrieve": [*STANDPOINT_PARAMETERS],
        }.get(action, [LANGUAGE_PARAMETER])
        if action != "list" and action != "create":
            parameters.append(self._name_parameter())
        return [*parameters, *self._header_parameters(action)]

    def get_examples(self) -> list[OpenApiExample]:
        """Return examples of what is written and of what is answered."""
        return EXAMPLES.get((self.view.resource, self.view.action), [])

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """Return the name of a shape; a period that is stored is a period like any other."""
        return super().get_serializer_name(_plain(serializer), direction)

    def get_serializer_identity(self, serializer: Any, direction: Any) -> Any:
        """Return what tells shapes apart that have the same name."""
        return super().get_serializer_identity(_plain(serializer), direction)

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Say no: a page is an object, described as one."""
        return False

    def _is_log_write(self) -> bool:
        return self.view.action == "create" and hasattr(self.view, "row_name")

    def _header_parameters(self, action: str) -> list[OpenApiParameter]:
        versions = self.view.has_versions
        headers = [
            response_header("Retry-After", "Seconds after which it may be tried again.", 429, 503),
            response_header("WWW-Authenticate", "How to sign in.", 401),
        ]
        if action == "create":
            repetition = "Makes a repetition harmless, for seven days."
            headers.append(request_header(idempotency.HEADER, repetition, pattern=idempotency.FORM_OF_A_KEY.pattern))
            headers.append(response_header("Idempotency-Replayed", "“true” where the answer is an earlier one.", 201))
            headers.append(response_header("Location", "The address of what was made.", 201))
            if not versions:
                required = self.view.resource == "deadline-change"
                headers.append(request_header("If-Match", "The version of the deadline.", required=required))
        if action in ("partial_update", "destroy"):
            headers.append(request_header("If-Match", "The ETag or the version that was read.", required=True))
        if action == "retrieve" and versions:
            headers.append(request_header("If-None-Match", "The ETag of the answer that is held already."))
        if versions and action != "destroy" and action != "list":
            headers.append(response_header("ETag", "Version, standpoint and content of the answer.", 200, 201, 304))
        return headers

    def _name_parameter(self) -> OpenApiParameter:
        return OpenApiParameter(
            self.view.lookup_field,
            {"type": "string", "pattern": f"^(?:{self.view.lookup_value_regex})$"},
            OpenApiParameter.PATH,
            required=True,
            description=self.view.lookup_explanation,
        )

    def _page(self) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "How many there are; only with `count=1`."},
                "next": {**link, "description": "The next page; null on the last one."},
                "previous": {**link, "description": "The page before; null on the first one."},
                "results": {"type": "array", "items": self._reference(self.view.read_serializer)},
            },
        }

    def _recorded(self) -> dict[str, Any]:
        return {
            "type": "object",
            "required": [self.view.row_name, "deadline"],
            "properties": {
                self.view.row_name: self._reference(self.view.read_serializer),
                "deadline": self._reference(DeadlineSerializer),
            },
        }

    def _reference(self, serializer: Any) -> dict[str, Any]:
        return dict(self.resolve_serializer(serializer, "response").ref)


def _plain(serializer: Any) -> Any:
    return PeriodSerializer() if isinstance(serializer, StoredPeriod) else serializer


def refusal(status: int) -> OpenApiResponse:
    """Return how a refusal with this status is described, with an example of each kind."""
    kinds = [kind for kind in Kind if kind.status == status]
    return OpenApiResponse(
        ProblemSerializer,
        description="; ".join(str(kind.title) for kind in kinds) + ".",
        examples=[
            OpenApiExample(
                kind.code,
                {"type": kind.uri, "title": str(kind.title), "status": kind.status, "detail": str(kind.title)},
                media_type=PROBLEM_TYPE,
                status_codes=[str(status)],
                response_only=True,
            )
            for kind in kinds
        ],
    )


class TokenAuthenticationExtension(OpenApiAuthenticationExtension):
    """Describes how a token is sent."""

    target_class = "initiatives.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Return the description of the header."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token tiltag_…`, made by the command `create_api_token`.",
        }
