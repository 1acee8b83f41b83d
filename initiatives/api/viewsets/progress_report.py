"""The progress report: what a page makes of it, for programs, in all its formats. Each report made is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from initiatives.api import etags
from initiatives.api.authors import author_of
from initiatives.api.moments import LANGUAGE, STANDPOINT_PARAMETERS, check_parameters, speak, standpoint_of
from initiatives.api.parameters import DAY, query, request_header, response_header
from initiatives.api.parameters import STANDPOINT_PARAMETERS as STANDPOINT_DESCRIBED
from initiatives.api.problems import PROBLEM_TYPE, unavailable
from initiatives.api.schema import ALWAYS, refusal
from initiatives.api.throttling import EXPORT
from initiatives.clocks import ClockError, Moment
from initiatives.exceptions import FilterError
from initiatives.filters.fields import Days, Words
from initiatives.models import MadeReport
from initiatives.presentation.parameters import once
from initiatives.presentation.report_making import ask_for_report, make_waiting_report, refuse_what_takes_long
from initiatives.reports.columns import COLUMNS
from initiatives.reports.making import REPORT_FORMATS, report_cover
from initiatives.reports.progress.definition import ALL_SECTIONS, Audience, Definition
from initiatives.reports.progress.gathering import ReportRefused, report_deadlines
from initiatives.reports.writers.csvw import csvw_bytes

PLAN, SINCE, SECTIONS, ORGANISATION, AUDIENCE, FORMAT = (
    *("plan", "since", "sections", "organisation", "audience", "format"),
)
OWN_PARAMETERS = (PLAN, SINCE, SECTIONS, ORGANISATION, AUDIENCE, FORMAT)
DESCRIPTION = "csvw"
FORMATS = (*REPORT_FORMATS, DESCRIPTION)
DESCRIPTION_TYPE = "application/csvm+json"


def _format_described() -> str:
    limits = [f"`{each.name}` {each.most_while_waiting}" for each in REPORT_FORMATS.values() if not each.holds_any_size]
    return (
        "`csvw` describes the columns of `csv`. A format is refused of more deadlines than these, unless it was made "
        f"before: {', '.join(limits)}."
    )


class ProgressReportSchema(AutoSchema):
    """Describes the one operation of the report."""

    def get_operation_id(self) -> str:
        """Return the name of the operation."""
        return "progress_report"

    def get_summary(self) -> str:
        """Return what the operation does, in a few words."""
        return "Fetch the progress report"

    def get_response_serializers(self) -> Any:
        """Return what is answered, by status and media type."""
        answers: dict[Any, Any] = {}
        for report_format in REPORT_FORMATS.values():
            media_type = report_format.content_type.partition(";")[0]
            is_text = media_type.startswith("text/")
            shape: Any = OpenApiTypes.OBJECT if report_format.name == "json" else OpenApiTypes.BINARY
            answers[200, media_type] = OpenApiTypes.STR if is_text else shape
        answers[200, DESCRIPTION_TYPE] = OpenApiTypes.OBJECT
        answers[304] = OpenApiResponse(description="The file is the one whose ETag came in If-None-Match.")
        for status in ALWAYS:
            answers[status, PROBLEM_TYPE] = refusal(status)
        return dict(sorted(answers.items(), key=lambda answer: str(answer[0])))

    def get_override_parameters(self) -> list[Any]:
        """Return what stands in the address and the headers."""
        several = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        sections = {"type": "array", "items": {"type": "string", "enum": list(ALL_SECTIONS)}}
        return [
            OpenApiParameter(
                PLAN,
                several,
                OpenApiParameter.QUERY,
                required=True,
                style="form",
                explode=True,
                description="The slugs of the plans, in the order of the report.",
            ),
            *(each for each in STANDPOINT_DESCRIBED if each.name != LANGUAGE),
            query(LANGUAGE, {"type": "string", "enum": list(dict(settings.LANGUAGES))}, "The language of the report."),
            query(SINCE, DAY, "The earlier day that is compared with."),
            query(ORGANISATION, {"type": "string"}, "Only what this body, or one below it, leads or helps with."),
            OpenApiParameter(
                SECTIONS,
                sections,
                OpenApiParameter.QUERY,
                style="form",
                explode=True,
                description="Only these parts; all unless they are given.",
            ),
            query(AUDIENCE, {"type": "string", "enum": list(Audience.values)}, "`internal` has internal notes."),
            query(FORMAT, {"type": "string", "enum": list(FORMATS)}, _format_described()),
            request_header("If-None-Match", "The ETag of the file that is held already."),
            response_header("ETag", "The SHA-256 of the kept file.", 200, 304),
            response_header("Link", "The same report for ever; the description of a CSV file.", 200, 304),
            response_header("Retry-After", "Seconds after which it may be tried again.", 429, 503),
            response_header("WWW-Authenticate", "How to sign in.", 401),
        ]


class ProgressReportView(APIView):
    """The progress report of plans on a day, in one format: equal for ever for one address with a pinned instant."""

    schema = ProgressReportSchema()
    counts_as = EXPORT
    http_method_names = ["get", "head"]

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        """Speak the language of the address, and let in who may come in."""
        speak(request)
        super().initial(request, *arguments, **options)

    def get(self, request: Request) -> HttpResponseBase:
        """Make the report, or take it from those that were made, and send its file."""
        check_parameters(request, {*STANDPOINT_PARAMETERS, *OWN_PARAMETERS})
        name = _given(request, FORMAT, "json")
        if name not in FORMATS:
            raise FilterError({FORMAT: [_("Choose one of: %s.") % ", ".join(FORMATS)]})
        definition = _definition(request)
        links = _links(request, definition, name)
        by = author_of(request)
        try:
            if name == DESCRIPTION:
                report_deadlines(definition, by.actor)
                return _description(request, definition, links)
            refuse_what_takes_long(definition, name, by.actor)
            report, _is_new = ask_for_report(definition, name, by)
        except ReportRefused as refused:
            raise FilterError({refused.parameter: [str(refused)]}) from refused
        if report.is_under_way:
            report = make_waiting_report(report, timezone.now)
        if report.is_under_way or (not report.is_ready and not report.failure):
            return unavailable(_("The report is being made. Ask again in a while.")).response()
        if not report.is_ready:
            raise FilterError({FORMAT: [report.failure]})
        return _sent(request, report, links)


def _definition(request: Request) -> Definition:
    parameters = request.query_params
    standpoint = standpoint_of(request)
    if standpoint.language not in dict(settings.LANGUAGES):
        raise FilterError({"lang": [_("Choose one of: %s.") % ", ".join(dict(settings.LANGUAGES))]})
    plans = _words(PLAN, parameters.getlist(PLAN))
    if not plans or "" in plans:
        raise FilterError({PLAN: [_("Choose at least one plan.")]})
    sections = parameters.getlist(SECTIONS)
    for section in sections:
        if section not in ALL_SECTIONS:
            raise FilterError({SECTIONS: [_("Choose one of: %s.") % ", ".join(ALL_SECTIONS)]})
    audience = _given(request, AUDIENCE, Audience.PUBLIC.value)
    if audience not in Audience.values:
        raise FilterError({AUDIENCE: [_("Choose one of: %s.") % ", ".join(Audience.values)]})
    return Definition(
        plans=tuple(dict.fromkeys(plans)),
        as_of=standpoint.moment.as_of,
        known=standpoint.moment.known,
        since=_since(request),
        sections=tuple(section for section in ALL_SECTIONS if not sections or section in sections),
        organisation="".join(_words(ORGANISATION, [once(parameters, ORGANISATION) or ""])),
        audience=audience,
        language=standpoint.language,
    )


def _words(name: str, values: list[str]) -> list[str]:
    """Return values that a database takes. Raises FilterError for others, and for unreasonably many."""
    try:
        return Words(required=False).clean(values)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise FilterError({name: list(error.messages)}) from error


def _given(request: Request, name: str, usual: str) -> str:
    value = once(request.query_params, name)
    return usual if value is None else value


def _since(request: Request) -> date | None:
    text = once(request.query_params, SINCE)
    if text is None:
        return None
    try:
        (day,) = Days().clean([text])
        return Moment.resolve(now=author_of(request).now, as_of=day).as_of
    except ValidationError as error:
        raise FilterError({SINCE: list(error.messages)}) from error
    except ClockError as error:
        raise FilterError({SINCE: [str(error)]}) from error


def _address(request: Request, definition: Definition, name: str) -> str:
    """Return the address that gives the same bytes for ever: its instant is pinned."""
    asked: dict[str, Any] = {
        PLAN: list(definition.plans),
        "as_of": definition.as_of.isoformat(),
        "known": definition.known.isoformat(),
        "lang": definition.language,
        AUDIENCE: definition.audience,
        SECTIONS: list(definition.sections) if definition.sections != ALL_SECTIONS else [],
        SINCE: [definition.since.isoformat()] if definition.since is not None else [],
        ORGANISATION: [definition.organisation] if definition.organisation else [],
        FORMAT: name,
    }
    return request.build_absolute_uri(f"{reverse('initiatives-api:progress-report')}?{urlencode(asked, doseq=True)}")


def _links(request: Request, definition: Definition, name: str) -> str:
    """Return the Link header: the pinned address, and that of the description of a CSV file."""
    links = [f'<{_address(request, definition, name)}>; rel="canonical"']
    if name == "csv":
        links.append(f'<{_address(request, definition, DESCRIPTION)}>; rel="describedby"; type="{DESCRIPTION_TYPE}"')
    return ", ".join(links)


def _description(request: Request, definition: Definition, links: str) -> HttpResponse:
    with override(definition.language):
        body = csvw_bytes(report_cover(definition), COLUMNS, _address(request, definition, "csv"))
    return HttpResponse(body, content_type=DESCRIPTION_TYPE, headers={"Link": links})


def _sent(request: Request, report: MadeReport, links: str) -> HttpResponseBase:
    tag = f'"{report.sha256}"'
    headers = {"ETag": tag, "Link": links, "Cache-Control": "private, no-cache"}
    if etags.is_known_to(request, tag):
        return HttpResponse(status=304, headers=headers)
    return FileResponse(
        report.opened(),
        as_attachment=True,
        filename=report.file_name,
        content_type=report.content_type,
        headers=headers,
    )
