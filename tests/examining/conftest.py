"""One workshop for a module of tests, and a short way to ask it."""

import os
from collections.abc import Callable, Iterator

import pytest
from tests.examining.making import given

from paht.examining.refusals import Unreadable
from paht.examining.wanted import Wanted
from paht.examining.workshop import Workshop
from paht.law.evidence.findings import Findings

Examine = Callable[[bytes], Findings | Unreadable]
Derive = Callable[[bytes, Wanted], bytes]


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    workshop = Workshop()
    yield workshop
    workshop.close()


@pytest.fixture
def examine(workshop: Workshop) -> Examine:
    def asked(content: bytes) -> Findings | Unreadable:
        descriptor = given(content)
        try:
            return workshop.examine(descriptor)
        finally:
            os.close(descriptor)

    return asked


@pytest.fixture
def derive(workshop: Workshop) -> Derive:
    def asked(content: bytes, wanted: Wanted) -> bytes:
        descriptor = given(content)
        try:
            made = workshop.derived_bytes(descriptor, wanted)
        finally:
            os.close(descriptor)
        assert not isinstance(made, Unreadable), made
        assert made[1] in wanted.media_types
        return made[0]

    return asked
