"""The communes of a province: where they lie, which one a point belongs to, how far outside a point is.

The cells are approximate (see SOURCES.md): good for proposing a commune and for warning near the border,
never for settling whose ground something stands on.
"""

from paht.agencies.geography.former import (
    ENDED,
    Former,
    FormerCommunes,
    former_communes,
    former_provinces,
)
from paht.agencies.geography.province import (
    PROVINCES,
    Commune,
    District,
    Province,
    UnknownProvinceError,
    has_districts,
    load,
    without_diacritics,
)

__all__ = [
    "ENDED",
    "PROVINCES",
    "Commune",
    "District",
    "Former",
    "FormerCommunes",
    "Province",
    "UnknownProvinceError",
    "former_communes",
    "former_provinces",
    "has_districts",
    "load",
    "without_diacritics",
]
