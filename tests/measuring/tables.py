"""Verdicts against the truth, as tables and as one line of the summary."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

VERDICTS = ("pass", "warn", "fail", "unknown")
FULFILLED, BROKEN, UNKNOWABLE = "fulfilled", "broken", "cannot be known"
SUMMARY = (
    "| condition | clause | fulfilled | broken | recall | precision | broken, yet *pass* | fulfilled, yet *fail* "
    "| unknown |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a part has to say: its tables as Markdown, and its lines of the summary."""

    text: str
    conditions: Sequence["Judged"] = ()


@dataclass(slots=True)
class Judged:
    """The verdicts on one condition: by what was done to the example and what is true of it."""

    name: str
    clause: str
    rows: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def add(self, what: str, truth: str, verdict: str) -> None:
        self.rows.setdefault((what, truth), Counter())[verdict] += 1

    def table(self, what: str = "example") -> str:
        """One line for each way in which examples were made."""
        lines = [f"| {what} | truth | {' | '.join(VERDICTS)} |", "|---" * (len(VERDICTS) + 2) + "|"]
        for (done, truth), counted in self.rows.items():
            lines.append(f"| {done} | {truth} | {' | '.join(str(counted[each]) for each in VERDICTS)} |")
        return "\n".join(lines)

    def line(self) -> str:
        """The condition's line of the summary. *Told* is *warn* or *fail*; examples of which nothing can be known count
        for the last column alone, where *unknown* is the right answer."""
        good, bad = self._of(FULFILLED), self._of(BROKEN)
        found, false = bad["warn"] + bad["fail"], good["warn"] + good["fail"]
        every = sum(self.rows.values(), Counter[str]())
        cells = (
            self.name,
            self.clause,
            str(good.total()),
            str(bad.total()),
            share(found, bad.total()),
            share(found, found + false),
            str(bad["pass"]),
            str(good["fail"]),
            share(every["unknown"], every.total()),
        )
        return f"| {' | '.join(cells)} |"

    def _of(self, truth: str) -> Counter[str]:
        return sum((counted for (_, is_so), counted in self.rows.items() if is_so == truth), Counter[str]())


def share(part: int, whole: int) -> str:
    """``–`` of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def labels(pairs: Sequence[tuple[str, str]]) -> str:
    """Precision and recall of each label; a pair is what is right and what was said."""
    lines = ["| label | tests | precision | recall |", "|---|---|---|---|"]
    for label in sorted({each for pair in pairs for each in pair}):
        due = sum(right == label for right, _ in pairs)
        got = sum(said == label for _, said in pairs)
        both = sum(right == said == label for right, said in pairs)
        lines.append(f"| {label} | {due} | {share(both, got)} | {share(both, due)} |")
    return "\n".join(lines)


def confusion(pairs: Sequence[tuple[str, str]]) -> str:
    """How often each label was said where another was right."""
    names = sorted({each for pair in pairs for each in pair})
    counts = Counter(pairs)
    lines = [f"| right \\ proposed | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {right} | {' | '.join(str(counts[right, said]) for said in names)} |" for right in names]
    return "\n".join(lines)


def rows(head: Sequence[str], every: Iterable[Sequence[object]]) -> str:
    """A plain table."""
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in every)])
