"""The table of terms on a telephone and at a leader's desk."""

import pytest
from tests.browser.visitor import Watched

pytestmark = pytest.mark.browser


@pytest.mark.clause("VL.4.3", "ST.3.3")
def test_the_terms_can_be_read_on_a_telephone_and_at_a_desk(watched: Watched) -> None:
    citizen = watched.telephone()
    citizen.open("/quy-trinh/")
    citizen.look("terms-citizen")
    leader = watched.signed_in("lanhdaotinh")
    leader.open("/leadership/edition")
    leader.look("terms-leadership")
