"""The fast encoder of what is stored writes the text that the law calls canonical."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paht.cases.compact import compact
from paht.law.casework.codec import canonical

# Degrees, kilometres and metres; nothing so small or large that encoders differ in the way of its exponent.
_NUMBERS = st.floats(min_value=1e-4, max_value=1e15) | st.just(0.0) | st.integers()
_WORDS = st.text(st.characters(exclude_categories=["Cs"]))
_PLAIN = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(_WORDS, inner),
)


@given(_PLAIN)
def test_the_text_is_the_canonical_one(plain: Any) -> None:
    assert compact(plain).encode() == canonical(plain)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_as_it_was(number: float) -> None:
    assert json.loads(compact({"m": number})) == {"m": number}


def test_half_a_pair_of_surrogates_is_the_error_that_the_pages_have_an_answer_for() -> None:
    with pytest.raises(UnicodeEncodeError):
        compact({"name": "\ud800"})
