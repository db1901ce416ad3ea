"""The words of an HTML message: no script, no picture from elsewhere, nothing fetched; and where the quoting begins."""

from html.parser import HTMLParser

MOST_CHARACTERS = 400_000
_UNSEEN = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe"}
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "table",
        "tr",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "hr",
        "blockquote",
        "address",
        "form",
    ]
)
_VOID = frozenset(
    {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source", "embed"}
)
QUOTE = "\x02"
"""Stands at the beginning of a line where an HTML message marks what follows as quoted; no text holds it otherwise."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        if _is_quote(tag, given):
            self.parts.append(f"\n{QUOTE}\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS or tag == "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.replace(QUOTE, "").split()) if data.strip() else " ")
            if data[-1:].isspace() and data.strip():
                self.parts.append(" ")


def _is_quote(tag: str, given: dict[str, str | None]) -> bool:
    css, name = given.get("class") or "", given.get("id") or ""
    if tag == "blockquote" and (given.get("type") == "cite" or "gmail_quote" in css):
        return True
    return tag == "div" and (
        "gmail_quote" in css
        or name in ("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container")
    )


def text_of(html: str) -> str:
    """The words, a line for each block."""
    reader = _Reader()
    reader.feed(html[:MOST_CHARACTERS])
    reader.close()
    lines = (
        " ".join(line.split()) if line.strip() != QUOTE else QUOTE
        for line in "".join(reader.parts).split("\n")
    )
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n ")
