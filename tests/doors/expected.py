"""What each visitor is to meet: who sees which word, and how a refusal reads."""

from tests.doors.pages import OF_PLAN
from tests.doors.visitors import (
    ADMINISTRATOR,
    AUDITOR,
    DEAD_TOKENS,
    NOBODY,
    OWNER,
    PROGRAMS,
    READ_TOKEN,
    RECORD_A,
    RECORD_B,
    SEE_DRAFT,
    STRANGERS,
    WITHOUT_CONTENT,
)
from tests.doors.world import (
    DRAFT,
    DRAFT_NAME,
    DRAFT_REPORT,
    EARLIER,
    MAIL,
    NOTE_A,
    NOTE_B,
    REDACTED,
    REPORT,
    TOKEN,
    VIEW,
)

SEEN_BY = {
    DRAFT_NAME: SEE_DRAFT,
    DRAFT: SEE_DRAFT,
    EARLIER: OF_PLAN,
    NOTE_A: RECORD_A | {AUDITOR},
    NOTE_B: RECORD_B | {AUDITOR},
    REPORT: OF_PLAN,
    DRAFT_REPORT: SEE_DRAFT,
    VIEW: NOBODY,
    TOKEN: {AUDITOR},
    MAIL: {ADMINISTRATOR},
    REDACTED: NOBODY,
}
# Somebody must be given the role of coordinating a draft: its name, and no more of it, is known where roles are given.
ROLES = "/admin/initiatives/membership/"
SIGN_IN, ADMIN_SIGN_IN = "/sign-in/", "/admin/login/"


def is_reader(visitor, readers):
    """Return whether a person, or a program by its owner, is among those who may read."""
    return visitor in readers or OWNER.get(visitor) in readers


def is_writer(visitor, write):
    """Return whether a person, or a program with a token that writes, is among those who may write."""
    return visitor in write.writers or (visitor != READ_TOKEN and OWNER.get(visitor) in write.writers)


def words_withheld_from(visitor, address):
    """Return the words that no answer to this visitor at this address may have."""
    name_is_known = visitor == ADMINISTRATOR and address.startswith(ROLES)
    return [
        word
        for word, seen_by in SEEN_BY.items()
        if not is_reader(visitor, seen_by) and not (name_is_known and word == DRAFT_NAME)
    ]


def reads(visitor, door, address):
    """Return whether a visitor reads behind a door; the documentation is for browsers."""
    return is_reader(visitor, door.readers) and not (visitor in PROGRAMS and address.startswith("/api/docs/"))


def lets_in(answer):
    """Return whether an answer is no request to sign in."""
    return not answer.headers.get("Location", "").startswith((SIGN_IN, ADMIN_SIGN_IN))


def refusals(visitor, address, *, is_hidden, writes=False):
    """Return the statuses with which a visitor may be refused."""
    area = address.split("/")[1]
    if area == "api" and not address.startswith("/api/docs/"):
        if visitor in STRANGERS | DEAD_TOKENS:
            return {401}
        if visitor in WITHOUT_CONTENT:
            return {403}
        # A body or a filter that names what is hidden is told that there is no such thing.
        if is_hidden:
            return {404, 400, 405} if writes else {404, 400}
        # 409: it may be removed, but has a history.
        return {403, 404, 405, 409} if writes else {403}
    if visitor in STRANGERS | PROGRAMS:
        return {302, 403} if writes else {302}
    if area == "admin" and visitor in WITHOUT_CONTENT - {ADMINISTRATOR}:
        return {302}
    if visitor in WITHOUT_CONTENT:
        return {403, 404, 405} if area == "admin" or writes or is_hidden else {403}
    if is_hidden:
        return {404, 400, 405} if writes else {404, 400}
    return {400, 403, 404, 405} if writes else {400, 403}
