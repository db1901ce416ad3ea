"""Signs of editing (VL.8.2.3): what was done, what the sheet says, and whether the frame lies where it was done."""

from collections import Counter, defaultdict

import numpy as np

from paht.law.evidence.findings import Findings
from tests.examining.phones import PHONES
from tests.measuring import tables
from tests.measuring.changes import Edit, edits
from tests.measuring.scenes import Corpus, Scenes, as_taken, judged, shown
from tests.measuring.tables import Judged, Told, share

SIZE = (1600, 1200)


def tried(corpus: Corpus) -> Told:
    """Scenes on which the rules were tried."""
    return _measured(corpus.tried, Judged("unedited, scenes tried", "VL.8.2.3"), shift=0)


def held_out(corpus: Corpus) -> Told:
    """Scenes, and encoders for them, on which no rule was tried while it was made."""
    return _measured(corpus.held_out, Judged("unedited, scenes held out", "VL.8.2.3"), shift=1)


def _measured(scenes: Scenes, condition: Judged, *, shift: int) -> Told:
    """Two encoders a scene."""
    names = list(scenes)
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for number, name in enumerate(names):
        image = as_taken(scenes[name], SIZE, number + 100 * shift)
        donor = scenes[names[(number + 3) % len(names)]]
        for each in ((number + shift) % len(PHONES), (number + shift + 2) % len(PHONES)):
            chance = np.random.default_rng(number + 1000 * shift + each)
            for edit in edits(PHONES[each], image, donor, chance):
                file = shown(edit.content)
                condition.add(edit.what, edit.truth, judged(file)["unedited"].verdict)
                if edit.parts and file.findings:
                    places[edit.what][_placed(edit, file.findings)] += 1
    return Told(f"{condition.table('what was done')}\n\n{_table(places)}", (condition,))


def _placed(edit: Edit, findings: Findings) -> str:
    """Whether a frame lies on what was changed: the middle of one of them does."""
    boxes = [sign.box for sign in findings.signs if sign.box is not None and sign.kind != "noise"]
    if not boxes:
        return "no frame"
    wide, tall = SIZE if (findings.width or 0) >= (findings.height or 0) else SIZE[::-1]
    for box in boxes:
        x, y = (box.left + box.width / 2) * wide, (box.top + box.height / 2) * tall
        if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in edit.parts):
            return "on it"
    return "elsewhere"


def _table(places: dict[str, Counter[str]]) -> str:
    head = ("changed in a part", "a frame lies on it", "frames elsewhere", "no frame", "of the framed, on it")
    return tables.rows(
        head,
        (
            (
                what,
                *(counted[each] for each in ("on it", "elsewhere", "no frame")),
                share(counted["on it"], counted["on it"] + counted["elsewhere"]),
            )
            for what, counted in places.items()
        ),
    )
