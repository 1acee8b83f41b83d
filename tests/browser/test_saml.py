"""Single sign-on by SAML in a browser, against a provider of the tests' own at another site."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import saml_provider as saml
from tests.browser.signing_in import SmallInstallation, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider():
    """Return the provider's address, whom it knows, and its certificate."""
    key, certificate = saml.key_pair()
    with saml.running(key) as (address, people):
        yield address, people, certificate


@pytest.fixture(scope="module")
def small(tmp_path_factory, provider):
    address, _people, certificate = provider
    folder = tmp_path_factory.mktemp("saml")
    (folder / "metadata.xml").write_text(saml.metadata(certificate, address=address))
    made = SmallInstallation(
        folder,
        TRACKER_SAML_METADATA=str(folder / "metadata.xml"),
        TRACKER_SAML_NAME="Statens log ind",
        TRACKER_SAML_GROUPS="CN=Tiltag,OU=Just=contributor:organisation:just; læsere=reader",
    )
    made.prepare()
    made.start()
    yield made
    made.stop()


def test_the_provider_signs_people_in_by_their_groups_and_nobody_else(new_context, small, provider):
    _address, people, _certificate = provider
    people["sub-1"] = {"groups": ["CN=Tiltag,OU=Just"], "displayName": ["Alma Nord"]}
    people["sub-2"] = {"groups": ["andet"], "displayName": ["bo"]}
    visitor = Visitor(new_context, small.address)
    page = visitor.page

    page.goto("/sign-in/?next=/me/")
    page.get_by_role("button", name="Statens log ind").click()
    page.get_by_role("button", name="sub-1").click()
    page.wait_for_url("**/me/")
    expect(page.locator("header")).to_contain_text("Alma Nord")
    assert "Alma Nord contributor just now" in small.roles()
    page.go_back()
    page.get_by_role("button", name="sub-1").click()
    expect(page.locator("header")).to_contain_text("Alma Nord")
    visitor.sign_out()

    page.get_by_role("button", name="Statens log ind").click()
    page.get_by_role("button", name="sub-2").click()
    page.wait_for_url("**/sign-in/")
    expect(page.locator("main")).to_contain_text("You have no access here")
    assert not visitor.wrong, "\n".join(visitor.wrong)
