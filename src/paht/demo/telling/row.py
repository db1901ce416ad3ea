"""What a row of the telling is, and how most of them are made."""

from collections.abc import Callable
from typing import Any

from paht.cases import operations as o
from paht.demo.story import Story

Telling = Callable[[Story, Any], Callable[[o.Step], o.Outcome]]
"""Takes the story and the simulated command, and gives what is to be done on the real case."""


def noted(act: Callable[..., o.Outcome], words: str, *, called: str = "note") -> Telling:
    """An act on an assignment with some words, which the operation takes as ``called``."""
    return lambda story, command: lambda s: act(s, assignment=command.assignment, **{called: words})


def answered(act: Callable[..., o.Outcome], words: str, *, called: str = "note") -> Telling:
    """An act on a request with some words, which the operation takes as ``called``."""
    return lambda story, command: lambda s: act(s, request=command.request, **{called: words})


def said(act: Callable[..., o.Outcome], words: str, *, called: str = "note") -> Telling:
    """An act on the case with some words, which the operation takes as ``called``."""
    return lambda story, command: lambda s: act(s, **{called: words})
