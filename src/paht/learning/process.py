"""The process that learns: no Django, no database, at the lowest priority. ``python -m paht.learning.process IN OUT``.

It reads decisions (texts without personal data, field, kind, group) and the model in use, and writes the learnt model
with what both get right of the decisions that were held out. A fifth of the groups is always held out, the same ones
every time: no model in use has ever learnt them.
"""

import base64
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paht.triage.model import Model, packed, parsed, shipped
from paht.triage.shipped import ANSWERS, learnt_examples
from paht.triage.training import Example, listed_weights, train
from paht.triage.wordlist import Text

HELD_OUT_ONE_OF = 5


def main(arguments: Sequence[str]) -> int:
    """Learn what the first file holds, write what came out into the second; returns 0."""
    os.nice(19)
    given, out = Path(arguments[0]), Path(arguments[1])
    answer = learnt(json.loads(given.read_text(encoding="utf-8")))
    part = out.with_suffix(".part")
    part.write_text(json.dumps(answer), encoding="utf-8")
    part.replace(out)
    return 0


def learnt(question: dict[str, Any]) -> dict[str, Any]:
    """The answer: ``model`` (base64), ``decisions``, ``held_out``, shares before and after for each question."""
    decisions = [Example(each["text"], each["answers"], each["group"]) for each in question["decisions"]]
    current = parsed(base64.b64decode(question["model"])) if question["model"] else shipped()
    held_out = [each for each in decisions if each.group % HELD_OUT_ONE_OF == 0]
    inside = [each for each in decisions if each.group % HELD_OUT_ONE_OF]
    # The program's own sentences stay in, so that what the desk rarely sees is not forgotten.
    own = learnt_examples() if question.get("with_own_sentences", True) else []
    model = train([*inside, *own], answers={name: list(each) for name, each in ANSWERS.items()})
    content = packed(model)
    measured = parsed(content)
    return {
        "model": base64.b64encode(content).decode(),
        "decisions": len(decisions),
        "held_out": len(held_out),
        **{f"{name}_before": right(current, held_out, name) for name in ANSWERS},
        **{f"{name}_after": right(measured, held_out, name) for name in ANSWERS},
    }


def right(model: Model, examples: Sequence[Example], question: str) -> float:
    """The share of the examples whose answer the model tells rightly; 0 of none."""
    hits = 0
    for each in examples:
        text = Text(each.text)
        chances = model.chances(question, text, listed_weights(question, text))
        hits += max(chances, key=lambda answer: chances[answer]) == each.answers[question]
    return hits / len(examples) if examples else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
