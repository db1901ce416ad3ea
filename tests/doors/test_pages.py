"""The visual language: all components render and keep what a policy or a reader relies on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest

from paht.doors.pages import gallery, wording
from paht.doors.pages.environment import TEMPLATES, environment

STATIC = TEMPLATES.parent.parent / "static"
OWN = STATIC / "paht"
VENDOR = STATIC / "vendor"
SOURCES = sorted(TEMPLATES.rglob("*.html"))
NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)

TEXT_ON = [
    *(("text", ground) for ground in ("bg", "surface", "surface-2", "muted-soft", "primary-soft")),
    *(("text-2", ground) for ground in ("bg", "surface", "surface-2")),
    *(("link", ground) for ground in ("bg", "surface", "surface-2")),
    *(("primary", ground) for ground in ("bg", "surface", "primary-soft")),
    *(("bad", ground) for ground in ("bg", "surface", "surface-2")),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("primary-strong", "primary-soft"),
    ("text-2", "primary-soft"),
    *((tone, f"{tone}-soft") for tone in ("ok", "warn", "bad", "violation", "info")),
    *(("text", f"{tone}-soft") for tone in ("ok", "warn", "bad", "violation", "info")),
    *((tone, "surface") for tone in ("ok", "warn", "bad")),
    ("on-header", "header"),
    ("on-header-2", "header"),
]
EDGE_ON = [("line-strong", "surface"), ("line-strong", "bg"), ("focus", "bg"), ("focus", "surface")]


@pytest.mark.parametrize("name", gallery.SAMPLES)
def test_every_component_renders_in_its_full_empty_and_error_states(name: str) -> None:
    page = gallery.render_sample(name)
    assert page.startswith("<!doctype html>")
    assert "</html>" in page


def test_every_macro_is_called_by_a_page_or_by_a_macro_that_one_calls() -> None:
    pages = TEMPLATES.parent.parent.rglob("templates/**/*.html")
    calls = "".join(path.read_text(encoding="utf-8") for path in pages)
    calls = re.sub(r"{% macro \w+\(", "", calls)
    macros = [
        name
        for path in TEMPLATES.glob("macros/*.html")
        for name in re.findall(r"{% macro (\w+)\(", path.read_text(encoding="utf-8"))
    ]
    assert macros
    assert [name for name in macros if not re.search(rf"\b{name}\(", calls)] == []


@pytest.mark.parametrize("name", ["errors/404.html", "errors/403.html", "errors/500.html", "signin.html"])
def test_error_pages_and_sign_in_render_with_no_context_at_all(name: str) -> None:
    made = environment()
    made.globals["static"] = lambda path: f"/static/{path}"
    assert "<h1>" in made.get_template(name).render()


@pytest.mark.parametrize("layout", ["layouts/citizen.html", "layouts/staff.html"])
def test_a_refusal_says_what_why_by_which_clause_and_what_next(layout: str) -> None:
    made = environment()
    made.globals["static"] = lambda path: f"/static/{path}"
    page = made.get_template("errors/refused.html").render(
        layout=layout,
        nav=[],
        title="Chưa gửi được phản ánh",
        reason="Ảnh đã chụp quá 24 giờ.",
        clause="Điều 8 khoản 1 điểm b",
        next=[{"label": "Chọn ảnh khác", "href": "/gui/"}],
    )
    for part in (
        "Chưa gửi được phản ánh",
        "Ảnh đã chụp quá 24 giờ.",
        "Điều 8 khoản 1 điểm b",
        'href="/gui/"',
    ):
        assert part in page


class _Forbidden(HTMLParser):
    """Collects what a strict content security policy refuses, and addresses outside this site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self.controls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")) or (value or "").startswith("javascript:"):
                self.found.append(f"{name}={value}")
            if name in {"src", "href"} and re.match(r"(https?:)?//", value or ""):
                self.found.append(f"outside: {value}")
        if identifier := given.get("id"):
            self.ids.append(identifier)
        if tag == "label" and given.get("for"):
            self.labels.add(str(given["for"]))
        if tag in {"input", "select", "textarea"} and given.get("type") not in {
            "hidden",
            "radio",
            "checkbox",
        }:
            self.controls.append(str(given.get("id")))


@pytest.mark.parametrize("name", gallery.SAMPLES)
def test_a_page_has_nothing_that_a_strict_policy_refuses(name: str) -> None:
    parser = _Forbidden()
    parser.feed(gallery.render_sample(name))
    assert parser.found == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_template_has_no_inline_script_style_or_event_handler(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|hx-on|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("name", gallery.SAMPLES)
def test_every_control_has_a_label_and_every_id_is_unique(name: str) -> None:
    parser = _Forbidden()
    parser.feed(gallery.render_sample(name))
    assert set(parser.controls) <= parser.labels
    assert len(parser.ids) == len(set(parser.ids))


@pytest.mark.parametrize(
    "path",
    [*SOURCES, *sorted(TEMPLATES.parent.glob("*.py")), *sorted(OWN.glob("*.js"))],
    ids=lambda path: path.name,
)
def test_vietnamese_text_is_composed(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons/icons.svg").read_text(encoding="utf-8")))
    used = set()
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bicon\('([^']+)'", source))
        used |= set(re.findall(r"(?:'icon': |icon_name=)'([^']+)'", source))
    assert used - there == set()


def themes() -> dict[str, dict[str, str]]:
    """Return the tokens of the light theme, of the chosen dark one and of the system's dark one."""
    css = (OWN / "tokens.css").read_text(encoding="utf-8")
    chosen = {
        "light": r"^:root \{(.*?)\}",
        "dark": r'^:root\[data-theme="dark"\] \{(.*?)\}',
        "system": r':root:not\(\[data-theme="light"\]\) \{(.*?)\}',
    }
    found = {}
    for name, pattern in chosen.items():
        block = re.search(pattern, css, re.DOTALL | re.MULTILINE)
        assert block is not None
        found[name] = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block.group(1)))
    return found


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground_by_four_and_a_half_to_one(theme: str) -> None:
    tokens = themes()[theme]
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_controls_and_the_focus_ring_stand_out_by_three_to_one(theme: str) -> None:
    tokens = themes()[theme]
    assert [pair for pair in EDGE_ON if contrast(tokens[pair[0]], tokens[pair[1]]) < 3] == []


