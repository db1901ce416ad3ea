"""Founding a province in this installation: its row, host names, calendar, and the bodies that every province has."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction

from paht.agencies import geography, jurisdictions
from paht.agencies.models import (
    Agency,
    AgencyKind,
    CalendarVersion,
    Competence,
    EditionInForce,
    Host,
    Jurisdiction,
)
from paht.law.casework.states import Field
from paht.law.editions import get
from paht.law.worktime import HO_CHI_MINH

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
    in_force_from: datetime | None = None,
) -> Jurisdiction:
    """The province's row with its host names and first calendar.

    ``in_force_from`` is the moment from which the edition rules; the beginning of its own day where none is given.
    """
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
    EditionInForce.objects.create(
        jurisdiction=row, edition=edition, since=in_force_from or beginning(edition)
    )
    jurisdictions.forget()
    return row


def put_in_force(*, jurisdiction_id: int, edition: str, since: datetime) -> None:
    """Let the edition (or an amendment of it) rule from that moment on (VL.QĐ.3, ST.QĐ.2).

    Cases born before keep theirs. ``KeyError`` for an edition that is not known.
    """
    get(edition)
    row = Jurisdiction.objects.get(pk=jurisdiction_id)
    if not row.editions.exists():  # founded before editions were dated
        row.editions.create(edition=row.edition, since=beginning(row.edition))
    row.editions.update_or_create(since=since, defaults={"edition": edition})
    jurisdictions.forget()


def beginning(edition: str) -> datetime:
    """The first moment, in Vietnam, of the day on which the edition says that it comes into force."""
    return datetime.combine(get(edition).in_force_on, time(), tzinfo=HO_CHI_MINH)


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
