"""The second step: asked for after the password, demanded where it is required, counted, and kept encrypted."""

import base64
import hashlib
import hmac
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from initiatives.choices import MembershipRole
from initiatives.models import ApiToken, SignInAttempts
from initiatives.services.sign_in_attempts import FREE_ATTEMPTS
from tests.factories import MembershipFactory, UserFactory
from tests.people import text_of

RIGHT = "en-lang-sætning-2018"
KEY = base64.b32encode(b"tyve tegn som noegle").decode()
CODE, ADD_APP = "/sign-in/second-step/", "/me/second-step/app/"


@pytest.fixture(autouse=True)
def _without_memory(settings):
    # As another process would see it: what allauth remembers of used codes is its own process's memory.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def make(db):
    """Return ``make(role)``, which makes an account with a password."""

    def made(role=MembershipRole.READER, **fields):
        user = UserFactory(**fields)
        user.set_password(RIGHT)
        user.save()
        MembershipFactory(user=user, role=role)
        return user

    return made


@pytest.fixture
def owner(make):
    """Anna, who has an app."""
    user = make(username="anna")
    TOTP.activate(user, KEY)
    RecoveryCodes.activate(user)
    return user


def give_password(client, name="anna", wanted="/plans/"):
    return client.post(reverse("initiatives:sign-in"), {"username": name, "password": RIGHT, "next": wanted})


