"""What the shipped model was learnt from, never the tests; ``python -m paht.triage.shipped`` learns it anew."""

import sys
from pathlib import Path

from paht.law.casework.states import Field, Kind
from paht.triage import generating, model
from paht.triage.training import Example, train

ANSWERS = {"field": [field.value for field in Field], "kind": [kind.value for kind in Kind]}


def learnt_examples() -> list[Example]:
    """The sentences kept for learning, as examples of field and kind."""
    return [
        Example(each.text, {name: each.labels[name] for name in ANSWERS}, each.template)
        for each in generating.of_fields()
        if not each.is_test
    ]


def main() -> int:
    """Learn the shipped model, lay it beside this module; returns 0."""
    made = train(learnt_examples(), answers={name: list(each) for name, each in ANSWERS.items()})
    (Path(__file__).parent / model.SHIPPED).write_bytes(model.packed(made))
    print("learnt", {name: (head.learnt, head.listed) for name, head in made.heads.items()}, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
