"""Settings of single sign-on by SAML: what the provider's metadata give, and what is refused with its mend."""

from __future__ import annotations

import sys

import pytest

from tests import saml_provider as saml
from tracker.env import ConfigurationError, Environment
from tracker.single_sign_on import read_single_sign_on

ADDRESS = "https://login.idp.example/sso"


@pytest.fixture(scope="module")
def certificate():
    return saml.key_pair()[1]


@pytest.fixture
def read(tmp_path):
    """Return a function that reads the settings with these metadata."""

    def read(written, **variables):
        file = tmp_path / "metadata.xml"
        file.write_text(written)
        given = {"TRACKER_SAML_METADATA": str(file), "TRACKER_SAML_GROUPS": "læsere=reader", **variables}
        return read_single_sign_on(Environment(given), production=True)

    return read


def test_the_provider_is_read_from_its_metadata(read, certificate):
    found = read(saml.metadata(certificate, address=ADDRESS))
    assert found["origin"] == "https://login.idp.example"
    assert found["idp"]["entityId"] == saml.ENTITY_ID
    assert found["idp"]["x509certMulti"] == {"signing": [saml.bare(certificate)]}
    assert found["groups"] == (("læsere", "reader", "", ""),)


def test_another_provider_has_other_accounts(read, certificate):
    first, second = (
        read(saml.metadata(certificate, address=ADDRESS, entity_id=entity_id))["provider"]
        for entity_id in (saml.ENTITY_ID, "https://other.example")
    )
    assert first != second


@pytest.mark.parametrize(
    ("change", "variables", "message"),
    [
        (lambda w: w, {"TRACKER_SAML_GROUPS": ""}, "TRACKER_SAML_GROUPS is not set: nobody could sign in"),
        (lambda w: w, {"TRACKER_SAML_GROUPS": "x=king"}, "TRACKER_SAML_GROUPS has the entry 'x=king'"),
        (lambda w: w, {"TRACKER_SAML_METADATA": "/none.xml"}, "TRACKER_SAML_METADATA is '/none.xml'. Set it to the"),
        (lambda w: w.replace(ADDRESS, "http://idp.example/"), {}, "which is no https:// address"),
        (lambda w: w.replace("HTTP-Redirect", "HTTP-POST"), {}, "has no SingleSignOnService for HTTP-Redirect"),
        (lambda w: w.replace("IDPSSODescriptor", "SPSSODescriptor"), {}, "describes no provider of identities"),
        (lambda w: w.replace('="false"', '="true"'), {}, "asks for signed requests"),
        (lambda w: w.replace('use="signing"', 'use="encryption"'), {}, "has no certificate for signatures"),
        (lambda w: w.replace("MII", "XXX"), {}, "has a certificate that cannot be read"),
        (lambda w: f"<x>{w}{w}</x>", {}, "describes more than one provider"),
        (lambda w: f"<!DOCTYPE x>{w}", {}, "is no metadata in XML"),
        (lambda w: "x", {}, "is no metadata in XML"),
        (
            lambda w: w,
            {
                "TRACKER_OIDC_ISSUER": "https://x.example",
                "TRACKER_OIDC_CLIENT_ID": "x",
                "TRACKER_OIDC_CLIENT_SECRET": "x",
                "TRACKER_OIDC_GROUPS": "x=reader",
            },
            "Set one of them",
        ),
    ],
)
def test_saml_that_cannot_work_is_refused_by_name(read, certificate, change, variables, message):
    with pytest.raises(ConfigurationError, match=message):
        read(change(saml.metadata(certificate, address=ADDRESS)), **variables)


def test_a_weak_key_is_refused(read):
    with pytest.raises(ConfigurationError, match=r"weak key\. Let the provider sign with an RSA key of at least 2048"):
        read(saml.metadata(saml.key_pair(bits=1024)[1], address=ADDRESS))


def test_without_the_packages_the_mend_is_said(read, certificate, monkeypatch):
    monkeypatch.setitem(sys.modules, "onelogin.saml2.xml_utils", None)
    with pytest.raises(
        ConfigurationError,
        match=r"pip install --only-binary :all: --require-hashes --requirement requirements-saml.lock",
    ):
        read(saml.metadata(certificate, address=ADDRESS))