def test_the_chosen_dark_theme_is_the_systems_dark_theme() -> None:
    assert themes()["dark"] == themes()["system"]


def test_every_vendored_file_has_the_recorded_bytes_and_no_other_file_lies_there() -> None:
    record = (VENDOR / "VENDORED.md").read_text(encoding="utf-8")
    recorded = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", record, re.MULTILINE))
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }
    assert there == recorded


def test_a_stylesheet_stays_short_enough_to_read() -> None:
    assert [
        path.name for path in OWN.glob("*.css") if len(path.read_text(encoding="utf-8").splitlines()) >= 400
    ] == []


def test_what_a_sender_typed_is_escaped_in_every_place_it_is_shown() -> None:
    made = environment(autoescape=False)
    made.globals["static"] = lambda path: f"/static/{path}"
    page = made.from_string(
        "{% import 'macros/forms.html' as forms %}{% import 'macros/facts.html' as facts %}"
        "{{ forms.field('a', 'A', value=bad) }}{{ forms.textarea('b', 'B', value=bad) }}"
        "{{ facts.facts([('C', bad)]) }}{{ facts.compare(bad, 'x') }}"
    ).render(bad='"><script>alert(1)</script>')
    assert "<script" not in page


def test_a_moment_is_shown_in_vietnams_time_with_its_weekday() -> None:
    assert wording.vi_datetime(NOW) == "16:30 thứ Sáu, 13/02/2026"
    assert wording.vi_datetime(datetime(2026, 2, 14, 23, 0, tzinfo=timezone(timedelta(hours=1)))) == (
        "05:00 Chủ nhật, 15/02/2026"
    )
    assert wording.vi_short(NOW) == "16:30, 13/02/2026"
    assert wording.vi_date(datetime(2026, 2, 13, 18, 0, tzinfo=UTC)) == "14/02/2026"
    assert wording.vi_date(date(2026, 2, 13)) == "13/02/2026"
    assert wording.iso(NOW) == "2026-02-13T16:30:00+07:00"
    assert wording.vi_datetime(None) == wording.vi_date(None) == wording.vi_short(None) == "–"


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        wording.vi_datetime(datetime(2026, 2, 13, 9, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (1234.5, None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (0, None, "0"),
        (96.4, 1, "96,4"),
        (2.0, None, "2"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(number: float, decimals: int | None, shown: str) -> None:
    assert wording.vi_number(number, decimals) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (59, "dưới 1 phút"),
        (60, "1 phút"),
        (35 * 60, "35 phút"),
        (3600, "1 giờ"),
        (3660, "1 giờ 1 phút"),
        (86400, "1 ngày"),
        (86400 + 120, "1 ngày"),
        (2 * 86400 + 3 * 3600 + 59, "2 ngày 3 giờ"),
        (-7200, "2 giờ"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(seconds: int, shown: str) -> None:
    assert wording.vi_duration(seconds) == shown


def test_the_due_moment_itself_is_still_in_time() -> None:
    assert wording.relative_due(NOW, NOW) == "còn dưới 1 phút"
    assert wording.relative_due(NOW, NOW + timedelta(seconds=1)) == "trễ dưới 1 phút"
    assert wording.relative_due(NOW + timedelta(minutes=35), NOW) == "còn 35 phút"
    assert wording.relative_due(NOW, NOW + timedelta(days=2, hours=4)) == "trễ 2 ngày 4 giờ"
    assert wording.relative_due(None, NOW) == ""


def test_a_text_of_one_word_over_and_over_is_compared_like_any_other() -> None:
    before, after = "a " * 2500, "a b " * 1250
    changes = list(wording.word_changes(before, after))
    assert "".join(text for kind, text in changes if kind != "added") == before
    assert "".join(text for kind, text in changes if kind != "removed") == after


@pytest.mark.clause("VL.10.1")
def test_a_correction_and_its_original_can_both_be_rebuilt_from_the_differences() -> None:
    before, after = "Duong hỏng  nặng\nxin sửa", "Đường hỏng nặng,\nxin sửa gấp"
    changes = list(wording.word_changes(before, after))
    assert "".join(text for kind, text in changes if kind != "added") == before
    assert "".join(text for kind, text in changes if kind != "removed") == after
    assert ("removed", "Duong") in changes
    assert ("added", "Đường") in changes
