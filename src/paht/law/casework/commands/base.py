"""The kinds of command: about the case, one of its assignments, one of its requests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Any command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentCommand(Command):
    """A command about one assignment of the case."""

    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCommand(Command):
    """A command about one request of the case."""

    request: int
