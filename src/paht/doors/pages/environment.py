"""The Jinja2 environment of our own pages, as Django's Jinja2 backend asks for it.

Nothing here reads the clock: a page's moment comes in with the view's context.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup, escape

from paht.doors.pages import wording
from paht.doors.pages.attachments import ACCEPT, ACCEPT_SCENES
from paht.doors.pages.clauses import clause_words

TEMPLATES = Path(__file__).resolve().parent / "templates"
SPRITE = "vendor/icons/icons.svg"

#: The citizen's main navigation: key, label, icon, path. A view names its key in `current`.
CITIZEN_NAV: tuple[tuple[str, str, str, str], ...] = (
    ("send", "Gửi phản ánh", "send", "/gui/"),
    ("follow", "Tra cứu", "search", "/tra-cuu/"),
    ("results", "Kết quả công khai", "news", "/ket-qua/"),
    ("map", "Bản đồ", "map", "/ban-do/"),
    ("process", "Quy trình", "route", "/quy-trinh/"),
    ("contacts", "Danh bạ", "address-book", "/danh-ba/"),
)


def environment(**options: Any) -> Environment:
    """Return the environment; `options` are Jinja2's, as Django's backend passes them.

    A missing variable is an error (StrictUndefined) and everything is escaped, whatever the options say:
    a page that silently shows nothing, or shows markup from a sender, is worse than one that fails in a test.
    """
    options.setdefault("loader", FileSystemLoader(TEMPLATES))
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701 - autoescape is set one line above
    made.globals |= {
        "static": static,
        "script": script,
        "url": url,
        "icon": icon,
        "citizen_nav": CITIZEN_NAV,
        "map_style": settings.MAP_STYLE or None,
        "word_changes": wording.word_changes,
        "accepted_files": ACCEPT,
        "accepted_pictures": ACCEPT_SCENES,
    }
    filters: dict[str, Callable[..., Any]] = {
        "vi_datetime": wording.vi_datetime,
        "vi_short": wording.vi_short,
        "vi_date": wording.vi_date,
        "vi_number": wording.vi_number,
        "vi_duration": wording.vi_duration,
        "relative_due": wording.relative_due,
        "iso": wording.iso,
        "clause_words": clause_words,
    }
    made.filters |= filters
    return made


@cache
def static(path: str) -> str:
    """Return the address of a static file; it changes with the content, so that browsers may keep it."""
    file = TEMPLATES.parents[1] / "static" / path
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    return f"{settings.STATIC_URL}{path}?v={version}"


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the path of the named view, as `{% url %}` does in Django's own templates."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def script(context: Context, path: str, kind: Literal["", "defer", "module"] = "") -> Markup:
    """Return the script element of a static file: the one way in which a page runs anything.

    It carries the nonce of this answer, without which the browser refuses it; a macro that is imported without context
    has none, so the pages call this themselves.
    """
    source = context["static"]
    how = Markup({"": "", "defer": " defer", "module": ' type="module"'}[kind])  # noqa: S704 - constants
    nonce = context.get("csp_nonce")
    allowed = Markup(' nonce="{}"').format(str(nonce)) if nonce is not None else ""
    return Markup('<script src="{}"{}{}></script>').format(source(path), how, allowed)


@pass_environment
def icon(environment: Environment, name: str, label: str | None = None, classes: str = "") -> Markup:
    """Return an icon of the sprite; decorative unless `label` says what it means to a screen reader."""
    source = environment.globals["static"]
    assert callable(source)
    meaning = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true" focusable="false"')
    )
    return Markup('<svg class="{}" {}><use href="{}#{}"></use></svg>').format(
        f"icon icon-{name} {classes}".strip(), meaning, escape(source(SPRITE)), name
    )
