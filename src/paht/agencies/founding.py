"""Founding a province in this installation: its row, host names, calendar, and the bodies that every province has."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from paht.agencies import geography, jurisdictions
from paht.agencies.models import Agency, AgencyKind, CalendarVersion, Competence, Host, Jurisdiction
from paht.law.casework.states import Field

COMMUNE_FIELDS = (
    Field.ROAD,
    Field.DRAINAGE,
    Field.LIGHTING,
    Field.TREES,
    Field.BUILDING_ORDER,
    Field.WASTE,
    Field.POLLUTION,
    Field.LAND,
    Field.AGRICULTURE,
    Field.SOCIAL,
    Field.CULTURE,
)
"""What the commune handles first since 1 July 2025."""


@transaction.atomic
def found_jurisdiction(
    *,
    slug: str,
    edition: str,
    province: str,
    hosts: Sequence[str],
    calendar: dict[str, Any],
    confirmed_years: Sequence[int],
    now: datetime,
) -> Jurisdiction:
    """The province's row with its host names and first calendar."""
    row = Jurisdiction.objects.create(slug=slug, edition=edition, geography=province)
    Host.objects.bulk_create([Host(name=name, jurisdiction=row) for name in hosts])
    CalendarVersion.objects.create(
        jurisdiction=row,
        version=1,
        content=calendar,
        confirmed_years=list(confirmed_years),
        made_at=now,
        applied_at=now,
    )
    jurisdictions.forget()
    return row


def found_agency(
    *,
    jurisdiction: Jurisdiction,
    code: str,
    name: str,
    kind: AgencyKind,
    superior: Agency | None = None,
    fields: Sequence[Field] = (),
    rank: int = 1,
    joined_at: datetime | None = None,
    **contact: Any,
) -> Agency:
    """A body with the fields that it answers for."""
    agency = Agency.objects.create(
        jurisdiction=jurisdiction,
        code=code,
        name=name,
        kind=kind,
        superior=superior,
        joined_at=joined_at,
        **contact,
    )
    Competence.objects.bulk_create(
        [Competence(agency=agency, field=field.value, rank=rank) for field in fields]
    )
    return agency


@transaction.atomic
def found_communes(
    *, jurisdiction: Jurisdiction, superior: Agency, joined_at: datetime, districts: dict[str, Agency]
) -> list[Agency]:
    """A People's Committee for every commune of the province, under its district where there is one."""
    communes = geography.load(jurisdiction.geography).communes
    agencies = [
        Agency(
            jurisdiction=jurisdiction,
            code=f"xa-{commune.code}",
            name=f"UBND {commune.name}",
            kind=AgencyKind.COMMUNE,
            superior=districts.get(commune.district_code or "", superior),
            commune=commune.code,
            joined_at=joined_at,
        )
        for commune in communes
    ]
    Agency.objects.bulk_create(agencies)
    Competence.objects.bulk_create(
        [
            Competence(agency=agency, field=field.value, rank=1)
            for agency in agencies
            for field in COMMUNE_FIELDS
        ]
    )
    return agencies
