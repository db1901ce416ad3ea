"""What of a report is given to a state body: the one place that decides what goes into a package."""

from dataclasses import dataclass

from paht.law.casework.case import Case, FileRef, PublicPicture
from paht.law.casework.publicity import public_copy
from paht.law.casework.states import Stage
from paht.law.providing.provision import Pictures

DESCRIPTION = "description"
"""What the sender wrote, unmasked: asked for and named like a field of personal data."""


def may_give(case: Case) -> bool:
    """Whether the report is given at all: never one that touches a state secret (VL.13.1.b, ST.9.3.c), whose file lies
    elsewhere and goes the way of its own law; nor a draft, which nobody has sent."""
    return case.secret_reference is None and case.stage is not Stage.DRAFT


def personal_of(case: Case, granted: frozenset[str]) -> frozenset[str]:
    """Which personal fields of the report's sender are given: none where nobody sent it, and none of somebody who was
    promised confidentiality (ST.9.3.b) in a package of many; one report's sender is asked for by itself (VL.20.4)."""
    return frozenset() if case.confidential or not case.sender else granted


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that is given: as its ``public`` copy, or the original where there is none named."""

    file: FileRef
    public: PublicPicture | None = None


def files_of(case: Case, granted: Pictures) -> tuple[GivenFile, ...]:
    """Which files of the report are given (VL.19.1, ST.5.1): public copies as everybody may see them; the
    originals, the results' included, only where the decision says so (VL.20.4), and never of somebody who was
    promised confidentiality (ST.9.3.b)."""
    if granted is Pictures.NONE:
        return ()
    if granted is Pictures.ORIGINAL and not case.confidential:
        return tuple(GivenFile(file) for file in _all_files(case))
    copies = ((file, public_copy(case, file.id)) for file in case.pictures)
    return tuple(GivenFile(file, copy) for file, copy in copies if copy is not None)


def _all_files(case: Case) -> tuple[FileRef, ...]:
    """Each file once, recordings and documents too; pictures of results and updates behind those that were sent."""
    return tuple({file.id: file for file in (*case.files, *case.pictures)}.values())
