"""What is possible, looked up by the state, is what asking every row finds."""

import pytest
from tests.simulation.test_simulation import EDITIONS, small

from paht.law import editions
from paht.simulation import Broken, possible, simulate
from paht.simulation.behaviours import BEHAVIOURS
from paht.simulation.situation import Behaviour, Situation, permitted


@pytest.mark.parametrize("edition", EDITIONS)
def test_looking_up_by_the_state_finds_what_asking_every_row_finds(
    edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = possible.Possible(editions.get(edition), BEHAVIOURS)
    looked_up = possible.Possible.here
    seen = 0

    def compared(self: possible.Possible, situation: Situation) -> list[Behaviour]:
        nonlocal seen
        seen += 1
        asked = [row for row in BEHAVIOURS if permitted(situation, row)]
        assert sorted(map(id, looked_up(every, situation))) == sorted(map(id, asked))
        return looked_up(self, situation)

    monkeypatch.setattr(possible.Possible, "here", compared)
    told = simulate(small(edition, 1, reports=10))
    assert not isinstance(told, Broken), told
    assert seen > 100
