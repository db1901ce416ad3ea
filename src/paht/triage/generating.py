"""The project's own sentences: templates as citizens write, filled in with places, moods and habits of spelling.

No sentence is anybody's. Every third template of a section is kept for testing, and all of ``held_out.txt``, so that no
phrase of the tests was learnt. The same templates give the same sentences everywhere.
"""

# ruff: noqa: E501 - the words stay together
import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources

from paht.triage.wordlist import bare

_KINDS = {"r": "report", "p": "petition", "q": "question", "s": "suggestion"}
_VARIANTS = 5
HELD_OUT = 4000
"""The first number of a template that is kept for testing with its whole file."""
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOTS: dict[str, tuple[str, ...]] = {
    "street": ("Phạm Hùng", "Nguyễn Huệ", "Lê Lợi", "Mậu Thân", "30 tháng 4", "Trưng Nữ Vương", "2 tháng 9", "Võ Văn Kiệt",
        "Trần Hưng Đạo", "Lý Thường Kiệt", "Hùng Vương", "Phó Cơ Điều"),
    "commune": ("phường Long Châu", "xã Phú Quới", "xã Cái Nhum", "phường Trà Vinh", "xã An Bình", "phường Bến Tre", "xã Càng Long",
        "xã Mỹ Hương", "phường 5", "xã Nhơn Phú"),
    "hamlet": ("Phú Hòa", "Long Thuận", "Bình Lữ", "Tân Xuân", "Giồng Lớn", "Cây Dương", "Thạnh Lợi", "Mỹ Tân", "An Thành", "Xóm Chài"),
    "since": ("hơn một tháng nay", "cả tuần nay", "từ tết tới giờ", "gần nửa năm", "ba bốn bữa rày", "từ đầu mùa mưa", "lâu lắm rồi"),
    "number": ("12", "45/2", "108", "7", "231", "16/4"),
    "name": ("Nguyễn Văn Bảy", "Trần Thị Lành", "Lê Hoàng Út", "Thạch Sa Rinh", "Huỳnh Thị Mười"),
    "plate": ("64A-123.45", "83B1-456.78", "71C-098.76"),
    "phone": ("0912345678", "0939 123 456"),
    "time": ("22 giờ", "5 giờ sáng", "giữa trưa"),
}  # fmt: skip
_OPENINGS = (
    "",
    "",
    "",
    "Kính gửi Trung tâm, ",
    "Chào trung tâm. ",
    "Dạ cho em phản ánh: ",
    "Ad ơi, ",
    "Tôi ở {commune}, ",
    "Thưa các anh chị, ",
)
_CLOSINGS = (
    "", "", "", " Mong sớm giải quyết.", " Xin cảm ơn.", " Nhờ trung tâm chuyển giúp ạ.", " Rất mong được quan tâm!",
    " Bà con ở đây ai cũng than.", " Liên hệ {phone} để biết thêm.", " Tôi phản ánh lần này là lần thứ ba rồi đó, ấp cũng biết mà chưa thấy ai xuống, "
    "mong trung tâm nhắc giùm để bà con yên tâm làm ăn.",
)  # fmt: skip
_CHATTED = (
    ("không", "ko"),
    ("được", "dc"),
    ("với", "vs"),
    ("rồi", "r"),
    ("mọi người", "mn"),
    ("nhiều", "nhìu"),
    ("gì", "j"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it is: ``labels`` by question; ``template`` its number, ``is_test`` its part."""

    text: str
    labels: dict[str, str]
    template: int
    is_test: bool
    style: str


def sentences() -> tuple[Sentence, ...]:
    """Every sentence with labels of field, kind and urgency, and those of single signs."""
    return (*of_fields(), *_of_signs("signs.txt", 2000), *_of_signs("held_out.txt", HELD_OUT, is_test=True))


def of_fields() -> tuple[Sentence, ...]:
    """The sentences about fields: each template several times, in several ways of writing."""
    made: list[Sentence] = []
    every = [*rows("fields_1.txt", 0), *rows("fields_2.txt", 1000)]
    for section, place, number, marks, template in every:
        kind, *more = marks.split()
        labels = {
            "field": section,
            "kind": _KINDS[kind],
            "urgent": _urgent(more),
            "trial": "",
            "improper": "",
            "complaint": "none",
        }
        made += _written(template, labels, number, is_test=place % 3 == 2, variants=_VARIANTS)
    return tuple(made)


def _of_signs(name: str, first: int, *, is_test: bool = False) -> tuple[Sentence, ...]:
    """The sentences about single signs, each with the label of its own sign alone; all of them for testing, or every
    third."""
    made: list[Sentence] = []
    for section, place, number, marks, template in rows(name, first):
        question = {"denunciation": "complaint"}.get(section, section)
        labels = {question: "none" if question == "complaint" else ""}
        for mark in marks.replace("-", "").split():
            name, _, value = mark.partition("=")
            labels[question] = value or name.removeprefix("urgent:")
        variants = 1 if section in ("trial", "language") else 3
        tested = is_test or place % 3 == 2
        made += _written(template, labels, number, is_test=tested, variants=variants, plainly=variants == 1)
    return tuple(made)


def with_personal_data(name: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The file's texts, each with what of personal data stands in it: kind and words."""
    written = _read(name)
    made = []
    for number, line in enumerate(line for line in written if line and not line.startswith("#")):
        chance = random.Random(number)  # noqa: S311 - makes sentences, guards nothing
        filled = _filled(line, chance)
        found = tuple((m[1], m[2]) for m in re.finditer(r"<(\w+):([^>]*)>", filled))
        made.append((re.sub(r"<\w+:([^>]*)>", r"\1", filled), found))
    return tuple(made)


def _urgent(marks: list[str]) -> str:
    return next((mark.removeprefix("u:") for mark in marks if mark.startswith("u:")), "")


def rows(name: str, base: int) -> Iterator[tuple[str, int, int, str, str]]:
    """A file's templates: section, place in it, number from ``base`` on, marks, words."""
    section, place, number = "", 0, base
    for line in _read(name):
        if line.startswith("["):
            section, place = line.strip("[]"), 0
        elif line and not line.startswith("#"):
            marks, _, template = line.partition("|")
            yield section, place, number, marks.strip(), template.strip()
            place, number = place + 1, number + 1


def _written(
    template: str, labels: dict[str, str], number: int, *, is_test: bool, variants: int, plainly: bool = False
) -> Iterator[Sentence]:
    seen = set()
    for variant in range(variants):
        chance = random.Random(zlib.crc32(f"{template}/{variant}".encode()))  # noqa: S311
        around = "{0}" if plainly else f"{chance.choice(_OPENINGS)}{{0}}{chance.choice(_CLOSINGS)}"
        text = _filled(around.replace("{0}", template), chance)
        style = (
            "plain"
            if plainly
            else ("plain", "plain", "bare", "chat", "typo", "capitals")[(variant + number) % 6]
        )
        text = _STYLES[style](text, chance)
        if text not in seen:
            seen.add(text)
            yield Sentence(text, labels, number, is_test, style)


def _filled(template: str, chance: random.Random) -> str:
    text = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), template)
    return re.sub(r"\{(\w+)\}", lambda match: chance.choice(_SLOTS[match[1]]), text)


def _chat(text: str, chance: random.Random) -> str:
    text = text.lower()
    for word, short in _CHATTED:
        text = re.sub(rf"\b{word}\b", short, text)
    return text.replace(".", "").strip()


def _typo(text: str, chance: random.Random) -> str:
    """Two slips: a mark left out, a letter doubled or left out."""
    words = text.split(" ")
    for _ in range(max(1, len(words) // 12)):
        at = chance.randrange(len(words))
        word = words[at]
        if len(word) > 3 and word.isalpha():
            cut = chance.randrange(1, len(word) - 1)
            words[at] = chance.choice(
                [bare(word), word[:cut] + word[cut + 1 :], word[:cut] + word[cut] + word[cut:]]
            )
    return " ".join(words)


_STYLES: dict[str, Callable[[str, random.Random], str]] = {
    "plain": lambda text, chance: text,
    "bare": lambda text, chance: bare(text),
    "chat": _chat,
    "typo": _typo,
    "capitals": lambda text, chance: text.upper(),
}


def _read(name: str) -> list[str]:
    return resources.files("paht.triage").joinpath("sentences", name).read_text(encoding="utf-8").splitlines()
