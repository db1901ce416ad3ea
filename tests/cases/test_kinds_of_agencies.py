"""Bodies of every kind that a regulation names take part alike."""

import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.agencies.founding import found_agency
from paht.agencies.models import AgencyKind, Jurisdiction
from paht.cases import operations
from paht.law.casework.states import AssignmentState

NAMED = {
    "vinh-long-2025": ("department", "commune", "central", "enterprise", "public_service"),
    "soc-trang-2024": ("department", "district", "commune", "central", "enterprise", "public_service"),
}
"""Producers and suppliers of utilities are enterprises or public-service providers."""


@pytest.mark.clause("VL.1.2.a", "ST.1.1.a")
def test_a_body_of_every_kind_named_can_be_charged_and_receives(province: TestProvince, time: Clock) -> None:
    row = Jurisdiction.objects.get(pk=province.jurisdiction.id)
    for kind in NAMED[province.jurisdiction.edition.id]:
        body = found_agency(
            jurisdiction=row,
            code=f"kind-{kind}",
            name=f"Cơ quan loại {kind}",
            kind=AgencyKind(kind),
            superior=province.committee,
            joined_at=time.at,
        )
        case = province.sent(time.at).accepted(time.at)
        step = case.step(province.dispatcher, time.at)
        done = operations.dispatch(step, agency=str(body.id), note="Đề nghị kiểm tra, xử lý.")
        assert isinstance(done, operations.Done), done
        (charged,) = done.case.assignments
        assert (charged.agency, charged.state) == (str(body.id), AssignmentState.DISPATCHED)
