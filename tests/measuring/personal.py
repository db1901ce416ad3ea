"""Personal data in words (VL.7.5): the sheet's verdict, and what is found of each kind, letter by letter."""

from collections import Counter
from collections.abc import Iterator, Sequence

from paht.doors.pages.maskwords import KIND_NAMES
from paht.law.evidence.beside import PERSONAL_TEXT, Beside, judge_beside
from paht.triage import generating
from paht.triage.personal import Found, find
from paht.triage.spoken import personal_of
from tests.measuring import tables
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import BROKEN, FULFILLED, Judged, Told, share
from tests.measuring.words import NOTHING

TRIED, HELD_OUT = "personal.txt", "held_out_personal.txt"
"""The lines that the patterns were written with, and those kept for testing."""


def measure(_corpus: Corpus) -> Told:
    """The verdict on the lines kept for testing; finds by kind on those and on the others."""
    condition = Judged("no personal data in the words", "VL.7.5")
    for text, due in generating.with_personal_data(HELD_OUT):
        what, truth = ("some", BROKEN) if due else ("none, though it may look so", FULFILLED)
        condition.add(what, truth, _verdict(find(text)))
    head = ("kind", "sentences", "found", "missed", "found wrongly", "precision", "recall")
    lines = [*_lines(HELD_OUT, "held out"), *_lines(TRIED, "tried")]
    return Told(f"{condition.table('words')}\n\n{tables.rows(head, sorted(lines))}", (condition,))


def _verdict(found: Sequence[Found]) -> str:
    beside = Beside(urgent=NOTHING, personal=personal_of(found, names=KIND_NAMES))
    (verdict,) = (
        each.verdict for each in judge_beside(beside, edition=EDITION) if each.condition == PERSONAL_TEXT
    )
    return verdict


def _lines(name: str, part: str) -> Iterator[tuple[str, str, int, int, int, str, str]]:
    right, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    for text, marked in generating.with_personal_data(name):
        due, got = Counter(marked), Counter((each.kind, each.text) for each in find(text))
        for counted, these in ((right, got & due), (missed, due - got), (wrong, got - due)):
            counted.update(kind for kind, _ in these.elements())
    for kind in sorted({*right, *missed, *wrong}):
        hit = right[kind]
        precision, recall = share(hit, hit + wrong[kind]), share(hit, hit + missed[kind])
        yield kind, part, hit, missed[kind], wrong[kind], precision, recall
