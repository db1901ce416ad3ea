"""Which rows of the table of behaviours an edition allows in a state: found by the state, not by asking every row."""

from collections import defaultdict
from collections.abc import Iterable

from paht.law.casework.commands import AssignmentCommand, RequestCommand
from paht.law.casework.states import AssignmentRole, RequestKind
from paht.law.editions.rows import Edition, State
from paht.simulation.situation import Behaviour, Situation, permitted


class Possible:
    """The rows by the state that matters to their commands: that of the case, of the assignment, or of the request."""

    def __init__(self, edition: Edition, rows: Iterable[Behaviour]) -> None:
        self._of_case: dict[State, list[Behaviour]] = defaultdict(list)
        self._of_part: dict[tuple[State, AssignmentRole], list[Behaviour]] = defaultdict(list)
        self._of_request: dict[tuple[State, RequestKind], list[Behaviour]] = defaultdict(list)
        self._about_another: list[Behaviour] = []
        for row in rows:
            step = edition.by_command.get(row.command)
            if step is None:
                continue
            if row.about is not None:
                self._about_another.append(row)
                continue
            for state in step.at:
                if issubclass(row.command, AssignmentCommand):
                    for role in step.capacities:
                        self._of_part[state, role].append(row)
                elif issubclass(row.command, RequestCommand):
                    for kind in RequestKind if step.request_kind is None else (step.request_kind,):
                        self._of_request[state, kind].append(row)
                else:
                    self._of_case[state].append(row)

    def here(self, situation: Situation) -> list[Behaviour]:
        """The rows that :func:`permitted` allows."""
        found = [*self._of_case.get(situation.case.stage, ())]
        if (part := situation.assignment) is not None:
            found += self._of_part.get((part.state, part.role), ())
        if (request := situation.request) is not None:
            found += self._of_request.get((request.state, request.kind), ())
        found += [row for row in self._about_another if permitted(situation, row)]
        return found
