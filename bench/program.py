"""A program that asks the product as a server does: through the whole stack, without a network."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.models import ApiToken, Membership, User
from initiatives.queries.actors import system_actor
from initiatives.services.api_tokens import create_api_token
from initiatives.services.authorship import Author
from initiatives.services.memberships import create_membership

NAME = "bench"


class Program:
    """Reads by a token, in the name of somebody who reads everything that is published."""

    def __init__(self) -> None:
        by = Author(actor=system_actor(NAME), now=timezone.now())
        user, _made = User.objects.get_or_create(username=NAME)
        if not Membership.objects.filter(user=user).exists():
            create_membership(by=by, user=user, role=MembershipRole.READER)
        ApiToken.objects.filter(user=user).delete()
        _row, self.token = create_api_token(by=by, user=user, name=NAME)
        self.server = WSGIHandler()

    def get(self, address: str, into: Any = None) -> bytes:
        """Return the body of an answer, or pass it on to a stream as it comes. Raises RuntimeError unless it is 200."""
        path, _mark, query = address.partition("?")
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Token {self.token}",
            "HTTP_ACCEPT_LANGUAGE": "da",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }

        def start(status: str, *_rest: Any) -> Any:
            said.append(status)

        response: Any = self.server(environ, start)
        body = BytesIO()
        for part in response:
            (body if into is None else into).write(part)
        response.close()
        if not said[0].startswith("200"):
            raise RuntimeError(f"{address}: {said[0]} {body.getvalue()[:500]!r}")
        return body.getvalue()
