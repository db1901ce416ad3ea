"""Reading the directory: which bodies there are, and which one answers for a matter."""

import uuid
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef

from paht.agencies.models import Agency, Competence


@dataclass(frozen=True, slots=True)
class Body:
    """A body as lists show it."""

    id: uuid.UUID
    name: str
    kind: str
    kind_name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    portal: str = ""
    joined: bool = True
    fields: tuple[str, ...] = ()
    coordinates: bool = False


_FIELDS = (
    Competence.objects.filter(agency=OuterRef("pk")).order_by("rank", "field").values_list("field", flat=True)
)


def directory(*, jurisdiction_id: int) -> list[Body]:
    """Every body of the province with the fields that it answers for, by kind and name (VL.4.2): one statement."""
    rows = (
        Agency.objects.filter(jurisdiction_id=jurisdiction_id)
        .annotate(fields=ArraySubquery(_FIELDS))
        .order_by("kind", "name", "id")
    )
    return [
        Body(
            id=row.id,
            name=row.name,
            kind=row.kind,
            kind_name=row.get_kind_display(),
            address=row.address,
            phone=row.phone,
            email=row.email,
            portal=row.portal,
            joined=row.joined_at is not None,
            fields=tuple(row.fields),
            coordinates=row.is_coordinator,
        )
        for row in rows
    ]


_CANDIDATES = """
SELECT a.id, a.name, a.kind, a.joined_at IS NOT NULL
FROM agencies_competence c JOIN agencies_agency a ON a.id = c.agency_id
WHERE a.jurisdiction_id = %s AND c.field = %s AND (a.commune = '' OR a.commune = %s)
ORDER BY c.rank, a.commune DESC, a.name, a.id
LIMIT 6
"""


def candidates(*, jurisdiction_id: int, field: str, commune: str) -> list[Body]:
    """Bodies competent for the field at the place, the likeliest first (VL.11.3, ST.3.5)."""
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [jurisdiction_id, field, commune])
        return [
            Body(id=row[0], name=row[1], kind=row[2], kind_name="", joined=row[3])
            for row in cursor.fetchall()
        ]


def names(*, ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of bodies."""
    return dict(Agency.objects.filter(id__in=ids).values_list("id", "name"))
