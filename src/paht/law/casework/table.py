"""The table of states and commands of an edition: every cell a transition or a refusal with its clause."""

from dataclasses import dataclass

from paht.law.casework.commands import AssignmentCommand, Command, RequestCommand
from paht.law.casework.decide import COMMANDS
from paht.law.casework.states import AssignmentState, RequestState, Stage
from paht.law.editions.rows import Edition, State


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: whether the command is allowed in the state, by which clause, to whom, or why it is refused."""

    state: State
    command: type[Command]
    allowed: bool
    clause: str
    by: tuple[str, ...]
    reason: str


def states_for(command: type[Command]) -> tuple[State, ...]:
    """The states that matter to the command: those of the case, of an assignment, or of a request."""
    if issubclass(command, AssignmentCommand):
        return tuple(AssignmentState)
    if issubclass(command, RequestCommand):
        return tuple(RequestState)
    return tuple(Stage)


def cells(edition: Edition) -> tuple[Cell, ...]:
    """Every cell of the edition's table, in the order of the course."""
    return tuple(_cell(edition, command, state) for command in COMMANDS for state in states_for(command))


def _cell(edition: Edition, command: type[Command], state: State) -> Cell:
    step = edition.step(command)
    if step is None:
        return Cell(state, command, False, edition.own_clause, (), "Quy chế không quy định thao tác này.")
    if state in step.at:
        return Cell(state, command, True, step.clause, tuple(sorted(step.by)), step.name)
    return Cell(state, command, False, step.clause, (), step.otherwise)
