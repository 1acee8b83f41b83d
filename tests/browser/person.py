"""Somebody in front of a browser: signed in, in a language, on a screen; what they press is counted."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.pages import REFUSED, address_of

CLICKS = Path(__file__).with_name("clicks.js")
VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  window.tellViolation(`${event.violatedDirective}: ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""
LOCALES = {"da": "da-DK", "en": "en-GB"}
MILLISECONDS_TO_WAIT = 8_000


class Person:
    """A visitor with a browser of their own. ``role`` None is somebody who has not signed in.

    ``pressed`` lists what was pressed so far; ``wrong`` what the browser complained of: errors of scripts, violations
    of the content security policy, requests to other servers, and answers that say that something broke.
    """

    def __init__(self, new_context, installation, role, language="da", *, width=1280, javascript=True, **context):
        self.installation = installation
        self.role, self.language = role, language
        self.pressed: list[str] = []
        self.wrong: list[str] = []
        self.context = new_context(
            base_url=installation.address,
            viewport={"width": width, "height": 900},
            locale=LOCALES[language],
            java_script_enabled=javascript,
            **context,
        )
        self.context.set_default_timeout(MILLISECONDS_TO_WAIT)
        cookies = {"django_language": language}
        if role is not None:
            cookies["sessionid"] = installation.facts["sessions"][role]
        self.context.add_cookies(
            [{"name": name, "value": value, "url": installation.address} for name, value in cookies.items()]
        )
        if javascript:
            self.context.expose_binding("countClick", lambda _source, what: self.pressed.append(what))
            self.context.expose_binding("tellViolation", lambda _source, what: self.wrong.append(what))
            self.context.add_init_script(VIOLATIONS)
            self.context.add_init_script(path=CLICKS)
        self.context.on("weberror", lambda problem: self.wrong.append(f"script: {problem.error}"))
        self.context.on("request", self._stays_here)
        self.context.on("response", self._is_no_failure)
        self.page = self.context.new_page()

    def visit(self, name: str):
        """Go to a page by its name in the tables of pages, and return the answer."""
        return self.page.goto(address_of(name, self.installation))

    def expects(self, name: str) -> int:
        """Return the status with which the page has to answer: administrators have no role in the content."""
        without_role = self.role == "administrator" and name == "home"
        return 403 if without_role else REFUSED.get(name, 200)

    def row_of(self, deadline: str):
        """Return the row of a list in which this deadline, by its short name, can be updated."""
        way_in = self.page.locator(f"a[href^='/deadlines/{self.installation.facts['ids'][deadline]}/update/']")
        return self.page.locator("main tr", has=way_in)

    def resize(self, width: int) -> None:
        """Go on with a screen of another width."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def _stays_here(self, request) -> None:
        ours = request.url.startswith(f"{self.installation.address}/")
        if not ours and urlsplit(request.url).scheme not in {"data", "blob"}:
            self.wrong.append(f"request to another server: {request.url}")

    def _is_no_failure(self, response) -> None:
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            self.wrong.append(f"{response.status}: {response.url}")
