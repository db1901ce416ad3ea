"""The canaries: personal strings that nobody else has, one for each field of each person who writes to a province."""

from collections.abc import Iterator
from dataclasses import dataclass

STEM, DIGITS = "Khuỵuđắp", "98765"
"""Every word holds the one, every number the other; neither is anything's name, so that one search finds them all."""

WORDS = (
    "name",
    "address",
    "description",
    "supplement",
    "comment",
    "question",
    "reason",
    "answer",
    "misspelt",
    "file_name",
    "part_name",
    "part_type",
    "part_header",
    "exif_artist",
    "exif_comment",
    "exif_owner",
    "png_author",
    "jpeg_comment",
    "agent",
    "query",
    "path",
    "login",
)
PLAIN = frozenset(
    {"email", "login", "agent", "part_type", "part_header", "exif_artist", "jpeg_comment", "query"}
)
"""What can be typed or sent without diacritics alone."""
NUMBERS = ("phone", "identity_number")
FIELDS = (*WORDS, "email", *NUMBERS)


@dataclass(frozen=True, slots=True)
class Mark:
    """One canary: whose it is, in which field it was sown, and the part that is searched for: word or digits."""

    owner: str
    field: str
    core: str

    @property
    def value(self) -> str:
        """What is typed into the field."""
        match self.field:
            case "name":
                return f"Lâm Thị {self.core}"
            case "address":
                return f"77/8 hẻm {self.core}, khóm Kín"
            case "email":
                return f"{self.core}@vidu.vn"
            case "phone":
                return f"0{self.core}"
            case "identity_number":
                return f"086{self.core}"
        return self.core

    def __str__(self) -> str:
        return f"{self.field} of {self.owner} ({self.core})"


def _letters(number: int) -> str:
    """A number as pronounceable letters, as many for every number; the end is everybody's, for base64 hides one."""
    consonants, vowels = "bcdghlmnprstvx", "aeiou"
    first, rest = divmod(number, len(consonants) * len(vowels))
    second, third = divmod(rest, len(vowels))
    return f"{consonants[first % 14]}o{consonants[second]}{vowels[third]}zuz"


def plain(text: str) -> str:
    """The text without diacritics."""
    import unicodedata

    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in parts if not unicodedata.combining(each))


def of_person(owner: str, number: int) -> dict[str, Mark]:
    """Everything that the person with this number (below 38) writes, by field."""
    found = {}
    for place, field in enumerate((*WORDS, "email")):
        core = STEM + _letters(number * (len(WORDS) + 1) + place)
        found[field] = Mark(owner, field, plain(core).lower() if field in PLAIN else core)
    found["phone"] = Mark(owner, "phone", f"{DIGITS}{number:02d}37")
    found["identity_number"] = Mark(owner, "identity_number", f"{DIGITS}{50 + number:02d}46")
    return found


def everybody(owners: list[str]) -> dict[str, dict[str, Mark]]:
    """The canaries of these people, by person and field."""
    return {owner: of_person(owner, number) for number, owner in enumerate(owners)}


def listed(people: dict[str, dict[str, Mark]]) -> Iterator[Mark]:
    """All of them."""
    for marks in people.values():
        yield from marks.values()
