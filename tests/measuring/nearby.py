"""The same matter from other senders nearby: a link is offered, never a verdict."""

import math
import random

from paht.cases.sheet_facts import metres_between
from paht.law.casework.case import Place
from paht.law.evidence.likeness import SAME_PLACE_M
from paht.triage.suggesting import suggest
from tests.measuring import tables
from tests.measuring.again import Pair, pairs
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import Told, share

SEED = 20261123
PAIRS = 600
METRES_PER_DEGREE = 111_195
ERRORS = {
    "two phones' GPS (some 10 m)": 10,
    "between houses (some 40 m)": 40,
    "chosen on a map (some 80 m)": 80,
}
HERE = (10.2537, 105.9722)


def measure(_corpus: Corpus) -> Told:
    """Whether two reports are linked: in one field, so near; fields as their words propose them."""
    same, other = pairs()
    chance = random.Random(SEED)
    lines = []
    for name, error in ERRORS.items():
        one = [_linked(pair, 0, error, chance) for pair in chance.sample(same, PAIRS)]
        lines.append((f"one matter, {name}", len(one), share(sum(one), len(one))))
    for apart in (50, 150, 300, 1000):
        two = [_linked(pair, apart, 10, chance) for pair in chance.sample(other, PAIRS)]
        lines.append((f"two matters of one field, {apart} m apart", len(two), share(sum(two), len(two))))
    return Told(tables.rows(("two senders' reports", "pairs", "offered as a link"), lines))


def _linked(pair: Pair, apart: float, error: float, chance: random.Random) -> bool:
    first, second = (suggest(each.text, edition=EDITION).field.value for each in pair)
    turn = chance.uniform(0, 2 * math.pi)
    one, other = (
        _seen(0, 0, error, chance),
        _seen(apart * math.cos(turn), apart * math.sin(turn), error, chance),
    )
    metres = metres_between(Place(*one, "gps", ""), *other)
    return first == second and metres is not None and metres <= SAME_PLACE_M


def _seen(north: float, east: float, error: float, chance: random.Random) -> tuple[float, float]:
    north, east = north + chance.gauss(0, error), east + chance.gauss(0, error)
    return (
        HERE[0] + north / METRES_PER_DEGREE,
        HERE[1] + east / METRES_PER_DEGREE / math.cos(math.radians(HERE[0])),
    )
