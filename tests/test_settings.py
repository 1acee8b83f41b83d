"""The settings of an installation follow its environment, and refuse what would be unsafe."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

import pytest

from tracker.env import ConfigurationError
from tracker.sqlite.journal import connection_options

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "TRACKER_MODE": "production",
    "TRACKER_SECRET_KEY": "a-long-and-random-text-that-nobody-else-knows-at-all",
    "TRACKER_ALLOWED_HOSTS": "tiltag.example, www.tiltag.example",
}


@pytest.fixture
def read_settings(monkeypatch, tmp_path):
    """Return a function that reads the settings under the variables it is given, and no others of ours."""

    def read(**variables):
        for name in list(os.environ):
            if name.startswith("TRACKER_") or name == "DATABASE_URL":
                monkeypatch.delenv(name)
        for name, value in {"TRACKER_DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "tracker/settings.py"))

    return read


def test_an_installation_without_variables_answers_this_machine_alone_and_shows_no_debug_pages(read_settings):
    settings = read_settings()
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DEBUG"] is False
    assert settings["TIME_ZONE"] == "Europe/Copenhagen"
    assert settings["LANGUAGE_CODE"] == "da"


def test_the_database_is_a_file_in_the_data_folder_set_up_for_several_processes(read_settings, tmp_path):
    database = read_settings()["DATABASES"]["default"]
    assert database["ENGINE"] == "tracker.sqlite"
    assert database["NAME"] == tmp_path / "tiltag.sqlite3"
    assert database["OPTIONS"] == connection_options()


@pytest.mark.parametrize("address", ["", "postgres://tiltag@db.example/record?ATOMIC_REQUESTS=true"])
def test_a_request_is_never_a_transaction(read_settings, address):
    assert read_settings(DATABASE_URL=address)["DATABASES"]["default"]["ATOMIC_REQUESTS"] is False


def test_a_postgresql_address_may_name_a_socket_folder(read_settings):
    database = read_settings(DATABASE_URL="postgres://tiltag@/record?host=/run/postgresql")["DATABASES"]["default"]
    assert database["NAME"] == "record"
    assert database["OPTIONS"] == {
        "host": "/run/postgresql",
        "options": "-c jit=off -c lock_timeout=4s",
        "connect_timeout": 4,
    }


def test_the_local_secret_key_is_made_once_and_its_owner_alone_may_read_it(read_settings, tmp_path):
    key = read_settings()["SECRET_KEY"]
    file = tmp_path / "secret-key"
    assert len(key) >= 50
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_settings()["SECRET_KEY"] == key
    assert {path.name for path in tmp_path.iterdir()} == {"secret-key", "reports", "checkpoints"}


def test_two_installations_have_different_secret_keys(read_settings, tmp_path):
    assert read_settings()["SECRET_KEY"] != read_settings(TRACKER_DATA_DIR=str(tmp_path / "other"))["SECRET_KEY"]


def test_an_empty_secret_key_file_is_named(read_settings, tmp_path):
    (tmp_path / "secret-key").touch()
    with pytest.raises(ConfigurationError, match=r"secret-key is empty. Delete it"):
        read_settings()


def test_production_sends_cookies_over_tls_alone_and_reads_collected_files(read_settings, tmp_path):
    settings = read_settings(**PRODUCTION)
    assert settings["ALLOWED_HOSTS"] == ["tiltag.example", "www.tiltag.example"]
    assert settings["SECRET_KEY"] == PRODUCTION["TRACKER_SECRET_KEY"]
    assert settings["STATIC_ROOT"] == tmp_path / "static"
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"):
        assert settings[name]
    assert settings["DEBUG"] is False
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"TRACKER_SECRET_KEY": ""}, "TRACKER_SECRET_KEY is not set. .* python3 -c"),
        ({"TRACKER_SECRET_KEY": "short"}, "TRACKER_SECRET_KEY has fewer than 50 characters. .* python3 -c"),
        ({"TRACKER_SECRET_KEY": "ab" * 40}, "TRACKER_SECRET_KEY can be guessed. .* python3 -c"),
        ({"TRACKER_ALLOWED_HOSTS": "tiltag.example,*"}, "TRACKER_ALLOWED_HOSTS has '\\*', .* host names"),
        ({"TRACKER_DEBUG": "true"}, "TRACKER_DEBUG is no setting of Tiltag in this mode"),
        ({"TRACKER_SECURITY_CONTACT": "the porter"}, "TRACKER_SECURITY_CONTACT is 'the porter'. Set it to a mail"),
        ({"TRACKER_SESSION_IDLE_MINUTES": "0"}, "TRACKER_SESSION_IDLE_MINUTES is '0'"),
        ({"TRACKER_ALLOWED_HOSTS": " "}, "TRACKER_ALLOWED_HOSTS is not set. .* host names"),
        ({"TRACKER_DEBUG": "false"}, "TRACKER_DEBUG is no setting of Tiltag in this mode"),
        ({"TRACKER_MODE": "prod"}, "TRACKER_MODE is 'prod'. Set it to one of: local, production"),
        ({"TRACKER_TIME_ZONE": "Copenhagen"}, "TRACKER_TIME_ZONE is 'Copenhagen'"),
        ({"TRACKER_BEHIND_TLS_PROXY": "maybe"}, "TRACKER_BEHIND_TLS_PROXY is 'maybe'"),
        ({"TRACKER_LOG_LEVEL": "LOUD"}, "TRACKER_LOG_LEVEL is 'LOUD'"),
        ({"TRACKER_MAIL_URL": "mail.example"}, "TRACKER_MAIL_URL names no mail server. Set it to smtp://host:25"),
        ({"TRACKER_MAIL_URL": "smtp://u:secret@mail.example:x"}, r"^TRACKER_MAIL_URL cannot be read. (?!.*secret)"),
        ({"TRACKER_CHECKPOINT_KEY": "key"}, "TRACKER_CHECKPOINT_KEY is 'key'. Set it to an absolute path"),
        ({"TRACKER_HOSTS": "tiltag.example"}, "TRACKER_HOSTS is no setting"),
    ],
)
def test_production_refuses_what_is_missing_or_wrong_by_name(read_settings, change, message):
    with pytest.raises(ConfigurationError, match=message):
        read_settings(**{**PRODUCTION, **change})


def test_a_mail_server_is_named_with_its_account_and_its_way_of_encrypting(read_settings):
    settings = read_settings(TRACKER_MAIL_URL="smtp+tls://ti%40ltag:p%2Fss@mail.example")
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert [settings[f"EMAIL_{name}"] for name in names] == ["mail.example", 587, "ti@ltag", "p/ss", True, False]


def test_the_proxy_is_believed_only_when_it_is_said_to_be_there(read_settings):
    settings = read_settings(**PRODUCTION, TRACKER_BEHIND_TLS_PROXY="true")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_table_in_the_readme_names_exactly_the_variables_that_are_read(read_settings):
    read = set()
    for variables in ({}, PRODUCTION, {"DATABASE_URL": "postgres://tiltag@db.example/record"}):
        read |= read_settings(**variables)["environment"].names_read
    documented = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(read)


ISSUER = {
    "TRACKER_OIDC_ISSUER": "https://login.example/realms/stat/",
    "TRACKER_OIDC_CLIENT_ID": "tiltag",
    "TRACKER_OIDC_CLIENT_SECRET": "hemmelig",
    "TRACKER_OIDC_GROUPS": "CN=Tiltag,OU=Just=contributor:organisation:just; læsere=reader;x=coordinator:plan:dk-2016",
}


def test_groups_of_single_sign_on_have_roles_and_forms_may_lead_to_the_provider_alone(read_settings):
    settings = read_settings(**PRODUCTION, **ISSUER)
    assert settings["SINGLE_SIGN_ON"]["groups"] == (
        ("CN=Tiltag,OU=Just", "contributor", "organisation", "just"),
        ("læsere", "reader", "", ""),
        ("x", "coordinator", "plan", "dk-2016"),
    )
    form_action = settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]
    assert form_action == ["'self'", "https://login.example"]
    assert settings["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["OAUTH_PKCE_ENABLED"] is True
    assert read_settings(**PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'"]


def test_another_issuer_has_other_accounts(read_settings):
    other = {**ISSUER, "TRACKER_OIDC_ISSUER": "https://login.other.example"}
    first, second = (read_settings(**variables)["SINGLE_SIGN_ON"]["provider"] for variables in (ISSUER, other))
    assert first != second


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"TRACKER_OIDC_ISSUER": "http://login.example"}, "TRACKER_OIDC_ISSUER is 'http://login.example'. Set it to"),
        ({"TRACKER_OIDC_CLIENT_ID": ""}, "TRACKER_OIDC_CLIENT_ID is not set"),
        ({"TRACKER_OIDC_CLIENT_SECRET": ""}, "TRACKER_OIDC_CLIENT_SECRET is not set"),
        ({"TRACKER_OIDC_GROUPS": ""}, "TRACKER_OIDC_GROUPS is not set: nobody could sign in"),
        ({"TRACKER_OIDC_GROUPS": "x=king"}, "TRACKER_OIDC_GROUPS has the entry 'x=king'"),
        ({"TRACKER_OIDC_GROUPS": "x=reader:ministry:just"}, "TRACKER_OIDC_GROUPS has the entry"),
        ({"TRACKER_REQUIRE_MFA": "yes"}, "TRACKER_REQUIRE_MFA is 'yes'"),
    ],
)
def test_single_sign_on_that_cannot_work_is_refused_by_name(read_settings, change, message):
    with pytest.raises(ConfigurationError, match=message):
        read_settings(**{**PRODUCTION, **ISSUER, **change})


def test_cookies_of_production_are_bound_to_this_host_and_local_ones_are_not_since_there_is_no_tls(read_settings):
    names = ("SESSION", "CSRF", "LANGUAGE", "MESSAGES", "KNOWN_BROWSER", "SAML")
    for variables, begins in ((PRODUCTION, True), ({}, False)):
        settings = read_settings(**variables)
        assert [settings[f"{name}_COOKIE_NAME"].startswith("__Host-") for name in names] == [begins] * len(names)
        # What the prefix asks for: no domain, and the whole site.
        assert not [name for name in settings if name.endswith(("_COOKIE_DOMAIN", "_COOKIE_PATH"))]


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ("", ""),
        ("sikkerhed@ministeriet.dk", "mailto:sikkerhed@ministeriet.dk"),
        ("https://ministeriet.dk/sikkerhed", "https://ministeriet.dk/sikkerhed"),
    ],
)
def test_the_contact_for_weaknesses_is_an_address_that_can_be_followed(read_settings, given, contact):
    assert read_settings(TRACKER_SECURITY_CONTACT=given)["SECURITY_CONTACT"] == contact
