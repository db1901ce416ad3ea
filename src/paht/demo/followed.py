"""What the demo's press and social feeds said today: invented articles, read by the reader that reads every feed. The
addresses are nobody's, so each is read once and never asked for again.
"""

from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.candidates import feeds
from paht.candidates.fetching import Fetched, NotFetchedError
from paht.demo.working import as_worker

NEVER = timedelta(days=3650)
PRESS, SOCIAL = "https://bao.vidu.test/{slug}/rss.xml", "https://mang.vidu.test/{slug}/atom.xml"
_PRESS = (
    (
        "Mưa lớn gây ngập nhiều tuyến đường ở {0}",
        "Nước ngập hơn 30 cm, nhiều xe chết máy tại {0} sáng nay.",
        50,
    ),
    ("Sạt lở bờ sông đe dọa nhà dân ở {1}", "Đoạn sạt lở dài khoảng 20 m, sát đường dân sinh ở {1}.", 130),
    ("Giải bóng đá thiếu niên khai mạc", "Tám đội tham dự giải bóng đá thiếu niên năm nay.", 200),
)
_SOCIAL = (
    (
        "Ổ gà to trước chợ {2}",
        "Ổ gà to trước chợ {2}, tối qua có người té xe. Gọi 0912 345 678 để hỏi thêm.",
        35,
    ),
    ("Rác chất đống ven kênh {0}", "Rác chất đống cả tuần ven kênh {0}, mùi rất khó chịu.", 95),
)
WORDS = ["ngập", "sạt lở", "ổ gà", "rác", "cây ngã"]


def follow(*, jurisdiction: Jurisdiction, now: datetime) -> None:
    """Follow both feeds and read them; again finds nothing new."""
    slug = jurisdiction.slug
    for name, kind, url in (
        ("Báo địa phương (trình diễn)", "press", PRESS),
        ("Nhóm cộng đồng (trình diễn)", "social", SOCIAL),
    ):
        feeds.follow(
            jurisdiction_id=jurisdiction.id,
            name=name,
            kind=kind,
            url=url.format(slug=slug),
            words=WORDS,
            now=now,
        )
    said = {PRESS.format(slug=slug): rss, SOCIAL.format(slug=slug): atom}

    def get(url: str, **_: Any) -> Fetched:
        if url not in said:
            raise NotFetchedError("another province's")
        return Fetched(said[url](jurisdiction, now).encode())

    with as_worker():
        feeds.read_due(now=now, get=get)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE candidates_feed SET due_at = %s WHERE jurisdiction_id = %s AND url = ANY(%s)",
                [now + NEVER, jurisdiction.id, list(said)],
            )


def _named(jurisdiction: Jurisdiction, words: str) -> str:
    return escape(words.format(*(commune.name for commune in jurisdiction.province.communes[:3])))


def rss(jurisdiction: Jurisdiction, now: datetime) -> str:
    """The paper's feed."""
    items = "".join(
        f"<item><title>{_named(jurisdiction, title)}</title><description>{_named(jurisdiction, text)}</description>"
        f"<link>https://bao.vidu.test/{number}</link><guid>bao-{number}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=minutes))}</pubDate></item>"
        for number, (title, text, minutes) in enumerate(_PRESS)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>'


def atom(jurisdiction: Jurisdiction, now: datetime) -> str:
    """The group's feed."""
    entries = "".join(
        f"<entry><id>tag:mang.vidu.test,{number}</id><title>{_named(jurisdiction, title)}</title>"
        f"<summary>{_named(jurisdiction, text)}</summary><link href='https://mang.vidu.test/{number}'/>"
        f"<updated>{(now - timedelta(minutes=minutes)).isoformat()}</updated></entry>"
        for number, (title, text, minutes) in enumerate(_SOCIAL)
    )
    head = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Nhóm</title>"
    return f"{head}{entries}</feed>"
