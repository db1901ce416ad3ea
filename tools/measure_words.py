"""Measures how alike the words of two reports are, and prints the table of docs/evidence.md for VL.8.2.7 and VL.8.2.8.

    PYTHONPATH=src .venv/bin/python tools/measure_words.py

One matter twice: the same template of the project's own sentences, with other places, openings and spelling, as
somebody writes who sends again. Another matter: two templates of the same field, which is what an officer meets in one
street.
"""

from collections import defaultdict
from itertools import combinations

from paht.law.evidence.likeness import SAME_WORDS, SIMILAR_WORDS
from paht.people.vault_likeness import compared
from paht.triage.generating import Sentence, of_fields


def share(one: Sentence, other: Sentence) -> float:
    return compared(one.text, {"other": other.text})["other"]


def main() -> None:
    by_template: dict[int, list[Sentence]] = defaultdict(list)
    by_field: dict[str, list[Sentence]] = defaultdict(list)
    for each in of_fields():
        if "field" in each.labels:
            by_template[each.template].append(each)
    for versions in by_template.values():
        by_field[versions[0].labels["field"]].append(versions[0])
    same = [share(a, b) for versions in by_template.values() for a, b in combinations(versions, 2)]
    other = [share(a, b) for firsts in by_field.values() for a, b in combinations(firsts, 2)]
    print("| alike from | one matter sent again | another matter of the field |\n|---|---|---|")
    for step in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8):
        mark = {SIMILAR_WORDS: " (VL.8.2.8)", SAME_WORDS: " (VL.8.2.7)"}.get(step, "")
        shares = [sum(each >= step for each in every) / len(every) for every in (same, other)]
        print(f"| {step:.2f}{mark} | {100 * shares[0]:.1f} % | {100 * shares[1]:.2f} % |")
    print(f"\n{len(same)} pairs of one matter, {len(other)} of two matters.")


if __name__ == "__main__":
    main()
