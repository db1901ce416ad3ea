"""What of a report goes into a package for a state body (VL.19.1, VL.20.4, ST.5.1, ST.9.3.b)."""

import pytest

from paht.law.casework.altered import replace
from paht.law.casework.case import Case, FileRef, PublicPicture
from paht.law.casework.states import Stage
from paht.law.providing import Pictures, files_of, may_give, personal_of

PHOTO, FILM, SOUND = (
    FileRef(name, "0" * 64, kind)
    for name, kind in (("p", "image/jpeg"), ("f", "video/mp4"), ("s", "audio/mp4"))
)
SENT = Case(
    id="k",
    edition="vinh-long-2025",
    sender="buoi",
    stage=Stage.PUBLISHED,
    files=(PHOTO, FILM, SOUND),
    public_pictures=(PublicPicture("p"), PublicPicture("f", withheld=True)),
)
NAMED = frozenset({"name", "phone"})


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c", "VL.19.1", "ST.5.1")
def test_neither_a_draft_nor_a_state_secret_is_given() -> None:
    assert may_give(SENT)
    assert may_give(replace(SENT, stage=Stage.IMPORTED))
    assert not may_give(replace(SENT, stage=Stage.DRAFT))
    assert not may_give(replace(SENT, secret_reference="12/BM"))


@pytest.mark.clause("VL.20.4", "ST.5.1", "ST.9.3.b")
def test_of_a_confidential_sender_and_where_nobody_is_known_no_personal_data_are_given() -> None:
    assert personal_of(SENT, NAMED) == NAMED
    assert personal_of(SENT, frozenset()) == frozenset()
    assert personal_of(replace(SENT, confidential=True), NAMED) == frozenset()
    assert personal_of(replace(SENT, sender=""), NAMED) == frozenset()


@pytest.mark.clause("VL.19.1", "VL.20.4", "ST.5.1")
def test_public_copies_are_given_as_everybody_sees_them() -> None:
    assert files_of(SENT, Pictures.NONE) == ()
    [given] = files_of(SENT, Pictures.PUBLIC)
    assert (given.file, given.public) == (PHOTO, PublicPicture("p"))
    assert files_of(replace(SENT, stage=Stage.HANDLING), Pictures.PUBLIC) == ()


@pytest.mark.clause("VL.19.1", "VL.20.4", "ST.5.1", "ST.9.3.b")
def test_originals_are_every_file_as_it_was_sent_but_of_a_confidential_sender() -> None:
    given = files_of(replace(SENT, stage=Stage.HANDLING), Pictures.ORIGINAL)
    assert [(each.file, each.public) for each in given] == [(PHOTO, None), (FILM, None), (SOUND, None)]
    assert files_of(replace(SENT, confidential=True), Pictures.ORIGINAL) == ()


def test_none_is_less_than_public_copies_and_these_are_less_than_originals() -> None:
    order = [Pictures.NONE, Pictures.PUBLIC, Pictures.ORIGINAL]
    for place, one in enumerate(order):
        assert [one.within(other) for other in order] == [place <= each for each in range(3)]
