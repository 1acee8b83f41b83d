"""Single sign-on by SAML: who comes in, and every response that is not believed, against responses really signed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.messages import get_messages

from initiatives.choices import MembershipRole
from initiatives.models import Membership, User
from tests import saml_provider as saml
from tests.factories import OrganisationFactory, UserFactory
from tests.people import text_of
from tracker.env import Environment
from tracker.single_sign_on import providers, read_single_sign_on

ADDRESS = "https://idp.example/sso"
OWN = "http://testserver/sign-in/saml/metadata/"
HERE = "http://testserver/sign-in/saml/acs/"
MEMBER = {"groups": ["andet", "CN=Tiltag,OU=Just"], "mail": ["alma@example.dk"], "displayName": ["Alma Nord"]}


@pytest.fixture(scope="module")
def keys():
    return saml.key_pair()


@pytest.fixture(scope="module")
def other_keys():
    return saml.key_pair()


@pytest.fixture
def provider(db, settings, keys, tmp_path):
    """The settings of an installation whose provider has the key, and the organisation that a group belongs to."""
    return _installed(settings, tmp_path, keys)


def _installed(settings, tmp_path, *keys, **more):
    file = tmp_path / "metadata.xml"
    file.write_text(saml.metadata(*(certificate for _private, certificate in keys), address=ADDRESS))
    written = {
        "TRACKER_SAML_METADATA": str(file),
        "TRACKER_SAML_NAME": "Statens log ind",
        "TRACKER_SAML_GROUPS": "CN=Tiltag,OU=Just=contributor:organisation:just; læsere=reader",
        **more,
    }
    # The addresses are made when the installation starts; without single sign-on the provider has this name in them.
    settings.SINGLE_SIGN_ON = {**read_single_sign_on(Environment(written), production=True), "provider": "none"}
    settings.SOCIALACCOUNT_PROVIDERS = providers(settings.SINGLE_SIGN_ON)
    OrganisationFactory(slug="just")


def ask(client, wanted="/help/"):
    """Press the button; return the id of the request with which the browser is led to the provider."""
    answer = client.post("/sign-in/sso/", {"next": wanted})
    assert answer.url.startswith(f"{ADDRESS}?SAMLRequest=")
    request_id, here, sender = saml.asked(answer.url)
    assert (here, sender) == (HERE, OWN)
    return request_id


def bring(client, response):
    """Send the form as a browser does from another site, without the session; then go where that leads, with it."""
    session = client.cookies.pop("sessionid", None)
    answer = client.post("/sign-in/saml/acs/", saml.sent(response))
    assert (answer.status_code, answer.url) == (302, "/sign-in/saml/finish/")
    assert set(answer.cookies) == {"saml"}
    if session is not None:
        client.cookies["sessionid"] = session.value
    return client.get(answer.url)


def answered(client, keys, *, sign=True, request_id=None, here=HERE, audience=OWN, **said):
    """Return a good response to a request just made, but for what is said otherwise."""
    asked = ask(client) if request_id is None else request_id
    response = saml.written(asked, here, audience, **{**MEMBER, **said})
    return saml.signed(response, keys[0]) if sign else response


def refused(client, answer, *, accounts=0):
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (answer.status_code, answer.url) == (302, "/sign-in/")
    assert said[-1] == "Signing in with Statens log ind did not work. Try again."
    assert client.get("/me/").status_code == 302
    assert User.objects.count() == accounts
    return True


def roles():
    rows = Membership.objects.order_by("id").values_list("role", "organisation__slug", "valid_to")
    return [(role, slug, ended is not None) for role, slug, ended in rows]


def test_a_group_opens_the_door_and_its_end_takes_the_role_away(client, provider, keys):
    answer = bring(client, answered(client, keys))

    assert answer.url == "/help/"
    user = User.objects.get()
    assert (user.display_name, user.email, user.username[:4]) == ("Alma Nord", "alma@example.dk", "sso-")
    assert client.get("/me/").status_code == 200
    assert roles() == [("contributor", "just", False)]
    account = user.socialaccount_set.get()
    assert (account.uid, account.extra_data) == ("sub-1", {})
    assert not answer.cookies["saml"].value

    client.post("/sign-out/")
    bring(client, answered(client, keys, groups=["læsere"]))
    assert roles() == [("contributor", "just", True), ("reader", None, False)]
    assert User.objects.count() == 1


def test_a_response_that_is_signed_as_a_whole_as_well_is_taken(client, provider, keys):
    response = saml.signed(answered(client, keys), keys[0], whole=True)
    assert bring(client, response).url == "/help/"


def test_while_the_provider_changes_its_key_both_are_taken(client, db, settings, keys, other_keys, tmp_path):
    _installed(settings, tmp_path, other_keys, keys)
    assert bring(client, answered(client, keys)).url == "/help/"
    client.post("/sign-out/")
    assert bring(client, answered(client, other_keys)).url == "/help/"


def test_a_second_step_of_ones_own_is_asked_for(client, provider, keys):
    bring(client, answered(client, keys))
    TOTP.activate(User.objects.get(), "JBSWY3DPEHPK3PXP")
    client.post("/sign-out/")

    assert bring(client, answered(client, keys)).url == "/sign-in/second-step/"
    assert client.get("/me/").status_code == 302


def test_an_account_is_never_taken_over_by_its_name_or_address(client, provider, keys):
    old = UserFactory(username="sub-1", email="alma@example.dk")
    bring(client, answered(client, keys))
    assert User.objects.count() == 2
    assert not old.socialaccount_set.exists()


def test_nobody_comes_in_without_a_group(client, provider, keys):
    answer = bring(client, answered(client, keys, groups=["andet", "tiltag"]))

    assert answer.url == "/sign-in/"
    assert "You have no access here" in text_of(client.get("/sign-in/"))
    assert not User.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        {"sign": False},
        {"ends": -1},
        {"begins": 90, "ends": 200},
        {"audience": "https://other.example/"},
        {"audience": ""},
        {"issuer": "https://evil.example/"},
        {"here": "http://testserver/sign-in/saml/acs/more/"},
        {"name_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"},
        {"name_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"},
        {"subject": " "},
        {"subject": "s" * 192},
        {"request_id": ""},
        {"request_id": "_somebody-else-asked"},
        {"confirmed": ""},
        {"confirmed": 'InResponseTo="_another"'},
    ],
    ids=str,
)
def test_a_response_that_is_not_as_it_must_be_is_refused(client, provider, keys, said):
    assert refused(client, bring(client, answered(client, keys, **said)))


def test_another_key_and_a_weak_method_are_refused(client, provider, keys, other_keys):
    unsigned = answered(client, keys, sign=False)
    assert refused(client, bring(client, saml.signed(unsigned, other_keys[0])))
    assert refused(client, bring(client, saml.signed(unsigned, keys[0], method=saml.xmlsec.Transform.RSA_SHA1)))


def test_the_signature_of_the_response_alone_does_not_do(client, provider, keys):
    assert refused(client, bring(client, saml.signed(answered(client, keys, sign=False), keys[0], whole=True)))


def test_a_response_counts_once_and_in_the_browser_that_asked(client, client_factory, provider, keys):
    response = answered(client, keys)
    assert refused(client_factory(), bring(client_factory(), response))
    assert bring(client, response).url == "/help/"

    client.post("/sign-out/")
    assert refused(client, bring(client, response), accounts=1)
    thief = client_factory()
    own = ask(thief)
    changed = re.sub(r'(<samlp:Response [^>]*InResponseTo=")[^"]*', rf"\1{own}", response)
    assert changed != response
    assert refused(thief, bring(thief, changed), accounts=1)


@pytest.fixture
def client_factory():
    from django.test import Client

    def make():
        client = Client()
        client.cookies["django_language"] = "en"
        return client

    return make


ELEMENT = re.compile(r"<saml:Assertion .*?</saml:Assertion>", re.DOTALL)


def _evil(signed):
    """An assertion of one's own making about another person, without the signature."""
    bare = re.sub(r"<ds:Signature .*?</ds:Signature>", "", ELEMENT.search(signed)[0], flags=re.DOTALL)
    return re.sub(r'ID="_a[0-9a-f]+"', 'ID="_evil"', bare).replace("sub-1", "administrator")


