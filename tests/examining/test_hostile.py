"""What was made to harm is refused with a sentence or read without harm, within its time, and the next file is read."""

import os
import resource
import time
from collections import Counter

import pytest
from tests.examining import bombs, making, mutating

from paht.examining import limits
from paht.examining.refusals import Busy, TookTooLong, Unreadable
from paht.examining.wanted import Wanted
from paht.examining.workshop import Workshop

SEED = 20_261_122
CI_MUTATIONS = 400
DERIVED_EVERY = 4
"""Of the mutated files that are taken, each so many-th is also made into the forms that pages show."""

FORMS = {
    "image": (Wanted(form="picture", size=320),),
    "video": (Wanted(form="poster", size=320), Wanted(form="film", size=240)),
    "audio": (Wanted(form="sound"),),
    "application": (Wanted(form="page", size=320), Wanted(form="text")),
}


@pytest.fixture(scope="module")
def folder() -> dict[str, bytes]:
    return bombs.folder()


def is_alive_after(workshop: Workshop) -> bool:
    """Whether the next sender's good file is read."""
    descriptor = making.given(making.saved(making.scene(80, 60)))
    try:
        return not isinstance(workshop.examine(descriptor), Unreadable)
    finally:
        os.close(descriptor)


def test_no_bomb_takes_more_than_its_time_or_memory_and_the_next_file_is_read(
    workshop: Workshop, folder: dict[str, bytes]
) -> None:
    taken = set()
    for name, content in folder.items():
        assert len(content) <= 25 << 20, "as large as a form takes"
        descriptor, began = making.given(content), time.monotonic()
        found = workshop.examine(descriptor)
        assert time.monotonic() - began < limits.EXAMINE_WALL_SECONDS + 5, name
        if isinstance(found, Unreadable):
            assert "Hãy" in found.reason or "hãy" in found.reason, name
            assert not isinstance(found, Busy), name
        else:
            taken.add(name)
            for wanted in FORMS[found.media_type.partition("/")[0]]:
                made = workshop.derive(descriptor, wanted)
                if not isinstance(made, Unreadable):
                    assert os.fstat(made[0]).st_size < 1 << 20, name
                    os.close(made[0])
        os.close(descriptor)
        assert is_alive_after(workshop), name
    # What they promise is in their headers alone, and never comes to be: what is made of them is small.
    assert taken == {
        *("png-100-megapixels-of-nothing", "webp-60-frames", "pdf-circular", "pdf-100-kilometres"),
        *("mp4-4-gigapixels", "avif-100-megapixels-of-nothing"),
    }
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 << 20


def test_mutated_files_are_refused_or_read_and_never_hang_or_end_the_caller(workshop: Workshop) -> None:
    """PAHT_MUTATIONS=10000 runs the whole; every run of the suite a slice of it with the same seed."""
    count = int(os.environ.get("PAHT_MUTATIONS", CI_MUTATIONS))
    outcomes: Counter[str] = Counter()
    longest, children = 0.0, set()
    for name, content in mutating.mutated(making.everything(), count=count, seed=SEED):
        descriptor, began = making.given(content), time.monotonic()
        found = workshop.examine(descriptor, thorough=True)
        outcomes["refused" if isinstance(found, Unreadable) else "read"] += 1
        outcomes["too long"] += isinstance(found, TookTooLong)
        outcomes["unsafe"] += isinstance(found, Unreadable) and "làm hỏng" in found.reason
        assert not isinstance(found, Busy), name
        if not isinstance(found, Unreadable) and outcomes["read"] % DERIVED_EVERY == 0:
            for wanted in FORMS[found.media_type.partition("/")[0]]:
                made = workshop.derive(descriptor, wanted)
                outcomes["form refused" if isinstance(made, Unreadable) else "form made"] += 1
                if not isinstance(made, Unreadable):
                    os.close(made[0])
        os.close(descriptor)
        longest = max(longest, time.monotonic() - began)
        assert time.monotonic() - began < limits.EXAMINE_WALL_SECONDS + limits.DERIVE_WALL_SECONDS, name
        children.add(workshop.child)
    print(f"{count} files: {dict(outcomes)}; longest {longest:.2f} s; {len(children)} children")
    assert outcomes["refused"] > count // 4
    assert outcomes["read"] > count // 20
    assert is_alive_after(workshop)
