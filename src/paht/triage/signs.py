"""The shipped lists of words by which single things are told (``lists/signs.txt``): each a list of weighted phrases."""

from functools import cache
from importlib import resources

from paht.triage.wordlist import Hit, Phrases, Text


def found(name: str, text: Text) -> list[Hit]:
    """The phrases of the list that stand in the text, each with its weight."""
    return _lists()[name].find(text)


@cache
def _lists() -> dict[str, Phrases]:
    read: dict[str, dict[str, float]] = {}
    values: dict[str, float] = {}
    for name in ("signs.txt", "urgent.txt"):
        written = resources.files("paht.triage").joinpath("lists", name).read_text(encoding="utf-8")
        for line in written.splitlines():
            if line.startswith("["):
                values = read.setdefault(line.strip("[]"), {})
            elif line and not line.startswith("#"):
                for entry in line.split(";"):
                    phrase, _, weight = entry.strip().partition("=")
                    values[phrase] = float(weight or 1)
    return {name: Phrases(each) for name, each in read.items()}
