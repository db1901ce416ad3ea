"""The measurement: its sentences are many and apart, its figures hold, and the model keeps nothing of what it read."""

import pytest

from paht.law.casework.states import Field, Kind
from paht.triage import generating, measuring, model
from paht.triage.features import SIZE, features, without_personal_data
from paht.triage.measured import Measured, measured, share
from paht.triage.wordlist import Text

SENTENCES = generating.sentences()


@pytest.fixture(scope="module")
def found() -> Measured:
    return measured()


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
    assert {each.group for each in measuring.learnt_examples()} <= learnt


def test_the_figures_hold(found: Measured) -> None:
    fields = found.pairs("field", lambda each: each.field.value)
    kinds = found.pairs("kind", lambda each: each.kind.value)
    assert share(a == b for a, b in fields) > 0.82
    assert found.among_three() > 0.9
    assert share(a == b for a, b in kinds) > 0.84
    surest = found.calibration()[-1]
    assert surest[2] > 0.95, "what is proposed as nearly certain is right"


def test_the_learnt_part_is_better_than_the_lists_alone(found: Measured) -> None:
    fields = found.pairs("field", lambda each: each.field.value)
    assert share(a == b for a, b in fields) >= found.listed_alone()


def test_a_sentence_takes_a_fraction_of_a_page(found: Measured) -> None:
    assert found.seconds < 0.03


@pytest.mark.clause("VL.7.5")
def test_a_model_holds_hashes_alone_and_no_figure_tells_one_number_from_another() -> None:
    heads = model.shipped().heads
    assert {head.weights.shape[1] for head in heads.values()} == {SIZE}
    assert features(Text("gọi 0912345678")) == features(Text("gọi 0987654321"))
    cleaned = without_personal_data("anh Tuấn 0912345678 ở xe 64A-123.45 báo ổ gà")
    assert "Tuấn" not in cleaned
    assert "64A" not in cleaned
    assert "ổ gà" in cleaned