def _with(signed, new):
    return ELEMENT.sub(lambda _match: new, signed, count=1)


WRAPPED = {
    "an attribute changed": lambda r: r.replace("OU=Just", "OU=Alle").replace("alma@", "bo@"),
    "the subject changed": lambda r: r.replace(">sub-1<", ">sub-2<"),
    "another assertion before": lambda r: _with(r, _evil(r) + ELEMENT.search(r)[0]),
    "another assertion after": lambda r: _with(r, ELEMENT.search(r)[0] + _evil(r)),
    "the signed one within another's signature": lambda r: _with(
        r,
        _evil(r).replace(
            "</saml:Issuer>",
            "</saml:Issuer>"
            + re.search(r"<ds:Signature .*?</ds:Signature>", r, re.DOTALL)[0].replace(
                "</ds:Signature>", f"<ds:Object>{ELEMENT.search(r)[0]}</ds:Object></ds:Signature>"
            ),
            1,
        ),
    ),
    "the signed one among extensions": lambda r: _with(r, _evil(r)).replace(
        "<samlp:Status>", f"<samlp:Extensions>{ELEMENT.search(r)[0]}</samlp:Extensions><samlp:Status>"
    ),
    "moved elsewhere": lambda r: _with(r, "").replace(
        "<samlp:Status>", f"<samlp:Extensions>{ELEMENT.search(r)[0]}</samlp:Extensions><samlp:Status>"
    ),
    "one id for both": lambda r: re.sub(r'ID="_r[0-9a-f]+"', f'ID="{re.search("_a[0-9a-f]+", r)[0]}"', r),
    "the same id twice": lambda r: _with(r, _evil(r).replace("_evil", re.search("_a[0-9a-f]+", r)[0])).replace(
        "<samlp:Status>", f"<samlp:Extensions>{ELEMENT.search(r)[0]}</samlp:Extensions><samlp:Status>"
    ),
    "a transform that runs": lambda r: r.replace(
        'Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"',
        'Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"',
    ),
    "a reference to everything": lambda r: re.sub(r'URI="#_a[0-9a-f]+"', 'URI=""', r),
    "a document type": lambda r: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + r.replace("Nord", "&e;"),
    "no XML": lambda r: "<samlp:Response",
    "another document": lambda r: "<x/>",
    "nothing": lambda r: "",
    "too much": lambda r: r + " " * 300_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("how", WRAPPED)
def test_a_response_that_was_tampered_with_is_refused(client, provider, keys, how):
    response = answered(client, keys)
    changed = WRAPPED[how](response)
    assert changed != response
    assert refused(client, bring(client, changed))


def test_a_comment_does_not_cut_a_subject_short(client, provider, keys):
    response = answered(client, keys, subject="sub-1.evil").replace("sub-1.evil", "sub-1<!-- -->.evil")
    bring(client, response)
    assert list(User.objects.values_list("socialaccount__uid", flat=True)) == ["sub-1.evil"]


def test_a_cookie_of_ones_own_making_is_refused(client, provider):
    client.cookies["saml"] = "eyJzdWJqZWN0IjoiYm8ifQ:1abcde:x"
    assert refused(client, client.get("/sign-in/saml/finish/"))


def test_the_attribute_of_the_settings_is_the_subject(client, db, settings, keys, tmp_path):
    _installed(settings, tmp_path, keys, TRACKER_SAML_SUBJECT_ATTRIBUTE="employee")
    transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
    assert refused(client, bring(client, answered(client, keys, employee=["1", "2"])))
    bring(client, answered(client, keys, employee=["E-17"], name_format=transient))
    assert User.objects.get().socialaccount_set.get().uid == "E-17"


def test_who_is_signed_in_ties_no_other_account_to_theirs(client, sign_in, provider, keys):
    response = answered(client, keys)
    user = sign_in(MembershipRole.READER)
    bring(client, response)
    assert not user.socialaccount_set.exists()


def test_our_metadata_name_the_address_and_want_signed_assertions(client, provider):
    told = client.get("/sign-in/saml/metadata/").content.decode()
    assert f'entityID="{OWN}"' in told
    assert f'Location="{HERE}"' in told
    assert 'WantAssertionsSigned="true"' in told


@pytest.mark.parametrize("path", ["finish", "metadata"])
def test_without_saml_there_are_no_such_addresses(client, db, path):
    assert client.get(f"/sign-in/saml/{path}/").status_code == 404
    assert client.post("/sign-in/saml/acs/", {"SAMLResponse": "x"}).status_code == 404
