"""Provinces in this installation, their calendars, their bodies and what these answer for."""

import uuid

from django.db import models

from paht.identity import new_id


class AgencyKind(models.TextChoices):
    """The kinds of bodies (VL.1.2.a, ST.1.1.a)."""

    IOC = "ioc", "Trung tâm điều hành (IOC)"
    PEOPLES_COMMITTEE = "peoples_committee", "UBND tỉnh"
    DEPARTMENT = "department", "Sở, ban, ngành tỉnh"
    DISTRICT = "district", "UBND cấp huyện"
    COMMUNE = "commune", "UBND cấp xã"
    CENTRAL = "central", "Cơ quan Trung ương trên địa bàn"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    PUBLIC_SERVICE = "public_service", "Đơn vị cung cấp dịch vụ sự nghiệp công, dịch vụ công ích"


class Jurisdiction(models.Model):
    """A province served by this installation (Open311's jurisdiction), with the edition that it was founded under."""

    id = models.SmallAutoField(primary_key=True)
    slug = models.SlugField(unique=True)
    edition = models.CharField(max_length=64)
    geography = models.CharField(max_length=64)


class Host(models.Model):
    """A host name that means a jurisdiction."""

    name = models.CharField(primary_key=True, max_length=253)
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="hosts")


class EditionInForce(models.Model):
    """An edition in force in a jurisdiction from a moment on; cases keep the one they were born under."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="editions")
    edition = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "since"], name="one_edition_in_force_at_once")
        ]


class CalendarVersion(models.Model):
    """A version of a jurisdiction's working calendar, whole; the newest one rules.

    ``confirmed_years``: those an operator has confirmed. Open terms are moved in the order of case keys:
    ``applied_through`` is the last one done, ``applied_at`` says that all are.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="calendars")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    confirmed_years = models.JSONField(default=list)
    made_at = models.DateTimeField()
    applied_through = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "version"], name="one_calendar_per_version")
        ]


class Agency(models.Model):
    """A body: the IOC, departments, committees, enterprises. ``superior`` makes the tree (VL.11.4).

    ``is_coordinator``: the People's Committee designated it for reports without known handler (VL.17).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="agencies")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=32, choices=AgencyKind.choices)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="subordinates")
    commune = models.CharField(max_length=16, blank=True)
    joined_at = models.DateTimeField(null=True)
    is_supervising = models.BooleanField(default=False)
    is_coordinator = models.BooleanField(default=False, db_default=False)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    portal = models.URLField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_agency_per_code")]
        indexes = [models.Index(fields=["jurisdiction", "kind", "name"], name="agency_directory")]


class InternalProcedure(models.Model):
    """What an agency settled for itself, from a moment on: the newest one in force rules (VL.12.1.b, VL.21.3).

    ``own_terms``: lengths shorter than the regulation's, by key of its term. ``calendar``: its own working hours, for
    reminders alone. Rows are never changed: a change is a new row.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="procedures")
    procedure = models.CharField(max_length=32)
    own_terms = models.JSONField(default=dict)
    calendar = models.JSONField(null=True)
    note = models.CharField(max_length=500)
    valid_from = models.DateTimeField()
    settled_at = models.DateTimeField()
    settled_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-valid_from"], name="procedure_in_force")]


class Competence(models.Model):
    """A field that an agency answers for. ``rank`` 1 comes first."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="competences")
    field = models.CharField(max_length=32)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "field"], name="one_competence_per_field")]


class ReminderChoice(models.Model):
    """How a province (``agency`` null) or one of its bodies is reminded; see :mod:`paht.agencies.reminders`."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="reminder_choices")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "agency"],
                name="one_reminder_choice_per_body",
                nulls_distinct=False,
            )
        ]


def agency_key(value: str) -> uuid.UUID | None:
    """The key of an agency as typed or posted; ``None`` when it is none."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
