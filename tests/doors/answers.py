"""Answers as text that can be searched and compared: without what differs from one request to the next."""

import io
import re
import zipfile

ZIP = b"PK\x03\x04"
PASSING = [
    re.compile(pattern)
    for pattern in (
        r'name="csrfmiddlewaretoken" value="[^"]*"',
        r'data-csrf-token="[^"]*"',
        # Instants: in ISO 8601, in addresses, and the time of day in words.
        r"\d{4}-\d\d-\d\d(?:T|%20| )\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d(?:\.\d+)?)?(?:Z|(?:\+|%2B)\d\d(?::|%3A)\d\d)?",
        r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b",
        # An instant in a worksheet: a day's number with its fraction.
        r"<v>\d{5}\.\d+</v>",
        # Every report prints a digest of the whole log, out of which nobody reads what is in it.
        r"\b[0-9a-f]{64}\b",
        r'name="seen_at" value="[^"]*"',
    )
]


def text_of(answer):
    """Return all that an answer tells: status, headers and body, packed files unpacked."""
    body = answer.getvalue() if answer.streaming else answer.content
    if body.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in sorted(packed.namelist())]
        told = "\n".join(parts)
    else:
        told = body.decode("utf-8", "replace")
    return "\n".join([str(answer.status_code), *(f"{name}: {value}" for name, value in answer.headers.items()), told])


def comparable(answer):
    """Return what an answer tells that would be told again, without its length and its tag."""
    told = text_of(answer)
    for pattern in PASSING:
        told = pattern.sub("·", told)
    return re.sub(r"(?m)^(Content-Length|X-Request-ID|ETag|Last-Modified|Expires|Content-Disposition): .*$", "", told)
