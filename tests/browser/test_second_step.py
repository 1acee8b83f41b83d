"""The second step, as somebody sets it up and signs in with it: an app, recovery codes, and a passkey."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import time

import pytest
from playwright.sync_api import expect

from tests.browser.cast import PASSWORD
from tests.browser.person import Person
from tests.browser.test_accessibility import DESKTOP, PHONE, violations

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def somebody(new_context, installation, set_back):
    """Somebody who has not signed in, at the address by name: passkeys belong to names alone."""
    by_name = copy.copy(installation)
    by_name.address = installation.address.replace("127.0.0.1", "localhost")
    made = Person(new_context, by_name, None, "da")
    yield made
    assert not made.wrong, "\n".join(made.wrong)


def give_password(somebody):
    somebody.page.goto("/sign-in/?next=/plans/")
    somebody.page.locator("[name=username]").fill("reader")
    somebody.page.locator("[name=password]").fill(PASSWORD)
    press(somebody)


def press(somebody):
    somebody.page.locator("main button.button-primary").click()


def sign_out(somebody):
    somebody.page.locator("form[action='/sign-out/'] button").click()
    expect(somebody.page.locator("form[action='/sign-out/']")).to_have_count(0)


def check(somebody, heading):
    """The page with this heading is shown, and nothing is wrong with it."""
    expect(somebody.page.locator("h1")).to_have_text(heading)
    assert violations(somebody, (DESKTOP, PHONE)) == []


def confirm_with_password(somebody):
    check(somebody, "Bekræft, at det er dig")
    somebody.page.locator("[name=password]").fill(PASSWORD)
    press(somebody)


def code_of(key):
    digest = hmac.new(base64.b32decode(key), (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def test_an_app_is_set_up_and_a_recovery_code_signs_in(somebody):
    page = somebody.page
    give_password(somebody)
    page.goto("/me/second-step/app/")
    confirm_with_password(somebody)
    check(somebody, "Sæt en app op")
    page.locator("[name=code]").fill("000000")
    press(somebody)
    expect(page.locator(".alert-error, .error-summary").first).to_be_visible()
    page.locator("[name=code]").fill(code_of(page.locator(".steps code").inner_text()))
    press(somebody)
    check(somebody, "Nødkoder")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    sign_out(somebody)

    give_password(somebody)
    check(somebody, "Det ekstra trin")
    page.locator("[name=code]").fill(codes[0])
    press(somebody)
    page.wait_for_url("**/plans/")


def test_a_passkey_is_added_and_signs_in_without_a_password(somebody):
    page = somebody.page
    devices = somebody.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    give_password(somebody)
    page.goto("/me/second-step/passkeys/add/")
    confirm_with_password(somebody)
    check(somebody, "Tilføj en passkey")
    page.locator("[name=name]").fill("Min telefon")
    page.locator("#add-passkey").click()
    page.wait_for_url("**/codes/**")
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("Min telefon")
    sign_out(somebody)

    page.goto("/sign-in/?next=/plans/")
    page.locator("#passkey").click()
    page.wait_for_url("**/plans/")
