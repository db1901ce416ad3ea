"""What was measured, as the Markdown of ``docs/evidence-text.md``."""

# ruff: noqa: E501 - the document's own lines
from collections import Counter
from collections.abc import Iterator

from paht.triage.measured import Measured, personal_counts

_SIGNS = ("complaint", "improper", "trial", "urgent", "language")
_HEAD = """# What the words of a report tell, measured

Written by `python -m paht.triage.measuring --write docs/evidence-text.md`; change the program, not this file.

The sentences are the project's own ({total} of {templates} templates, `src/paht/triage/sentences`), written as citizens
write: with and without diacritics, in chat spelling, in capitals, with slips. Every third template of a section is kept
for testing: {tests} sentences whose phrases the model has not learnt. Places, openings and closings are shared by both parts.
"""
_WEAK = """## Where it is weak

- One hand wrote the lists, the sentences learnt and the sentences tested: real reports will be proposed for less well than
  these figures say. What counts are the desk's own decisions, from which the learning job measures anew every time.
- Text without diacritics loses the most: «chay» is *chạy* and *cháy*, «bom» *bơm* and *bom*. Short words that mean too much
  are not looked for there at all, so danger told in bare single words is missed.
- Fields that are one matter seen from two sides are mixed up: waste and pollution, market and food, security and noise, land and
  building order, road and traffic. The right one is then nearly always the second or third proposal.
- Petition, suggestion and report are told by turns of speech alone; an outcry and a request often stand in one text.
- Urgency is told by words with their denial, past and fear around them; irony, hearsay and a danger that is only described
  («nước đang lên tới cửa») are missed. A missed alarm is possible: the sender's tick and the officer come first.
- Complaint and denunciation are told where their words are used. Somebody who accuses without saying so is not found;
  illegal dumping is no denunciation here. Judgement is a person's (VL.1.1.b, ST.3.9).
- Names without a title before them are not found, nor addresses without «tôi ở», «ngụ», «thường trú» before them.
- English is told from Vietnamese by the shape of its words; other languages in Latin letters count as one of the two.
"""


def document(found: Measured) -> str:
    """The whole document."""
    return "\n".join(_lines(found)).rstrip() + "\n"


def _lines(found: Measured) -> Iterator[str]:
    yield _HEAD.format(total=found.total, templates=found.templates, tests=len(found.tests))
    fields = found.pairs("field", lambda each: each.field.value)
    kinds = found.pairs("kind", lambda each: each.kind.value)
    yield "## Together\n\n| | share |\n|---|---|"
    yield f"| field right | {_share(fields):.1%} |"
    yield f"| field among the three likeliest | {found.among_three():.1%} |"
    yield f"| field right by the lists alone, without the model | {found.listed_alone():.1%} |"
    yield f"| kind right | {_share(kinds):.1%} |\n"
    yield "Field by way of writing:\n\n| written | tests | right |\n|---|---|---|"
    yield from (f"| {style} | {count} | {right:.1%} |" for style, count, right in found.by_style())
    yield "\nHow honest the confidence of a field is:\n\n| confidence | tests | right |\n|---|---|---|"
    yield from (f"| {name} | {count} | {right:.1%} |" for name, count, right in found.calibration())
    yield "\n## Fields\n"
    yield from _table(fields)
    yield "\nConfused at least twice (right → proposed):\n\n| right | proposed | times |\n|---|---|---|"
    wrong = Counter((right, said) for right, said in fields if right != said)
    yield from (
        f"| {a} | {b} | {n} |" for (a, b), n in sorted(wrong.items(), key=lambda e: (-e[1], e[0])) if n > 1
    )
    yield "\n## Kinds\n"
    yield from _table(kinds)
    yield "\n"
    yield from _confusion(kinds)
    for question in _SIGNS:
        yield f"\n## {question.capitalize()}\n"
        pairs = [(right or "none", said or "none") for right, said in _pairs(found, question)]
        yield from _table(pairs)
        yield "\n"
        yield from _confusion(pairs)
    yield "\n## Personal data\n\n| kind | found | missed | found wrongly |\n|---|---|---|---|"
    yield from (f"| {kind} | {a} | {b} | {c} |" for kind, (a, b, c) in personal_counts().items())
    yield "\n" + _WEAK


def _pairs(found: Measured, question: str) -> list[tuple[str, str]]:
    match question:
        case "complaint":
            return found.pairs(question, lambda each: each.complaint.value)
        case "urgent":
            return found.pairs(question, lambda each: each.urgent_kind)
        case "language":
            return found.pairs(question, lambda each: each.language.value)
        case "improper":
            return found.pairs(question, lambda each: "improper" if each.improper.value else "")
        case _:
            return found.pairs(question, lambda each: "trial" if each.trial.value else "")


def _share(pairs: list[tuple[str, str]]) -> float:
    return sum(right == said for right, said in pairs) / max(1, len(pairs))


def _table(pairs: list[tuple[str, str]]) -> Iterator[str]:
    """Precision and recall of every label."""
    yield "| label | tests | precision | recall |\n|---|---|---|---|"
    for label in sorted({right for right, _ in pairs} | {said for _, said in pairs}):
        due = sum(right == label for right, _ in pairs)
        got = sum(said == label for _, said in pairs)
        both = sum(right == said == label for right, said in pairs)
        yield f"| {label} | {due} | {_of(both, got)} | {_of(both, due)} |"


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _confusion(pairs: list[tuple[str, str]]) -> Iterator[str]:
    labels = sorted({each for pair in pairs for each in pair})
    counts = Counter(pairs)
    yield f"| right \\ proposed | {' | '.join(labels)} |"
    yield "|---" * (len(labels) + 1) + "|"
    for right in labels:
        yield f"| {right} | {' | '.join(str(counts[right, said]) for said in labels)} |"
