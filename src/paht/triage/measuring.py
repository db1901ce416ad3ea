"""Measuring the proposals on the project's own sentences: ``python -m paht.triage.measuring --write FILE``.

With ``--learn`` the shipped model is learnt anew from the sentences kept for learning. The tests are never learnt.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from paht.law.casework.states import Field, Kind
from paht.triage import generating, model, reporting
from paht.triage.measured import measured
from paht.triage.training import Example, train

ANSWERS = {"field": [field.value for field in Field], "kind": [kind.value for kind in Kind]}
_PACKAGE = Path(__file__).parent


def learnt_examples() -> list[Example]:
    """The sentences kept for learning, as examples of field and kind."""
    return [
        Example(each.text, {name: each.labels[name] for name in ANSWERS}, each.template)
        for each in generating.of_fields()
        if not each.is_test
    ]


def main(arguments: Sequence[str]) -> int:
    """Learn where asked, measure, write the document; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m paht.triage.measuring")
    parser.add_argument("--learn", action="store_true", help="learn the shipped model anew first")
    parser.add_argument("--write", type=Path, help="write the document to this file; else to standard output")
    chosen = parser.parse_args(arguments)
    if chosen.learn:
        made = train(learnt_examples(), answers={name: list(each) for name, each in ANSWERS.items()})
        (_PACKAGE / model.SHIPPED).write_bytes(model.packed(made))
        print("learnt", {n: (h.learnt, h.listed) for n, h in made.heads.items()}, file=sys.stderr)
    written = document()
    if chosen.write:
        chosen.write.write_text(written, encoding="utf-8")
    else:
        print(written)
    return 0


def document() -> str:
    """The whole measurement as Markdown."""
    return reporting.document(measured())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
