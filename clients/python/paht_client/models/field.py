from typing import Literal

Field = Literal[
    "agriculture",
    "building_order",
    "conduct",
    "culture",
    "drainage",
    "education",
    "fire",
    "food",
    "health",
    "land",
    "lighting",
    "market",
    "noise",
    "other",
    "pollution",
    "power",
    "procedures",
    "road",
    "security",
    "social",
    "suggestion",
    "tax_insurance",
    "telecom",
    "traffic",
    "trees",
    "waste",
    "water_supply",
]

FIELD_VALUES: set[Field] = {
    "agriculture",
    "building_order",
    "conduct",
    "culture",
    "drainage",
    "education",
    "fire",
    "food",
    "health",
    "land",
    "lighting",
    "market",
    "noise",
    "other",
    "pollution",
    "power",
    "procedures",
    "road",
    "security",
    "social",
    "suggestion",
    "tax_insurance",
    "telecom",
    "traffic",
    "trees",
    "waste",
    "water_supply",
}


def check_field(value: str) -> Field:
    if value in FIELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIELD_VALUES!r}")
