"""Measures the parts that are asked for and writes them into ``docs/evidence.md``, each as soon as it is known."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2

from tests.measuring import (
    again,
    copies,
    edited,
    marks,
    nearby,
    page,
    personal,
    pictures,
    places,
    suggestions,
    words,
)
from tests.measuring.packages import fetch
from tests.measuring.scenes import Corpus
from tests.measuring.tables import Told

PARTS: dict[str, Callable[[Corpus], Told]] = {
    "words": words.measure,
    "personal": personal.measure,
    "suggestions": suggestions.measure,
    "again": again.measure,
    "nearby": nearby.measure,
    "presence": pictures.presence,
    "age": pictures.age,
    "places": places.measure,
    "clarity": pictures.clarity,
    "edits": edited.tried,
    "held-out": edited.held_out,
    "copies": copies.measure,
    "marks": marks.measure,
    "untouched": pictures.untouched,
}

OF_WORDS = frozenset({"words", "personal", "suggestions", "again", "nearby"})
"""The parts without pictures: nothing is fetched for them."""


def main(arguments: Sequence[str]) -> int:
    """Measure, tell the progress, write; 0 when all is written."""
    parser = argparse.ArgumentParser(prog="tools/measure", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts instead of all")
    folder = Path.home() / ".cache" / "paht-evidence-photos"
    parser.add_argument(
        "--photos", type=Path, default=folder, help="where the packages' photographs are kept"
    )
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    names = chosen.only or list(PARTS)
    if not OF_WORDS.issuperset(names):
        fetch(chosen.photos)
    corpus = Corpus(chosen.photos)
    for number, name in enumerate(names, start=1):
        began = time.process_time()
        print(f"{number}/{len(names)} {name} …", file=sys.stderr, flush=True)
        told = PARTS[name](corpus)
        page.PAGE.write_text(
            page.with_part(page.PAGE.read_text(encoding="utf-8"), name, told), encoding="utf-8"
        )
        for each in told.conditions:
            print(f"  {each.line()}", file=sys.stderr, flush=True)
        print(f"  {time.process_time() - began:.0f} s of processor time", file=sys.stderr, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
