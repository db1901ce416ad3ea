"""The same matter again: of one sender (VL.8.2.7, VL.8.2.8), and of others nearby, which is offered as a link.

One matter twice is one template of the sentences with other places, openings and spelling, as somebody writes who sends
again; another matter is another template of the same field, which is what an officer meets in one street.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations

from paht.law.evidence.likeness import SAME_PLACE_M, SAME_WORDS, SIMILAR_WORDS, Earlier, duplicate, still_open
from paht.people.vault_likeness import compared
from paht.triage.generating import Sentence, of_fields
from tests.measuring import tables
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import BROKEN, FULFILLED, UNKNOWABLE, Judged, Told, share

SENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
STEPS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)
Pair = tuple[Sentence, Sentence]


def measure(_corpus: Corpus) -> Told:
    """The sheet's verdicts on pairs of reports of one sender, and how alike words are."""
    same, other = pairs()
    words = {
        "one matter": [alike(*each) for each in same],
        "another matter": [alike(*each) for each in other],
    }
    again, still = (
        Judged("not sent before by the sender", "VL.8.2.7"),
        Judged("not still being handled", "VL.8.2.8"),
    )
    by_key = {condition.key: condition for condition in EDITION.conditions}
    for name, shares in words.items():
        for each in shares:
            for what, comes_again, is_pending, earlier in _earlier(name, each):
                again.add(
                    what, comes_again, duplicate(by_key["not_duplicate"], [earlier], pictures=True).verdict
                )
                still.add(
                    what, is_pending, still_open(by_key["not_pending"], [earlier], sent_at=SENT).verdict
                )
    lines = []
    for step in STEPS:
        mark = {SIMILAR_WORDS: " (VL.8.2.8)", SAME_WORDS: " (VL.8.2.7)"}.get(step, "")
        found = [share(sum(each >= step for each in every), len(every)) for every in words.values()]
        lines.append((f"{step:.2f}{mark}", *found))
    return Told(
        f"{len(same)} pairs of one matter, {len(other)} of two.\n\n"
        f"{tables.rows(('alike from', 'one matter sent again', 'another matter of the field'), lines)}\n\n"
        f"**Sent before** (VL.8.2.7)\n\n{again.table('the earlier report')}\n\n"
        f"**Still being handled** (VL.8.2.8)\n\n{still.table('the earlier report')}",
        (again, still),
    )


def pairs() -> tuple[list[Pair], list[Pair]]:
    """Sentences of one matter, and of two matters of one field."""
    by_template: dict[int, list[Sentence]] = defaultdict(list)
    by_field: dict[str, list[Sentence]] = defaultdict(list)
    for each in of_fields():
        by_template[each.template].append(each)
    for versions in by_template.values():
        by_field[versions[0].labels["field"]].append(versions[0])
    same = [pair for versions in by_template.values() for pair in combinations(versions, 2)]
    other = [pair for firsts in by_field.values() for pair in combinations(firsts, 2)]
    return same, other


def alike(one: Sentence, other: Sentence) -> float:
    return compared(one.text, {"other": other.text})["other"]


def _earlier(matter: str, words: float) -> Iterator[tuple[str, str, str, Earlier]]:
    """The earlier report as it may be: what of it; whether words *and* picture come again (one of them alone is for
    the officer's eyes); whether it is the same matter still being handled (the same picture of one place is); itself.
    """
    same = matter == "one matter"
    by_picture = BROKEN if same else UNKNOWABLE
    yield f"{matter}, the same picture, here, open", by_picture, BROKEN, _report(words, 0)
    by_words = UNKNOWABLE if same else FULFILLED
    here = f"{matter}, another picture"
    yield f"{here}, here, open", by_words, BROKEN if same else FULFILLED, _report(words, 24)
    if same:
        yield f"{here}, 750 m away, open", by_words, FULFILLED, _report(words, 24, metres=5 * SAME_PLACE_M)
        yield f"{here}, here, its term over", by_words, FULFILLED, _report(words, 24, due=-1)
        yield f"{here}, here, ended", by_words, FULFILLED, _report(words, 24, is_open=False)


def _report(words: float, bits: int, *, metres: float = 20, due: int = 3, is_open: bool = True) -> Earlier:
    return Earlier(
        code="VL-0000-0000-0000",
        pictures=True,
        bits=bits,
        words=words,
        same_field=True,
        metres=metres,
        is_open=is_open,
        handling_due_at=SENT + timedelta(days=due),
    )
