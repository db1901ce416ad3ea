"""Findings as JSON and back. What comes back is checked value by value: a child that read a hostile file is believed
nothing that is not of the right shape."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from paht.law.evidence.findings import Box, Clarity, Findings, Mark, Moment, MomentSource, Sign, Spot


def written(findings: Findings) -> dict[str, Any]:
    """The findings as plain values; moments in ISO 8601 with their offset."""
    plain = asdict(findings)
    for moment in plain["moments"]:
        moment["at"] = moment["at"].isoformat()
    if findings.software is not None:
        # A file's own words may be no text at all.
        plain["software"] = findings.software.encode(errors="replace").decode()
    return plain


def read(plain: dict[str, Any]) -> Findings:
    """The findings that ``written`` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    clarity, marks = plain["clarity"], plain["marks"]
    return Findings(
        media_type=_text(plain["media_type"]),
        size_bytes=_whole(plain["size_bytes"]),
        width=_maybe_whole(plain["width"]),
        height=_maybe_whole(plain["height"]),
        duration_seconds=_maybe_number(plain["duration_seconds"]),
        pages=_maybe_whole(plain["pages"]),
        moments=tuple(_moment(each) for each in plain["moments"]),
        spots=tuple(
            Spot(
                latitude=_number(each["latitude"], least=-90, most=90),
                longitude=_number(each["longitude"], least=-180, most=180),
                accuracy_m=_maybe_number(each["accuracy_m"]),
            )
            for each in plain["spots"]
        ),
        has_metadata=plain["has_metadata"] is True,
        software=None if plain["software"] is None else _text(plain["software"]),
        clarity=Clarity(**{name: _number(value) for name, value in clarity.items()}) if clarity else None,
        signs=tuple(_sign(each) for each in plain["signs"]),
        hashes=tuple(f"{int(_text(each), 16):016x}" for each in plain["hashes"]),
        marks=None if marks is None else tuple(_mark(each) for each in marks),
        unread=tuple(_text(each) for each in plain["unread"]),
    )


def _moment(plain: dict[str, Any]) -> Moment:
    at, source = datetime.fromisoformat(plain["at"]), plain["source"]
    if at.tzinfo is None or source not in get_args(MomentSource):
        raise ValueError("no moment")
    return Moment(at=at, source=source)


def _sign(plain: dict[str, Any]) -> Sign:
    return Sign(
        kind=_text(plain["kind"]),
        strength=_number(plain["strength"], least=0, most=1),
        seen=_text(plain["seen"]),
        box=_box(plain["box"]) if plain["box"] else None,
    )


def _mark(plain: dict[str, Any]) -> Mark:
    if plain["kind"] not in ("face", "plate"):
        raise ValueError("no mark")
    return Mark(
        kind=plain["kind"],
        box=_box(plain["box"]),
        confidence=_number(plain["confidence"]),
        at_seconds=_maybe_number(plain["at_seconds"]),
    )


def _box(plain: dict[str, Any]) -> Box:
    return Box(**{name: _number(plain[name]) for name in ("left", "top", "width", "height")})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value[:2_000]


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 40:
        raise ValueError("no number")
    return value


def _maybe_whole(value: object) -> int | None:
    return None if value is None else _whole(value)


def _number(value: object, *, least: float = -1e12, most: float = 1e12) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("no number")
    return float(value)


def _maybe_number(value: object) -> float | None:
    return None if value is None else _number(value)