def code_now(key=KEY):
    counter = int(time.time()) // 30
    digest = hmac.new(base64.b32decode(key), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def is_signed_in(client):
    return client.get("/me/").status_code == 200


def test_the_password_alone_does_not_sign_in(client, owner):
    answer = give_password(client)

    assert answer.url == CODE
    assert not is_signed_in(client)
    assert "known_browser" not in answer.cookies
    assert client.get("/api/v1/plans/").status_code in {401, 403}


def test_the_code_of_the_app_signs_in_and_leads_to_what_was_asked_for(client, owner):
    give_password(client)

    answer = client.post(CODE, {"code": code_now()})

    assert answer.url == "/plans/"
    assert "known_browser" in answer.cookies
    assert is_signed_in(client)


def test_a_code_signs_in_once(client, owner):
    code = code_now()
    for attempt, written in enumerate((code, code, f"{code[:3]} {code[3:]}")):
        give_password(client)
        client.post(CODE, {"code": written})
        assert is_signed_in(client) == (attempt == 0)
        client.post("/sign-out/")


def test_a_recovery_code_signs_in_once(client, owner):
    code = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    give_password(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    client.post("/sign-out/")

    give_password(client)
    client.post(CODE, {"code": code})

    assert not is_signed_in(client)


def test_wrong_codes_make_the_right_one_wait_in_every_session(client, owner):
    give_password(client)
    for _attempt in range(FREE_ATTEMPTS):
        client.post(CODE, {"code": "000000"})

    other = Client(headers={"accept-language": "en"})
    give_password(other)

    assert "Wait" in text_of(other.post(CODE, {"code": code_now()}))
    assert not is_signed_in(other)


def test_what_was_typed_when_the_session_ended_comes_through_the_second_step(client, owner, make):
    typed = {"username": "anna", "password": RIGHT, "next": "/deadlines/x/", "typed": "note=husk"}
    client.post(reverse("initiatives:sign-in"), typed)
    client.post(CODE, {"code": code_now()})

    assert client.session["kept_form"] == {"user": owner.pk, "path": "/deadlines/x/", "typed": "note=husk"}


def test_the_secret_of_an_app_does_not_stand_in_the_database(owner):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert KEY not in kept
    assert Authenticator.objects.get(type=Authenticator.Type.TOTP).wrap().validate_code(code_now())


def test_a_lost_secret_key_lets_nobody_in(client, owner, settings):
    settings.SECRET_KEY = "en-anden-noegle" * 4
    give_password(client)

    assert client.post(CODE, {"code": code_now()}).status_code == 200
    assert not is_signed_in(client)


def test_setting_up_an_app_asks_for_the_password_once_more_and_ends_with_codes_shown_once(client, make):
    make(username="bo")
    give_password(client, "bo")
    asked = client.get(ADD_APP)
    assert asked.url.startswith("/me/confirm/")
    assert "Not confirmed" in text_of(client.post(asked.url, {"password": "forkert"}))
    assert client.post(asked.url, {"password": RIGHT}).url == ADD_APP

    page = client.get(ADD_APP)
    key = page.context["form"].secret
    assert key in text_of(page)
    assert "no-store" in page["Cache-Control"]
    shown = text_of(client.post(ADD_APP, {"code": code_now(key)}, follow=True))

    assert len(re.findall("<code>", shown)) == 10
    assert "<code>" not in text_of(client.get("/me/second-step/codes/"))
    assert "App with codes" in text_of(client.get("/me/"))


def test_the_app_is_removed_after_the_password_and_its_codes_with_it(client, owner):
    give_password(client)
    client.post(CODE, {"code": code_now()})
    where = "/me/second-step/app/remove/"
    client.post(client.get(where).url, {"password": RIGHT})

    assert client.post(where).status_code == 302
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("required", "role", "stopped"),
    [
        ("none", MembershipRole.ADMINISTRATOR, False),
        ("administrator", MembershipRole.ADMINISTRATOR, True),
        ("administrator", MembershipRole.COORDINATOR, False),
        ("all", MembershipRole.READER, True),
    ],
)
def test_whoever_must_have_a_second_step_sets_it_up_before_anything_else(
    client, make, settings, required, role, stopped
):
    settings.REQUIRE_MFA = required
    make(role, username="carl")
    give_password(client, "carl")

    answers = [client.get(path) for path in ("/", "/me/", "/admin/", "/me/password/", "/findes-ikke/")]

    assert {answer.status_code == 302 and answer.url == "/me/second-step/required/" for answer in answers} == {stopped}
    if stopped:
        assert client.get("/api/v1/plans/").status_code == 403
        assert client.post("/me/tokens/", {"name": "x", "scope": "read", "days": 1}).status_code == 302
        assert not ApiToken.objects.exists()
        assert client.get("/me/second-step/required/").status_code == 200
        assert client.get(ADD_APP).url.startswith("/me/confirm/")
        assert client.post("/sign-out/").status_code == 200


def test_who_has_a_second_step_is_not_stopped(client, owner, settings):
    settings.REQUIRE_MFA = "all"
    give_password(client)
    client.post(CODE, {"code": code_now()})

    assert is_signed_in(client)
    assert client.get("/me/second-step/required/").url == "/"


def test_an_account_that_is_switched_off_between_the_steps_stays_out(client, owner):
    give_password(client)
    owner.is_active = False
    owner.save()

    client.post(CODE, {"code": code_now()})

    assert not is_signed_in(client)


def test_the_ways_of_signing_in_that_lead_nowhere_are_refused(client, owner):
    give_password(client)

    assert client.put(CODE, {"code": code_now()}).status_code == 405
    assert client.post(CODE, {"credential": "{}"}).status_code == 200
    client.get("/sign-in/")
    assert client.get(CODE).url == "/sign-in/"
    assert not is_signed_in(client)


NONSENSE = [
    "1",
    "[]",
    "[1]",
    '"x"',
    '{"id": 1}',
    '{"id": "YQ", "rawId": "YQ", "response": {}, "type": "public-key"}',
    "{",
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_passkey_that_is_none_is_refused_in_words(client, owner, credential):
    alone = client.post("/sign-in/passkey/", {"credential": credential})
    assert alone.url == "/sign-in/"
    give_password(client)

    assert client.post(CODE, {"credential": credential}).status_code == 200
    assert not is_signed_in(client)
    client.post(CODE, {"code": code_now()})
    adding = "/me/second-step/passkeys/add/"
    client.post(client.get(adding).url, {"password": RIGHT})
    assert client.post(adding, {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


def test_nobody_signs_up_and_the_pages_of_the_second_step_lead_visitors_to_the_sign_in(client, db):
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"):
        assert client.get(reverse(name)).status_code in {302, 404}, name
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/sign-in/sso/").status_code == 405
    assert client.post("/sign-in/sso/").status_code == 404
    assert SignInAttempts.objects.count() == 0
