"""Typed readers of environment variables: each fails with the name of the variable and what mends it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
POSTGRESQL = "django.db.backends.postgresql"
SQLITE = "tracker.sqlite"
FEWEST_DIFFERENT_CHARACTERS = 10
USUAL_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


class ConfigurationError(ImproperlyConfigured):
    """An environment variable is missing or wrong; the message names it and the mend."""


class MailServer(NamedTuple):
    """Where mail is handed in; ``is_tls`` from the first byte on, ``starts_tls`` after a greeting."""

    host: str
    port: int
    user: str
    password: str
    starts_tls: bool
    is_tls: bool


class Environment:
    """Environment variables read as types. An empty value counts as not set.

    ``names_read`` remembers the names that were asked for, so that a misspelt one can be refused.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.names_read: set[str] = set()

    def _raw(self, name: str) -> str | None:
        self.names_read.add(name)
        return self._variables.get(name, "").strip() or None

    def text(self, name: str, *, default: str, longest: int) -> str:
        """Return a text of one line and at most ``longest`` characters."""
        value = self._raw(name)
        if value is None:
            return default
        if len(value) > longest or not value.isprintable():
            raise ConfigurationError(f"{name} is too long or has a line break. Set it to at most {longest} characters.")
        return value

    def secret(self, name: str, *, minimum_length: int, mend: str) -> str:
        """Return a value of at least ``minimum_length`` characters; no message repeats it."""
        value = self._raw(name)
        if value is None:
            raise ConfigurationError(f"{name} is not set. {mend}")
        if len(value) < minimum_length:
            raise ConfigurationError(f"{name} has fewer than {minimum_length} characters. {mend}")
        if len(set(value)) < FEWEST_DIFFERENT_CHARACTERS or value.startswith("django-insecure-"):
            raise ConfigurationError(f"{name} can be guessed. {mend}")
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        """Return True for 1, true, yes, on and False for 0, false, no, off, in any case of letters."""
        value = self._raw(name)
        if value is None:
            return default
        if value.lower() not in TRUE_WORDS | FALSE_WORDS:
            raise ConfigurationError(f"{name} is {value!r}. Set it to true or false.")
        return value.lower() in TRUE_WORDS

    def integer(self, name: str, *, default: int, minimum: int, maximum: int) -> int:
        """Return a whole number between ``minimum`` and ``maximum``, both included."""
        value = self._raw(name)
        if value is None:
            return default
        if not re.fullmatch(r"-?[0-9]{1,18}", value) or not minimum <= int(value) <= maximum:
            raise ConfigurationError(f"{name} is {value!r}. Set it to a whole number from {minimum} to {maximum}.")
        return int(value)

    def choice(self, name: str, *, options: Collection[str], default: str) -> str:
        """Return one of ``options``."""
        value = self._raw(name) or default
        if value not in options:
            raise ConfigurationError(f"{name} is {value!r}. Set it to one of: {', '.join(options)}.")
        return value

    def names(self, name: str, *, mend: str) -> list[str]:
        """Return the comma-separated parts of the value, at least one, without blanks around them."""
        parts = [part.strip() for part in (self._raw(name) or "").split(",") if part.strip()]
        if not parts:
            raise ConfigurationError(f"{name} is not set. {mend}")
        return parts

    def hosts(self, name: str, *, mend: str) -> list[str]:
        """Return the host names of the value; one that stands for every host is refused."""
        hosts = self.names(name, mend=mend)
        if opened := [host for host in hosts if "*" in host or host == "."]:
            raise ConfigurationError(f"{name} has {opened[0]!r}, which lets any site pass for this one. {mend}")
        return hosts

    def contact(self, name: str) -> str:
        """Return an address to write to as a URI, or "" where none is given: https:, mailto:, or a mail address."""
        value = self.text(name, default="", longest=300)
        uri = f"mailto:{value}" if re.fullmatch(r"[^\s:/@]+@[^\s:/@]+", value) else value
        if uri and not re.fullmatch(r"(https://|mailto:)[^\s]+", uri):
            raise ConfigurationError(f"{name} is {value!r}. Set it to a mail address, or to an address with https://.")
        return uri

    def folder(self, name: str, *, default: Path) -> Path:
        """Return the absolute path of a folder that exists; one that is made here, only its owner may open.

        A relative path is refused, since it would depend on where the command was run.
        """
        folder = Path(self._raw(name) or default)
        if not folder.is_absolute():
            raise ConfigurationError(f"{name} is {str(folder)!r}. Set it to an absolute path, one that begins with /.")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"The folder {folder} cannot be made: {error.strerror}. Set {name} to one that can be written."
            ) from error
        return folder

    def file(self, name: str) -> Path | None:
        """Return the absolute path of a file that is there, or None where none is named."""
        value = self._raw(name)
        if value is None:
            return None
        if not Path(value).is_absolute() or not Path(value).is_file():
            raise ConfigurationError(f"{name} is {value!r}. Set it to the absolute path of a file that is there.")
        return Path(value)

    def kept_file(self, name: str, *, default: Path) -> Path:
        """Return the absolute path of a file that is made when it is first needed."""
        file = Path(self._raw(name) or default)
        if not file.is_absolute():
            raise ConfigurationError(f"{name} is {str(file)!r}. Set it to an absolute path, one that begins with /.")
        return file

    def mail_server(self, name: str) -> MailServer:
        """Return the server that mail is handed to, this machine's own where none is named.

        ``smtp://host:25``, ``smtp+tls://user:password@host:587`` (STARTTLS) and ``smtp+ssl://user:password@host:465``
        are understood. The URL may hold a password, so no message repeats it.
        """
        value = self._raw(name) or "smtp://localhost:25"
        mend = "Set it to smtp://host:25, smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465."
        try:
            url = urlsplit(value)
            host, port = url.hostname, url.port
        except ValueError as error:
            raise ConfigurationError(f"{name} cannot be read. {mend}") from error
        if url.scheme not in USUAL_MAIL_PORTS or not host or url.path.strip("/"):
            raise ConfigurationError(f"{name} names no mail server. {mend}")
        return MailServer(
            host=host,
            port=port or USUAL_MAIL_PORTS[url.scheme],
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            starts_tls=url.scheme == "smtp+tls",
            is_tls=url.scheme == "smtp+ssl",
        )

    def time_zone(self, name: str, *, default: str) -> str:
        """Return the name of a time zone that exists, such as Europe/Copenhagen."""
        value = self._raw(name) or default
        try:
            return ZoneInfo(value).key
        except (ValueError, OSError, LookupError) as error:
            raise ConfigurationError(
                f"{name} is {value!r}. Set it to the name of a time zone, such as Europe/Copenhagen."
            ) from error

    def database(self, name: str, *, default: Path) -> dict[str, Any]:
        """Return engine and place of the database: the SQLite file ``default``, or what a URL names.

        ``postgres://user:password@host:5432/name`` and ``sqlite:////absolute/path`` are understood. The URL may hold
        a password, so no message repeats it.
        """
        value = self._raw(name)
        if value is None:
            return {"ENGINE": SQLITE, "NAME": default}
        mend = "Set it to postgres://user:password@host:5432/name or to sqlite:////absolute/path/to/file."
        scheme = value.partition("://")[0]
        if scheme not in {"postgres", "postgresql", "sqlite"}:
            raise ConfigurationError(f"{name} names no database that Tiltag can use. {mend}")
        try:
            database = environ.Env.db_url_config(value)
        except ValueError as error:
            raise ConfigurationError(f"{name} cannot be read. {mend}") from error
        if scheme == "sqlite":
            if not Path(database["NAME"]).is_absolute():
                raise ConfigurationError(f"{name} names no absolute path. {mend}")
            return {"ENGINE": SQLITE, "NAME": Path(database["NAME"])}
        if not database["NAME"]:
            raise ConfigurationError(f"{name} names no database. {mend}")
        return {**database, "ENGINE": POSTGRESQL}

    def refuse_unknown(self, prefix: str) -> None:
        """Raise when a variable that begins with ``prefix`` was never asked for: most often a misspelt name."""
        unknown = sorted(n for n in self._variables if n.startswith(prefix) and n not in self.names_read)
        if unknown:
            known = ", ".join(sorted(n for n in self.names_read if n.startswith(prefix)))
            raise ConfigurationError(f"{', '.join(unknown)} is no setting of Tiltag in this mode. Those are: {known}.")
