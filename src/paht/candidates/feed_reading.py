"""Reading RSS 2.0, RSS 1.0 (RDF) and Atom. Pure, bounded, and deaf to everything that makes XML dangerous: a document
with a declaration of its type is refused, so there are no entities and nothing that is fetched or multiplied."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from xml.parsers import expat

MOST_ITEMS, DEEPEST = 200, 30
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LINK = 300, 1500, 1000
_TAGS, _SPACES = re.compile(r"<[^>]{0,2000}>"), re.compile(r"\s+")


class NoFeedError(Exception):
    """What came is no feed, or one that we do not read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its own identifier (else its link), when it appeared (``None``: it does not say)."""

    key: str
    title: str
    summary: str
    link: str
    at: datetime | None


@dataclass(slots=True)
class _Node:
    """An element of the document: its name without namespace, attributes, words and elements in it."""

    name: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)
    inner: list["_Node"] = field(default_factory=list)

    def all_words(self) -> str:
        """The words in it, and in all that is in it."""
        return "".join([*self.words, *(each.all_words() for each in self.inner)])

    def named(self, *names: str) -> Iterator["_Node"]:
        """What is in it by one of these names, at any depth."""
        for each in self.inner:
            if each.name in names:
                yield each
            else:
                yield from each.named(*names)


def read_feed(content: bytes) -> list[Item]:
    """The newest items of a feed, as it orders them; raises :class:`NoFeedError`."""
    root = _parsed(content)
    if root.name not in ("rss", "RDF", "feed"):
        raise NoFeedError("it is neither RSS nor Atom")
    items = map(_item, islice(root.named("item", "entry"), MOST_ITEMS))
    return [item for item in items if item.key and item.title]


def _parsed(content: bytes) -> _Node:
    open_nodes = [_Node("", {})]
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_nodes) > DEEPEST:
            raise NoFeedError("it is nested too deeply")
        node = _Node(name.rpartition("}")[2], attributes)
        open_nodes[-1].inner.append(node)
        open_nodes.append(node)

    def end(_: str) -> None:
        open_nodes.pop()

    def words(text: str) -> None:
        open_nodes[-1].words.append(text)

    def declared(*_: object) -> None:
        raise NoFeedError("it declares a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NoFeedError("it is no well-formed XML") from error
    return open_nodes[0].inner[0]


def _item(element: _Node) -> Item:
    parts: dict[str, str] = {}
    link = ""
    for child in element.inner:
        if child.name == "link" and child.attributes.get("href"):
            if child.attributes.get("rel", "alternate") == "alternate":
                link = link or child.attributes["href"]
        else:
            parts.setdefault(child.name, child.all_words())
    link = (link or parts.get("link", "")).strip()[:LONGEST_LINK]
    if not link.startswith(("https://", "http://")):
        link = ""
    return Item(
        key=(parts.get("guid") or parts.get("id") or link).strip()[:LONGEST_LINK],
        title=_text(parts.get("title", ""))[:LONGEST_TITLE],
        summary=_text(parts.get("description") or parts.get("summary") or parts.get("content", ""))[
            :LONGEST_SUMMARY
        ],
        link=link,
        at=_moment(
            parts.get("pubDate") or parts.get("published") or parts.get("updated") or parts.get("date", "")
        ),
    )


def _text(written: str) -> str:
    """Plain words: feeds carry HTML within their text."""
    return _SPACES.sub(" ", html.unescape(_TAGS.sub(" ", written))).replace("\x00", "").strip()


def _moment(written: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(written.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo is not None else None
    return None
