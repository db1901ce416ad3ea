"""The editions: each province's regulation as rows, one folder each. A second province is a second edition."""

from paht.law.editions.rows import Edition
from paht.law.editions.soc_trang_2024 import EDITION as SOC_TRANG_2024
from paht.law.editions.vinh_long_2025 import EDITION as VINH_LONG_2025

EDITIONS: dict[str, Edition] = {edition.id: edition for edition in (VINH_LONG_2025, SOC_TRANG_2024)}


def register(edition: Edition) -> None:
    """Add an edition that came on file, before anything is asked; one id means one edition (``ValueError``)."""
    known = EDITIONS.get(edition.id)
    if known is not None and known != edition:
        raise ValueError(f"quy chế “{edition.id}” đã có")
    EDITIONS[edition.id] = edition


def cited_as(clause: str) -> str | None:
    """The clause in its edition's own words; ``None`` where they follow from the identifier."""
    return next((e.cited_as[clause] for e in EDITIONS.values() if clause in e.cited_as), None)


def get(edition_id: str) -> Edition:
    """The edition of that id; ``KeyError`` names those that exist."""
    try:
        return EDITIONS[edition_id]
    except KeyError:
        raise KeyError(f"no edition {edition_id!r}; there are: {', '.join(sorted(EDITIONS))}") from None
