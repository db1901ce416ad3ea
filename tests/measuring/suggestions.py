"""What is proposed from words beside the conditions: field, kind, spelling; and how honest the confidences are."""

from collections import Counter
from collections.abc import Iterable

from paht.triage import generating
from paht.triage.fields import spoken_for
from paht.triage.generating import Sentence
from paht.triage.spelling import corrected, corrections
from paht.triage.suggesting import Suggestion, suggest
from paht.triage.wordlist import Text
from tests.measuring import tables
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import Told, share
from tests.measuring.words import tested

RANGES = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01))
Answered = list[tuple[Sentence, Suggestion]]


def measure(_corpus: Corpus) -> Told:
    """Tables of fields and kinds."""
    every = [(each, suggest(each.text, edition=EDITION)) for each in tested()]
    fields = [(each, found) for each, found in every if "field" in each.labels]
    pairs = [(each.labels["field"], found.field.value) for each, found in fields]
    kinds = [(each.labels["kind"], found.kind.value) for each, found in every if "kind" in each.labels]
    wrong = Counter((right, said) for right, said in pairs if right != said)
    often = [
        (*pair, times) for pair, times in sorted(wrong.items(), key=lambda e: (-e[1], e[0])) if times > 2
    ]
    parts = [
        f"{len(generating.sentences())} sentences, {len(every)} of them kept for testing.",
        tables.rows(("", "share"), _together(fields, pairs, kinds)),
        "How honest the confidence of a field is:",
        tables.rows(("confidence", "tests", "right"), _calibration(fields)),
        "Field by way of writing:",
        tables.rows(("written", "tests", "right"), _by_style(fields)),
        tables.labels(pairs),
        "Fields confused three times or more:",
        tables.rows(("right", "proposed", "times"), often),
        tables.labels(kinds),
        tables.confusion(kinds),
        "Spelling:",
        tables.rows(("", ""), _spelling()),
    ]
    return Told("\n\n".join(parts))


def _together(
    fields: Answered, pairs: list[tuple[str, str]], kinds: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    three = [each.labels["field"] in {field for field, _ in found.fields} for each, found in fields]
    lists = [
        (each.labels["field"], next((one.field.value for one in spoken_for(Text(each.text))), "other"))
        for each, _ in fields
    ]
    return [
        ("field right", right_of(pairs)),
        ("field among the three likeliest", _of(three)),
        ("field right by the lists alone, without the model", right_of(lists)),
        ("kind right", right_of(kinds)),
    ]


def right_of(pairs: list[tuple[str, str]]) -> str:
    return _of(right == said for right, said in pairs)


def _of(rows: Iterable[bool]) -> str:
    every = list(rows)
    return share(sum(every), len(every))


def _calibration(fields: Answered) -> list[tuple[str, int, str]]:
    rows = [(found.field.confidence, found.field.value == each.labels["field"]) for each, found in fields]
    found = []
    for low, high in RANGES:
        within = [right for sure, right in rows if low <= sure < high]
        found.append((f"{low:.2f}–{min(high, 1):.2f}", len(within), _of(within)))
    return found


def _by_style(fields: Answered) -> list[tuple[str, int, str]]:
    styles: dict[str, list[bool]] = {}
    for each, found in fields:
        styles.setdefault(each.style, []).append(found.field.value == each.labels["field"])
    return [(style, len(rows), _of(rows)) for style, rows in sorted(styles.items())]


def _spelling() -> list[tuple[str, str]]:
    """Slips made on purpose in the tests' own words, and right words that are touched."""
    plain = [each.text for each in tested() if each.style == "plain"]
    touched = sum(bool(corrections(text)) for text in plain)
    mended = [corrected(text, corrections(text)) for text in map(_slipped, plain)]
    pairs = [(text, one) for text, one in zip(plain, mended, strict=True) if _slipped(text) != text]
    return [
        ("rightly written sentences that are left alone", f"{len(plain) - touched} of {len(plain)}"),
        ("sentences with slips mended wholly", f"{sum(a == b for a, b in pairs)} of {len(pairs)}"),
    ]


_SLIPS = (
    *((" không ", " ko "), (" được ", " dc "), (" xử lý", " xữ lý"), ("sạt lở", "sạt lỡ"), (" với ", " vs ")),
    *((" hẻm ", " hẽm "), ("bãi rác", "bải rác"), ("vỉa hè", "vĩa hè"), (" rồi", " gồi")),
    ("nghiêm trọng", "nghiêm chọng"),
)


def _slipped(text: str) -> str:
    for right, wrong in _SLIPS:
        text = text.replace(right, wrong)
    return text
