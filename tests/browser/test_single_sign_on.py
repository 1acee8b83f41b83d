"""Single sign-on against a provider of the tests' own, and passkeys of a device that the browser plays."""

from __future__ import annotations

import pytest
import requests
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect

from tests.browser.signing_in import SmallInstallation, Visitor, code_of

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def provider():
    """Return the provider's address; it signs in whoever is named."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def small(tmp_path_factory, provider):
    made = SmallInstallation(
        tmp_path_factory.mktemp("small"),
        TRACKER_OIDC_ISSUER=provider,
        TRACKER_OIDC_CLIENT_ID="tiltag",
        TRACKER_OIDC_CLIENT_SECRET="hemmelighed-til-prøve",
        TRACKER_OIDC_NAME="Statens log ind",
        TRACKER_OIDC_GROUPS="CN=Tiltag,OU=Just=contributor:organisation:just; læsere=reader",
    )
    made.prepare()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def visitor(new_context, small):
    """Return who visits; what goes wrong in the browser fails the test."""
    made = []

    def make():
        made.append(Visitor(new_context, small.address))
        return made[-1]

    yield make
    wrong = [problem for one in made for problem in one.wrong]
    assert not wrong, "\n".join(wrong)


def claim(provider, who, **claims):
    """Let the provider say this of somebody."""
    requests.put(f"{provider}/users/{who}", json=claims, timeout=5).raise_for_status()


def sign_on(visitor, who, wanted="/me/"):
    """Press the button, and say at the provider who it is."""
    page = visitor.page
    page.goto(f"/sign-in/?next={wanted}")
    page.get_by_role("button", name="Statens log ind").click()
    page.locator("input[name=sub]").fill(who)
    page.locator("input[name=sub]").press("Enter")
    return page


def test_a_group_opens_the_door_and_its_end_takes_the_role_away(visitor, small, provider):
    claim(provider, "sub-1", name="Alma Nord", preferred_username="alice", groups=["CN=Tiltag,OU=Just", "andet"])
    first = visitor()
    page = sign_on(first, "sub-1")
    page.wait_for_url("**/me/")
    expect(page.locator("header")).to_contain_text("Alma Nord")
    assert "Alma Nord contributor just now" in small.roles()
    first.sign_out()

    claim(provider, "sub-1", name="Alma Nord", groups=["læsere"])
    sign_on(first, "sub-1").wait_for_url("**/me/")

    told = [role for role in small.roles() if role.startswith("Alma")]
    assert [role.split()[2:4] for role in told] == [["contributor", "just"], ["reader", "-"]]
    assert [role.endswith("now") for role in told] == [False, True]
    assert "alice reader - now" in small.roles()


def test_nobody_comes_in_without_a_group_or_by_a_name_that_is_taken(visitor, small, provider):
    claim(provider, "sub-2", name="Fremmed", preferred_username="bo", email="bo@example.dk", groups=["andet"])

    page = sign_on(visitor(), "sub-2")

    page.wait_for_url("**/sign-in/")
    expect(page.locator("main")).to_contain_text("You have no access here")
    assert not [role for role in small.roles() if role.startswith("Fremmed")]


def test_a_passkey_is_added_and_signs_in_without_the_password(visitor):
    one = visitor()
    page = one.page
    device = one.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = dict.fromkeys(
        ("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation"), True
    )
    device.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "ctap2", "transport": "internal", **options}}
    )
    page.goto("/sign-in/?next=/me/second-step/passkeys/add/")
    one.sign_in("bo")
    one.confirm()
    page.locator("[name=name]").fill("Kontoret")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("main code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("main")).to_contain_text("Kontoret")
    one.sign_out()

    page.goto("/sign-in/?next=/help/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url("**/help/")
    expect(page.locator("header")).to_contain_text("bo")


def test_the_code_of_an_app_is_asked_for_after_the_password(visitor):
    one = visitor()
    page = one.page
    page.goto("/sign-in/?next=/me/second-step/app/")
    one.sign_in("alice")
    one.confirm()
    key = page.locator("main code").inner_text()
    assert page.locator("main img").evaluate("(picture) => picture.naturalWidth > 0")
    page.locator("[name=code]").fill(code_of(key))
    page.get_by_role("button", name="Set up the app").click()
    recovery = page.locator("main code").first.inner_text()
    one.sign_out()

    page.goto("/sign-in/?next=/help/")
    one.sign_in("alice")
    page.wait_for_url("**/sign-in/second-step/")
    page.locator("[name=code]").fill("000000")
    page.locator("main button.button-primary").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto("/help/")
    expect(page.locator("form[action='/sign-out/']")).to_have_count(0)
    one.sign_in("alice")
    page.wait_for_url("**/sign-in/second-step/")
    page.locator("[name=code]").fill(recovery)
    page.locator("main button.button-primary").click()
    page.wait_for_url("**/help/")
