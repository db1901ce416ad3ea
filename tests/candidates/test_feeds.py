"""Press and social feeds: conditional, backed off, bounded, never to an inner address; a candidate once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connections
from django.test import Client

from paht.candidates import feeds, fetching, queries
from paht.candidates.feed_reading import NoFeedError, read_feed
from paht.candidates.fetching import NotFetchedError, fetch
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince
from tests.working import as_worker

BrowserOf = Callable[[TestProvince], Client]
ANYWHERE = partial(fetch, allowed=lambda _: True)
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo</title>
<item><guid>a-1</guid><title>Đường ngập sâu ở {commune}</title><link>https://bao.example/1</link>
<description>&lt;p&gt;Nước ngập, ông Nguyễn Văn Đáng, 0912345678, kể.&lt;/p&gt;</description>
<pubDate>Wed, 18 Nov 2026 09:00:00 +0700</pubDate></item>
<item><guid>a-2</guid><title>Giá vàng hôm nay</title><link>https://bao.example/2</link></item>
<item><guid>a-3</guid><title>Chuyện ngập năm xưa</title><pubDate>Wed, 18 Nov 2020 09:00:00 +0700</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id><title type="html">Cháy &amp;amp; khói</title>
<link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/><summary>Gần chợ</summary>
<updated>2026-11-18T02:00:00Z</updated></entry></feed>"""


@dataclass
class Publisher:
    """A web server that publishes a feed and counts who asks."""

    url: str = ""
    content: bytes = b""
    status: int = 200
    location: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    it = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            it.asked.append(dict(self.headers.items()))
            is_known = self.headers.get("If-None-Match") == '"1"'
            self.send_response(304 if is_known and it.status == 200 else it.status)
            self.send_header("ETag", '"1"')
            if it.location:
                self.send_header("Location", it.location)
            content = b"" if is_known else it.content
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    it.url = f"http://127.0.0.1:{server.server_address[1]}/rss?muc=tinh"
    yield it
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def followed(vinh_long: TestProvince, time: Clock, publisher: Publisher) -> TestProvince:
    commune = vinh_long.jurisdiction.province.communes[3].name
    publisher.content = RSS.replace("{commune}", commune).encode()
    feeds.follow(
        jurisdiction_id=vinh_long.jurisdiction.id,
        name="Báo tỉnh",
        kind="press",
        url=publisher.url,
        words=["ngập", "sạt lở"],
        now=time.at,
    )
    return vinh_long


def read(time: Clock) -> int:
    with as_worker():
        return feeds.read_due(now=time.at, limit=1000, get=ANYWHERE)


def the_feed(province: TestProvince) -> feeds.Feed:
    (found,) = feeds.feeds(jurisdiction_id=province.jurisdiction.id)
    return found


@pytest.mark.clause("VL.8.3")
def test_an_article_with_a_followed_word_becomes_a_candidate_once(
    followed: TestProvince, time: Clock, publisher: Publisher, browser_of: BrowserOf
) -> None:
    read(time)
    (row,) = queries.listed(jurisdiction_id=followed.jurisdiction.id)
    assert row.source == "press"
    assert row.commune == followed.jurisdiction.province.communes[3].code
    assert "0912345678" not in row.words
    assert "Đáng" not in row.words
    time.forward(minutes=10)
    read(time)
    assert publisher.asked[-1]["If-None-Match"] == '"1"'
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_feed SET etag = '', due_at = %s WHERE url = %s", [time.at, publisher.url]
        )
    read(time)
    assert len(publisher.asked) == 3
    assert len(queries.listed(jurisdiction_id=followed.jurisdiction.id)) == 1
    page = signed_in(browser_of(followed), "tiepnhan").get(f"/desk/phat-hien/{row.id}/").content.decode()
    assert "Nguyễn Văn Đáng" in page, "the officer verifies the source by its own words"
    assert "https://bao.example/1" in page


def test_a_feed_that_fails_is_asked_ever_more_rarely_and_comes_back(
    followed: TestProvince, time: Clock, publisher: Publisher
) -> None:
    publisher.status = 503
    for wait in feeds.BACK_OFF[:3]:
        read(time)
        asked = len(publisher.asked)
        time.at += wait - timedelta(seconds=1)
        read(time)
        assert len(publisher.asked) == asked, "not before its time"
        time.forward(seconds=1)
    assert (the_feed(followed).failures, the_feed(followed).problem) == (3, "http 503")
    publisher.status = 200
    read(time)
    assert (the_feed(followed).failures, the_feed(followed).problem) == (0, "")


def test_a_feed_that_is_switched_off_is_not_read(
    followed: TestProvince, time: Clock, publisher: Publisher
) -> None:
    here = followed.jurisdiction.id
    assert feeds.switch(jurisdiction_id=here, feed_id=the_feed(followed).id, is_on=False, now=time.at)
    read(time)
    assert publisher.asked == []


def test_an_inner_address_is_refused_also_behind_a_redirect_and_a_name(publisher: Publisher) -> None:
    with pytest.raises(NotFetchedError, match="not one of the internet"):
        fetch(publisher.url)
    with pytest.raises(NotFetchedError, match="not one of the internet"):
        fetch(publisher.url.replace("127.0.0.1", "localhost"))
    assert publisher.asked == []
    publisher.status, publisher.location = 302, "http://[::1]:9/geheim"
    only_v4 = partial(fetch, allowed=lambda address: address.version == 4)
    with pytest.raises(NotFetchedError, match="not one of the internet"):
        only_v4(publisher.url)
    publisher.location = "file:///etc/passwd"
    with pytest.raises(NotFetchedError, match="only http"):
        ANYWHERE(publisher.url)
    publisher.location = publisher.url
    with pytest.raises(NotFetchedError, match="too many redirects"):
        ANYWHERE(publisher.url)


def test_what_is_too_large_is_not_read_to_its_end(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    publisher.content = b"x" * 100_000
    with pytest.raises(NotFetchedError, match="too large"):
        ANYWHERE(publisher.url)


def test_atom_is_read_like_rss() -> None:
    (item,) = read_feed(ATOM.encode())
    assert (item.key, item.title, item.link) == ("tag:1", "Cháy & khói", "https://x.example/1")
    assert item.at is not None
    assert item.at.isoformat() == "2026-11-18T02:00:00+00:00"


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>',
        b"<rss>" + b"<a>" * 100 + b"</a>" * 100 + b"</rss>",
        b"<html><body>404</body></html>",
        b"<rss><item>",
        b"",
        b"\x00\x01",
    ],
)
def test_what_is_dangerous_or_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(NoFeedError):
        read_feed(content)
