"""The pure core: what was heard gives one draft in whatever order it came; texts are read as what they can only be."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from paht.conversations.draft import Draft, Reading, drafted
from paht.conversations.heard import Heard, What, plain, read

READING = Reading(frozenset({"name", "phone", "identity_number", "email", "address"}), {"long chau": "29551"})
START = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def heard(*things: tuple[What, str]) -> list[Heard]:
    return [
        Heard(id=f"{n:032x}", at=START + timedelta(seconds=n), what=what, text=text)
        for n, (what, text) in enumerate(things)
    ]


def draft_of(*things: tuple[What, str]) -> Draft:
    return drafted(heard(*things), reading=READING)


def test_any_order_and_any_number_of_repeats_give_the_same_draft() -> None:
    things = heard(
        (What.TEXT, "Ổ gà lớn"),
        (What.FILE, "a"),
        (What.TEXT, "0912 345 678"),
        (What.CHOICE, "kind:petition"),
        (What.ASKED, "name"),
        (What.TEXT, "Lê Văn Tám"),
        (What.FILE, "b"),
        (What.CHOICE, "declare"),
    )
    right = drafted(things, reading=READING)
    assert (right.words, right.files, right.is_finished) == ("Ổ gà lớn", ("a", "b"), True)
    assert right.personal == {"phone": "0912 345 678", "name": "Lê Văn Tám"}
    chance = random.Random(6)
    for _ in range(200):
        shuffled = things * chance.randint(1, 4)
        chance.shuffle(shuffled)
        assert drafted(shuffled, reading=READING) == right


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("+84 912 345 678", "phone", "+84 912 345 678"),
        ("086190001234", "identity_number", "086190001234"),
        ("tam@vidu.vn", "email", "tam@vidu.vn"),
        ("Họ tên: Lê Văn Tám", "name", "Lê Văn Tám"),
        ("Địa chỉ: 12 ấp Long Hòa", "address", "12 ấp Long Hòa"),
    ],
)
def test_a_text_that_can_be_nothing_else_is_the_personal_field_and_no_description(
    text: str, field: str, value: str
) -> None:
    found = draft_of((What.TEXT, text))
    assert (found.personal, found.words) == ({field: value}, "")


def test_a_number_inside_of_a_sentence_stays_in_the_description() -> None:
    assert draft_of((What.TEXT, "Gọi 0912345678 không ai nghe")).words == "Gọi 0912345678 không ai nghe"


def test_who_goes_on_after_declaring_has_to_declare_again() -> None:
    assert not draft_of((What.TEXT, "a b"), (What.CHOICE, "declare"), (What.FILE, "x")).is_finished
    assert draft_of((What.TEXT, "a b"), (What.ASKED, "declare"), (What.TEXT, "Đồng ý!")).is_finished
    assert not draft_of((What.TEXT, "a b"), (What.TEXT, "Đồng ý!")).is_finished, "nobody asked"


def test_a_commune_is_understood_where_the_place_was_asked_for() -> None:
    named = draft_of((What.ASKED, "place"), (What.TEXT, "ở phường Long Châu"))
    assert named.spot is not None
    assert (named.spot.commune, named.words) == ("29551", "")
    assert draft_of((What.TEXT, "ở phường Long Châu")).words == "ở phường Long Châu"


def test_with_reports_of_before_it_is_open_what_is_meant_until_it_is_said() -> None:
    reading = Reading(READING.fields, READING.communes, has_reports=True)
    words = (What.TEXT, "Vẫn còn hỏng")
    assert drafted(heard(words), reading=reading).about is None
    about = drafted(heard(words, (What.CHOICE, "supplement:x")), reading=reading)
    assert (about.about, about.is_finished) == (("supplement", "x"), True)
    later = drafted(heard((What.CHOICE, "supplement:x"), words), reading=reading)
    assert not later.is_finished
    assert drafted(heard(words, (What.CHOICE, "new")), reading=reading).about == ("", "")


def test_what_was_heard_comes_back_from_its_sealed_form_as_it_was() -> None:
    for each in heard((What.TEXT, "Ổ gà"), (What.CONTACT, "")):
        assert read(plain(each)) == each
