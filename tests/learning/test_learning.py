"""Learning from the desk's decisions: only what is better is used, every version is on record, and back is one step."""

import base64
import uuid
from types import SimpleNamespace

import pytest
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.province import TestProvince

from paht.cases.queries.decisions import decisions
from paht.law.casework.states import Field
from paht.learning import operations, process, queries
from paht.learning.job import Learner
from paht.triage import model
from paht.triage.model import Head, Model, packed, shipped
from paht.triage.shipped import ANSWERS

BETTER = {
    "decisions": 300,
    "held_out": 60,
    "field_before": 0.7,
    "field_after": 0.8,
    "kind_before": 0.9,
    "kind_after": 0.9,
}
CONTENT = packed(shipped())


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    queries.forget()


def planted(answer: str) -> Model:
    """A model that always says the same of every field."""
    heads = {}
    for name, possible in ANSWERS.items():
        head = shipped().heads[name]
        bias = head.bias.copy() * 0
        bias[list(possible).index(answer if name == "field" else "report")] = 50.0
        heads[name] = Head(head.answers, head.weights * 0, bias, 1.0, 0.0)
    return Model(heads)


def test_a_planted_model_that_is_worse_is_measured_as_worse_and_not_kept(
    vinh_long: TestProvince, time: Clock
) -> None:
    examples = [
        process.Example(text, {"field": field, "kind": "report"}, 5)
        for text, field in [("rác chất đống hôi thối", "waste"), ("đèn đường tắt ngúm", "lighting")] * 20
    ]
    before = process.right(shipped(), examples, "field")
    after = process.right(planted("tax_insurance"), examples, "field")
    assert (before, after) == (1.0, 0.0)
    number = vinh_long.jurisdiction.id
    answer = {**BETTER, "held_out": 40, "field_before": before, "field_after": after}
    assert not operations.record(jurisdiction_id=number, answer=answer, content=b"worse", now=time.at)
    version = queries.versions(jurisdiction_id=number)[0]
    assert (version.version, version.is_kept) == (1, False)
    assert queries.content_of(jurisdiction_id=number, version=1) is None
    assert queries.in_use(jurisdiction_id=number) == queries.SHIPPED
    assert queries.model_of(number) is None


@pytest.mark.parametrize(
    ("change", "is_better"),
    [
        ({}, True),
        ({"field_after": 0.7}, False),
        ({"field_after": 0.69}, False),
        ({"kind_after": 0.88}, False),
        ({"kind_after": 0.895}, True),
        ({"held_out": 29}, False),
    ],
)
def test_a_model_is_better_only_where_held_out_fields_are_and_kinds_are_not_worse(change, is_better) -> None:
    assert operations.better({**BETTER, **change}) is is_better


def test_a_better_model_is_used_and_may_be_put_back(vinh_long: TestProvince, time: Clock) -> None:
    number, who = vinh_long.jurisdiction.id, uuid.uuid4()
    assert operations.record(jurisdiction_id=number, answer=BETTER, content=CONTENT, now=time.at)
    assert queries.in_use(jurisdiction_id=number) == 1
    own = queries.model_of(number)
    assert own is not None
    assert own.heads["field"].answers == shipped().heads["field"].answers
    assert operations.use(jurisdiction_id=number, version=0, now=time.at, by=who) is None
    queries.forget()
    assert queries.model_of(number) is None
    refused = operations.use(jurisdiction_id=number, version=7, now=time.at, by=who)
    assert refused is not None
    assert "không được giữ lại" in refused.reason
    assert [(c.version, c.chosen_by) for c in queries.choices(jurisdiction_id=number)] == [
        (0, who),
        (1, None),
    ]


def test_a_model_that_cannot_be_read_is_not_used_and_no_page_fails(
    vinh_long: TestProvince, time: Clock
) -> None:
    number = vinh_long.jurisdiction.id
    operations.record(jurisdiction_id=number, answer=BETTER, content=b"broken", now=time.at)
    assert queries.model_of(number) is None
    with pytest.raises(model.ModelError):
        model.parsed(b"broken")


