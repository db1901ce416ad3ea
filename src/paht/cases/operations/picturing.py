"""Deciding what everybody sees of the pictures of a case."""

from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.law.casework import commands as c
from paht.law.casework.case import PublicPicture


def release_pictures(step: Step, *, pictures: Sequence[PublicPicture]) -> Outcome:
    """Confirm the public copies of these pictures, or withhold them; takes the place of what was decided before."""
    return perform(step, c.ReleasePictures(pictures=tuple(pictures)))
