"""A program that uses the REST interface as docs/api.md says: with a token, with keys, and patient with a server."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any

UPDATES = "/api/v1/status-updates/"
SECONDS_TO_ANSWER = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    def json(self) -> Any:
        """Return the content."""
        return json.loads(self.body)


class Program:
    """Speaks over one connection that it keeps; for one thread alone."""

    def __init__(self, port: int, token: str = "", cookie: str = "", language: str = "en") -> None:
        self._port = port
        self._headers = {"Accept-Language": language, "Accept": "*/*"}
        self._headers |= {"Authorization": f"Token {token}"} if token else {}
        self._headers |= {"Cookie": cookie} if cookie else {}
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, content: Any = None, **headers: str) -> Answer:
        """Return the answer. Raises OSError or http.client.HTTPException where none came."""
        sent = {**self._headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        body = None
        if content is not None:
            body = json.dumps(content)
            sent["Content-Type"] = "application/json"
        begun = time.monotonic()
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS_TO_ANSWER)
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
            read = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        known = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, known, read, time.monotonic() - begun)

    def get(self, path: str) -> Answer:
        """Read."""
        return self.ask("GET", path)

    def report(self, deadline: str, note: str) -> Answer:
        """Record a report under a key of its own: the note, which nobody else writes."""
        report = {"deadline": deadline, "status": "in_progress", "delay_reason": "capacity", "forecast": "2199"}
        return self.ask("POST", UPDATES, {**report, "note": note}, Idempotency_Key=note.replace(" ", "-"))

    def report_in_the_end(self, deadline: str, note: str, until: float) -> int:
        """Send the same report until it is acknowledged; return how often it was sent.

        Raises TimeoutError at ``until``, on the monotonic clock, and ValueError for any answer but 201 and 503.
        """
        times = 0
        while time.monotonic() < until:
            times += 1
            try:
                answer = self.report(deadline, note)
            except (OSError, http.client.HTTPException):
                answer = None
            if answer is not None and answer.status == 201:
                return times
            if answer is not None and answer.status != 503:
                raise ValueError(f"{answer.status}: {answer.body[:500]!r}")
            time.sleep(0.1)
        raise TimeoutError(f"{note} was not acknowledged after {times} times.")

    def healthz(self) -> int:
        """Return the status of the address that supervisors ask; 0 where nothing answers."""
        try:
            return self.get("/healthz").status
        except (OSError, http.client.HTTPException):
            return 0

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
