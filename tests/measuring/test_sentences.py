"""The measurement by words: its sentences are many and apart, its figures hold, and the page says what they are."""

import re
from collections import Counter
from pathlib import Path

import pytest

from paht.law.casework.states import Field, Kind
from paht.triage import generating, model, shipped
from paht.triage.features import SIZE, features, without_personal_data
from paht.triage.suggesting import suggest
from paht.triage.wordlist import Text, bare
from tests.measuring import page, suggestions
from tests.measuring.__main__ import OF_WORDS, PARTS
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import Told

SENTENCES = generating.sentences()
FEWEST = 20
"""So many sentences of a label are kept for testing at the least."""
LIKE_WORDS = 8
"""So many words in a row make a phrase that both parts must not share."""


def test_there_are_more_than_twelve_hundred_sentences_for_every_field_and_kind() -> None:
    assert len({each.text for each in SENTENCES}) > 1_200
    assert {each.labels["field"] for each in generating.of_fields()} == {field.value for field in Field}
    assert {each.labels["kind"] for each in generating.of_fields()} == {kind.value for kind in Kind}
    lengths = [len(each.text.split()) for each in generating.of_fields()]
    assert min(lengths) < 10
    assert max(lengths) > 50


def test_no_template_is_both_learnt_and_tested() -> None:
    learnt = {each.template for each in SENTENCES if not each.is_test}
    tested = {each.template for each in SENTENCES if each.is_test}
    assert tested
    assert not learnt & tested
    assert {each.group for each in shipped.learnt_examples()} <= learnt


def test_what_is_held_out_shares_no_phrase_with_what_was_learnt() -> None:
    files = ("fields_1.txt", "fields_2.txt", "signs.txt")
    learnt = [words for name in files for _, place, _, _, words in generating.rows(name, 0) if place % 3 != 2]
    held = [words for *_, words in generating.rows("held_out.txt", 0)]
    assert held
    known = {phrase for template in learnt for phrase in _phrases(template)}
    assert [template for template in held if known & _phrases(template)] == []


def _phrases(template: str) -> set[str]:
    words = re.findall(r"\w+", bare(template.lower()))
    return {" ".join(words[at : at + LIKE_WORDS]) for at in range(len(words) - LIKE_WORDS + 1)}


@pytest.mark.parametrize(
    "question", ["field", "kind", "urgent", "complaint", "improper", "trial", "language"]
)
def test_every_label_has_twenty_sentences_that_nothing_was_learnt_from(question: str) -> None:
    counts = Counter(each.labels[question] for each in SENTENCES if each.is_test and question in each.labels)
    few = {label: count for label, count in counts.items() if count < FEWEST and label != "vi"}
    assert few == {}, "Vietnamese itself is in every other section"


def test_every_kind_of_personal_data_is_held_out_twenty_times() -> None:
    counts = Counter(
        kind for _, due in generating.with_personal_data("held_out_personal.txt") for kind, _ in due
    )
    assert min(counts.values()) >= FEWEST
    assert len(counts) == 7


@pytest.mark.parametrize("name", sorted(OF_WORDS))
def test_the_page_says_what_is_measured(name: str) -> None:
    told: Told = PARTS[name](Corpus(Path()))
    written = page.PAGE.read_text(encoding="utf-8")
    assert page.with_part(written, name, told) == written, (
        "docs/evidence.md is stale: tools/measure --only NAME"
    )


def test_the_figures_hold() -> None:
    answers = [(each, suggest(each.text, edition=EDITION)) for each in SENTENCES if each.is_test]
    fields = [(each, found) for each, found in answers if "field" in each.labels]
    right = [found.field.value == each.labels["field"] for each, found in fields]
    kinds = [found.kind.value == each.labels["kind"] for each, found in answers if "kind" in each.labels]
    sure = [found.field.confidence >= suggestions.RANGES[-1][0] for _, found in fields]
    surest = [each for each, is_sure in zip(right, sure, strict=True) if is_sure]
    assert sum(right) / len(right) > 0.82
    assert sum(kinds) / len(kinds) > 0.84
    assert sum(surest) / len(surest) > 0.95, "what is proposed as nearly certain is right"


@pytest.mark.clause("VL.7.5")
def test_a_model_holds_hashes_alone_and_no_figure_tells_one_number_from_another() -> None:
    heads = model.shipped().heads
    assert {head.weights.shape[1] for head in heads.values()} == {SIZE}
    assert features(Text("gọi 0912345678")) == features(Text("gọi 0987654321"))
    cleaned = without_personal_data("anh Tuấn 0912345678 ở xe 64A-123.45 báo ổ gà")
    assert "Tuấn" not in cleaned
    assert "64A" not in cleaned
    assert "ổ gà" in cleaned