@pytest.mark.clause("VL.7.5")
def test_decisions_are_the_released_words_with_the_settled_field_and_no_personal_data(
    vinh_long: TestProvince, time: Clock
) -> None:
    number = vinh_long.jurisdiction.id
    vinh_long.sent(time.at, description="Bản niêm phong, không ai học.")
    case = vinh_long.sent(time.at, description="Nguyên văn riêng của người gửi.", field=Field.WASTE)
    case.accepted(time.at)
    found = decisions(jurisdiction_id=number, limit=10)
    assert [(each.text, each.field, each.kind) for each in found] == [
        ("Ổ gà lớn giữa đường, xe máy té ngã nhiều lần.", "road", "report")
    ]
    plain = operations._plain(SimpleNamespace(text="Gọi 0912345678", field="road", kind="report", group=1))
    assert "0912" not in plain["text"]


def test_the_job_learns_in_a_process_of_its_own_once_a_day_and_keeps_what_is_better(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = vinh_long.jurisdiction.id
    monkeypatch.setattr(operations, "question", lambda *, jurisdiction_id: invented())
    monkeypatch.setattr(operations, "AT_LEAST_HELD_OUT", 10)
    learner = Learner()
    assert learner.start(jurisdiction_id=number, now=time.at)
    running = learner._running
    assert running is not None
    assert running.process.wait(timeout=120) == 0
    assert learner.round(now=time.at) == 1
    assert not running.folder.exists(), "nothing of the texts stays behind"
    version = queries.versions(jurisdiction_id=number)[0]
    assert (version.is_kept, version.decisions, queries.in_use(jurisdiction_id=number)) == (True, 60, 1)
    assert not learner.start(jurisdiction_id=number, now=time.at), "once a day"


def test_a_process_that_dies_leaves_everything_as_it_was(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = vinh_long.jurisdiction.id
    monkeypatch.setattr(operations, "question", lambda *, jurisdiction_id: invented())
    learner = Learner()
    assert learner.start(jurisdiction_id=number, now=time.at)
    running = learner._running
    assert running is not None
    running.process.kill()
    running.process.wait(timeout=60)
    assert learner.round(now=time.at) == 0
    assert not running.folder.exists()
    assert queries.versions(jurisdiction_id=number) == []


def test_too_few_decisions_start_nothing(vinh_long: TestProvince, time: Clock) -> None:
    vinh_long.sent(time.at).accepted(time.at)
    assert operations.question(jurisdiction_id=vinh_long.jurisdiction.id) is None


def invented() -> dict[str, object]:
    """A question about words that the model in use knows nothing of."""
    texts = {"waste": "zeta rac loai {}", "road": "omega duong loai {}", "other": "kappa viec loai {}"}
    return {
        "with_own_sentences": False,
        "model": packed(planted("land")),
        "decisions": [
            {"text": text.format(at), "answers": {"field": field, "kind": "report"}, "group": at}
            for field, text in texts.items()
            for at in range(20)
        ],
    }


def test_the_process_learns_from_decisions_and_measures_on_those_held_out() -> None:
    asked = invented()
    asked["model"] = base64.b64encode(packed(planted("land"))).decode()
    answer = process.learnt(asked)
    assert (answer["decisions"], answer["held_out"]) == (60, 12)
    assert answer["field_before"] == 0.0
    assert answer["field_after"] > 0.9
    assert model.parsed(base64.b64decode(answer["model"]))


def test_the_desk_sees_every_version_and_a_dispatcher_puts_the_shipped_one_back(
    vinh_long: TestProvince, time: Clock
) -> None:
    number = vinh_long.jurisdiction.id
    operations.record(jurisdiction_id=number, answer=BETTER, content=CONTENT, now=time.at)
    operations.record(
        jurisdiction_id=number, answer={**BETTER, "field_after": 0.1}, content=b"x", now=time.at
    )
    desk = Desk(vinh_long, "dieuphoi")
    words = words_of(desk.page("/desk/learning/"))
    assert "Đang dùng: bản 1" in words
    assert "70,0%, 80,0%" in words
    assert "Không tốt hơn, không dùng" in words
    answer = desk.client.post("/desk/learning/", {"version": "2"})
    assert answer.status_code == 422
    assert "không được giữ lại vì không tốt hơn" in answer.content.decode()
    assert desk.client.post("/desk/learning/", {"version": "0"}).status_code == 302
    assert queries.in_use(jurisdiction_id=number) == 0
    assert Desk(vinh_long, "tiepnhan").client.post("/desk/learning/", {"version": "1"}).status_code == 403
