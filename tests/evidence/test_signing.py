"""Our signers derive their key once; the words are Django's."""

import pytest
from django.core import signing as django
from django.test import override_settings

from paht import signing

PAIRS = [(signing.Signer, django.Signer), (signing.TimestampSigner, django.TimestampSigner)]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_each_side_reads_what_the_other_has_signed(ours: type[signing.Signer], theirs: type) -> None:
    mine, other = ours(salt="a.b"), theirs(salt="a.b")
    assert other.unsign(mine.sign("ổ gà")) == "ổ gà"
    assert mine.unsign(other.sign("ổ gà")) == "ổ gà"
    assert mine.unsign_object(other.sign_object({"j": 7})) == {"j": 7}


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_another_salt_or_a_changed_word_is_refused(ours: type[signing.Signer], theirs: type) -> None:
    word = theirs(salt="a.b").sign("ổ gà")
    for salt, changed in (("a.c", word), ("a.b", "x" + word), ("a.b", word + "x"), ("a.b", "ổ gà")):
        with pytest.raises(signing.BadSignature):
            ours(salt=salt).unsign(changed)


def test_a_key_that_was_changed_is_still_read_while_it_is_kept_as_an_earlier_one() -> None:
    with override_settings(SECRET_KEY="earlier" * 9):
        word = django.Signer(salt="a").sign("x")
    with override_settings(SECRET_KEY="later" * 9, SECRET_KEY_FALLBACKS=["earlier" * 9]):
        assert signing.Signer(salt="a").unsign(word) == "x"
