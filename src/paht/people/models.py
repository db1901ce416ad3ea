"""Staff and what they may act as. Personal data of senders lie in the vault, not here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from paht.agencies.models import Agency, Jurisdiction
from paht.identity import new_id
from paht.law.casework.states import Role

TOTP, PASSKEY = "totp", "passkey"
"""The kinds of second factors."""

ROLE_NAMES = {
    Role.INTAKE: "Tiếp nhận",
    Role.DISPATCHER: "Điều phối",
    Role.PUBLISHER: "Biên tập, công khai",
    Role.AGENCY_STAFF: "Chuyên viên xử lý",
    Role.AGENCY_DEPUTY: "Cấp phó cơ quan",
    Role.AGENCY_LEADER: "Lãnh đạo cơ quan",
    Role.SUPERVISING_DEPARTMENT: "Sở chủ quản hệ thống",
    Role.PROVINCIAL_LEADER: "Lãnh đạo tỉnh",
    Role.AUDITOR: "Kiểm tra (chỉ xem)",
    Role.DATA_PROTECTION_OFFICER: "Phụ trách bảo vệ dữ liệu cá nhân",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}


class StaffManager(BaseUserManager["Staff"]):
    """Creation of staff accounts, central by VL.20.6."""

    def create_staff(self, *, jurisdiction: Jurisdiction, login: str, name: str, password: str) -> "Staff":
        """A new account; ``login`` is unique within the jurisdiction."""
        staff = self.model(jurisdiction=jurisdiction, login=qualified(login, jurisdiction.slug), name=name)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """A named official."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="staff")
    login = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[StaffManager] = StaffManager()


class Membership(models.Model):
    """A role of a person in a body, from a day until a day (half-open); changes are dated (VL.21.2, ST.15.1)."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=32, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "agency", "role", "valid_from"], name="one_membership")
        ]


class StaffSession(models.Model):
    """A session of a member of staff on one device; ``key`` is the SHA-256 of the secret that its browser has.

    ``confirmed_at`` is when a second factor confirmed it last; before the first time it opens nothing. ``challenge`` is
    what a passkey is to sign next, once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.BinaryField(max_length=32, unique=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    challenge = models.TextField(default="", db_default="")


class Factor(models.Model):
    """A second factor: an authenticator application (``secret`` sealed; ``last_step`` the last code's half minute) or
    a passkey (``credential`` is its public half; ``rp_id`` the host name for which it was made)."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8, choices=[(TOTP, "Ứng dụng xác thực"), (PASSKEY, "Khóa truy cập")])
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    secret = models.BinaryField(default=b"")
    last_step = models.BigIntegerField(default=0)
    credential = models.BinaryField(default=b"")
    rp_id = models.CharField(max_length=255, default="")
    sign_count = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """A code for the day on which the factor is lost, good once; ``digest`` is keyed."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)


class Invitation(models.Model):
    """A link by which a person sets their own password, once; ``key`` is the SHA-256 of the secret in it."""

    key = models.BinaryField(max_length=32, unique=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class AccountEvent(models.Model):
    """What happened to an account: append-only, for whoever checks (VL.7.5, VL.20.6). ``by`` did it."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="account_events")
    happened_at = models.DateTimeField()
    what = models.CharField(max_length=24)
    by = models.UUIDField()
    detail = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["staff", "-happened_at"], name="account_events")]


class Attempt(models.Model):
    """How often something was tried since ``began_at``; ``bucket`` is the SHA-256 of what is counted."""

    bucket = models.BinaryField(max_length=32, primary_key=True)
    began_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField()


class RosterEntry(models.Model):
    """Who is on duty for a body, and when (half-open); ``rank`` 1 is called first."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="roster")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="roster")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["agency", "starts_at"], name="roster_by_time")]


class NamedPerson(models.Model):
    """The one leader and the one focal person whom a body names, from a moment until another (ST.15.1)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="named")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="named")
    capacity = models.CharField(max_length=16)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "capacity"],
                condition=models.Q(valid_until__isnull=True),
                name="one_named_person",
            )
        ]


class MemberNotice(models.Model):
    """A body tells the centre of a change in its people; it takes effect once the centre has registered it.

    ``due_at`` is the end of the term for the notice, counted from the day of the change (VL.21.2, ST.15.1).
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="member_notices")
    change = models.CharField(max_length=16)
    staff = models.ForeignKey(Staff, models.CASCADE, null=True, related_name="member_notices")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=32)
    changed_on = models.DateField()
    document = models.CharField(max_length=120)
    noticed_at = models.DateTimeField()
    noticed_by = models.UUIDField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    is_registered = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "-noticed_at"], name="notices_by_agency")]


def qualified(login: str, slug: str) -> str:
    """The login as stored: within one installation two provinces may both have a ``tiepnhan``."""
    return f"{login.strip().lower()}@{slug}"
