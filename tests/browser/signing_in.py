"""An installation with few accounts, for tests of signing in; and a provider of single sign-on beside it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from tests.browser.cast import PASSWORD
from tests.browser.installation import Installation

VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  window.tellViolation(`${event.violatedDirective}: ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""
ACCOUNTS = f"""
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
django.setup()
from initiatives.models import Membership, Organisation, User
for name, role in (("alice", "reader"), ("bo", "administrator")):
    Membership.objects.create(user=User.objects.create_user(name, password={PASSWORD!r}, first_name=name), role=role)
Organisation.objects.create(slug="just", name="Justitsministeriet", kind="ministry", language="da")
"""
ROLES = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
django.setup()
from initiatives.models import Membership
for row in Membership.objects.order_by("id"):
    print(row.user.display_name, row.role, row.organisation.slug if row.organisation else "-", row.valid_to or "now")
"""


class SmallInstallation(Installation):
    """No plans, one organisation, and two accounts, "alice" and "bo"; ``extra`` are more variables."""

    def __init__(self, folder, **extra: str) -> None:
        super().__init__(folder, folder)
        self.environment |= {"NO_PROXY": "localhost", "no_proxy": "localhost", **extra}

    def prepare(self) -> None:
        """Make the database and the accounts."""
        self._manage("migrate", "--verbosity", "0")
        self._run("-c", ACCOUNTS)

    def start(self) -> None:
        """Serve it under the name under which browsers know passkeys."""
        super().start()
        self.address = self.address.replace("127.0.0.1", "localhost")

    def roles(self) -> list[str]:
        """Return who has which role, and until when."""
        return self._run("-c", ROLES).splitlines()


class Visitor:
    """A browser of its own on a small installation; ``wrong`` is what it complained of."""

    def __init__(self, new_context, address: str) -> None:
        self.wrong: list[str] = []
        self.context = new_context(base_url=address, locale="en-GB")
        self.context.set_default_timeout(20_000)
        self.context.expose_binding("tellViolation", lambda _source, what: self.wrong.append(what))
        self.context.add_init_script(VIOLATIONS)
        self.context.on("weberror", lambda problem: self.wrong.append(f"script: {problem.error}"))
        self.page = self.context.new_page()

    def sign_in(self, name: str) -> None:
        """Give name and password on the page that is shown."""
        self.page.locator("[name=username]").fill(name)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button.button-primary").click()

    def sign_out(self) -> None:
        """Press the button in the head of the page."""
        self.page.locator("form[action='/sign-out/'] button").click()
        self.page.locator("[name=username]").wait_for()

    def confirm(self) -> None:
        """Give the password once more."""
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button.button-primary").click()


def code_of(key: str, step: int = 0) -> str:
    """Return what an app with this key shows now, or ``step`` half minutes later (RFC 6238)."""
    counter = int(time.time()) // 30 + step
    digest = hmac.new(base64.b32decode(key), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
