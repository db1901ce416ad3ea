"""Press and social feeds: read when they are due, told apart from what was read before, and searched for the words
for which an administrator follows them. What fits becomes a candidate; its own text lies in the vault."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import connection

from paht.agencies import jurisdictions
from paht.agencies.geography import without_diacritics
from paht.agencies.jurisdictions import Jurisdiction
from paht.candidates.candidate import Candidate, masked
from paht.candidates.feed_reading import Item, NoFeedError, read_feed
from paht.candidates.fetching import Fetched, NotFetchedError, fetch
from paht.candidates.keeping import is_kept, keep
from paht.candidates.taking import judged
from paht.identity import new_id
from paht.people.vault import seal
from paht.walls.here import within

EVERY = timedelta(minutes=10)
BACK_OFF = tuple(timedelta(minutes=n) for n in (10, 30, 120, 360, 1440))
"""After the first, second … failure in a row; the last one from then on."""
OLDEST = timedelta(days=3)
CONFIDENCE_OF_WORD, MOST_CONFIDENCE = 0.3, 0.75
"""What one followed word is worth; a text is never as sure as a camera."""
AT_ONCE = 3

Fetch = Callable[..., Fetched]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed, and how its reading goes."""

    id: uuid.UUID
    name: str
    kind: str
    url: str
    words: tuple[str, ...]
    is_on: bool
    read_at: datetime | None
    failures: int
    problem: str


def feeds(*, jurisdiction_id: int) -> list[Feed]:
    """All feeds of the province by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, kind, url, words, is_on, read_at, failures, problem FROM candidates_feed "
            "WHERE jurisdiction_id = %s ORDER BY name, id LIMIT 500",
            [jurisdiction_id],
        )
        return [Feed(*(*row[:4], tuple(row[4]), *row[5:])) for row in cursor.fetchall()]


def follow(
    *, jurisdiction_id: int, name: str, kind: str, url: str, words: list[str], now: datetime
) -> uuid.UUID | dict[str, str]:
    """Follow a feed; its identifier, or what is wrong by field."""
    wrong: dict[str, str] = {}
    words = [each.strip()[:60] for each in words if each.strip()][:100]
    if not 1 <= len(name) <= 80:
        wrong["feed_name"] = "Xin ghi tên nguồn tin, không quá 80 ký tự."
    if kind not in ("press", "social"):
        wrong["feed_kind"] = "Xin chọn báo chí hoặc mạng xã hội."
    if len(url) > 500 or urlsplit(url).scheme not in ("https", "http") or not urlsplit(url).hostname:
        wrong["url"] = "Xin ghi địa chỉ RSS hoặc Atom, bắt đầu bằng https://."
    if not words:
        wrong["words"] = "Xin ghi ít nhất một từ khóa: tên địa danh, loại sự việc."
    if wrong:
        return wrong
    feed_id = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO candidates_feed (jurisdiction_id, id, name, kind, url, words, due_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction_id, feed_id, name, kind, url, words, now],
        )
        return feed_id if cursor.rowcount else {"url": "Nguồn tin này đã được theo dõi."}


def switch(*, jurisdiction_id: int, feed_id: uuid.UUID, is_on: bool, now: datetime) -> bool:
    """Read the feed, or not any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_feed SET is_on = %s, due_at = %s WHERE jurisdiction_id = %s AND id = %s",
            [is_on, now, jurisdiction_id, feed_id],
        )
        changed: bool = cursor.rowcount == 1
    return changed


class _Due(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    kind: str
    url: str
    words: list[str]
    etag: str
    modified: str
    failures: int


_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM candidates_feed WHERE is_on AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE candidates_feed f SET due_at = %(now)s + %(every)s FROM mine
WHERE (f.jurisdiction_id, f.id) = (mine.jurisdiction_id, mine.id)
RETURNING f.jurisdiction_id, f.id, f.kind, f.url, f.words, f.etag, f.modified, f.failures
"""


def read_due(*, now: datetime, limit: int = AT_ONCE, get: Fetch = fetch) -> int:
    """Read the feeds that are due, at most ``limit`` of them; how many candidates came of it. For the worker."""
    made = 0
    for _ in range(limit):
        with connection.cursor() as cursor:
            given: dict[str, Any] = {"now": now, "every": EVERY}
            cursor.execute(_CLAIM, given)
            row = cursor.fetchone()
        if row is None:
            break
        made += _read(_Due(*row), now, get)
    return made


def _read(feed: _Due, now: datetime, get: Fetch) -> int:
    try:
        got = get(feed.url, etag=feed.etag, modified=feed.modified)
        items = read_feed(got.content) if got.content is not None else []
    except (NotFetchedError, NoFeedError) as error:
        log.warning("a feed was not read: %s", error)
        failures = min(feed.failures + 1, 1000)
        due = now + BACK_OFF[min(failures, len(BACK_OFF)) - 1]
        _note(feed, "failures = %s, problem = %s, due_at = %s", [failures, str(error)[:200], due])
        return 0
    jurisdiction = jurisdictions.of_id(feed.jurisdiction_id)
    with within(feed.jurisdiction_id):
        made = sum(_kept(feed, item, jurisdiction, now) for item in items)
    # Last: what a crash leaves unread is read again, and nothing twice.
    values = [got.etag, got.modified, now]
    _note(feed, "etag = %s, modified = %s, read_at = %s, failures = 0, problem = ''", values)
    return made


def _note(feed: _Due, what: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE candidates_feed SET {what} WHERE jurisdiction_id = %s AND id = %s",
            [*values, feed.jurisdiction_id, feed.id],
        )


def _kept(feed: _Due, item: Item, jurisdiction: Jurisdiction, now: datetime) -> bool:
    at = min(item.at or now, now)
    text = f"{item.title}. {item.summary}"
    found = _found(feed.words, text)
    candidate_id = uuid.uuid5(feed.id, item.key)
    if (
        not found
        or at < now - OLDEST
        or is_kept(jurisdiction_id=feed.jurisdiction_id, candidate_id=candidate_id)
    ):
        return False
    kind, field, word = judged(text, jurisdiction=jurisdiction, word=item.title)
    communes = [each for each in jurisdiction.province.communes if _has(text, each.name)]
    candidate = Candidate(
        id=candidate_id,
        source=feed.kind,
        origin_id=feed.id,
        event="",
        found_at=at,
        received_at=now,
        word=word,
        kind=kind,
        field=field,
        words=masked(item.summary),
        confidence=min(CONFIDENCE_OF_WORD * len(found), MOST_CONFIDENCE),
        # A text names a commune, not a place: a point would say more than anybody knows.
        commune=communes[0].code if len(communes) == 1 else "",
    )
    # Whose post it is may stand in its address; the words that everybody at the desk reads are masked.
    sealed = seal(
        record_id=candidate_id,
        jurisdiction_id=feed.jurisdiction_id,
        fields={"link": item.link, "text": text},
    )
    return keep(candidate, jurisdiction_id=feed.jurisdiction_id, sealed=sealed) is not None


def _found(words: list[str], text: str) -> list[str]:
    return [word for word in words if _has(text, word)]


def _has(text: str, word: str) -> bool:
    """Whether the text has the word or words, whole; with the diacritics where the word has them."""
    bare = without_diacritics(word)
    where, what = (
        (text.casefold(), word.casefold()) if bare != word.casefold() else (without_diacritics(text), bare)
    )
    padded = " ".join("".join(letter if letter.isalnum() else " " for letter in where).split())
    return f" {what} " in f" {padded} "
