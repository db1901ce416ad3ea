"""``decide(provision, command, …)``: what follows from a request for reports, or why it is refused. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from paht.law.casework.case import Actor, Document, Refused, Written
from paht.law.casework.deciding.inquiry import local_day
from paht.law.casework.states import Field, Role, Stage
from paht.law.editions.rows import Edition
from paht.law.providing.commands import (
    DecideProvision,
    DropPackage,
    FinishPackage,
    ProvisionCommand,
    RecallProvision,
    RecordProvision,
    TakePackage,
)
from paht.law.providing.course import ASKS, DECIDES, RECORDS, is_asker
from paht.law.providing.events import (
    PackageDropped,
    PackageEnded,
    PackageMade,
    PackageTaken,
    ProvisionApproved,
    ProvisionAsked,
    ProvisionBody,
    ProvisionEvent,
    ProvisionRecalled,
    ProvisionRefused,
)
from paht.law.providing.giving import DESCRIPTION
from paht.law.providing.provision import Package, Pictures, Provision, ProvisionState, Scope, state_of

SHORTEST, LONGEST = 15, 1000
"""Characters of a purpose or a reason."""
LONGEST_NAME = 200
"""Characters of a body's, a ground's or a law's name, of a document's number."""
PACKAGE_DAYS = 7
"""How long a package lies ready; whoever needs it later asks again."""
MOST_TAKINGS = 5
"""How often one package is taken away: a broken transfer is repeated, a copy a day is not."""
MOST_OPEN = 10
"""How many requests of one person may be open at once."""
STAGES = frozenset(stage.value for stage in Stage) - {Stage.DRAFT.value}


@dataclass(frozen=True, slots=True)
class Facts:
    """What lies outside the request: the communes and bodies there are, how many requests the actor has open."""

    communes: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    open_ones: int = 0


def decide(
    provision: Provision,
    command: ProvisionCommand,
    *,
    actor: Actor,
    facts: Facts,
    now: datetime,
    edition: Edition,
) -> tuple[ProvisionEvent, ...] | Refused:
    """The event that follows, or the refusal with its clause (VL.19.1, VL.20.4, ST.5.1)."""
    inquiry = _Inquiry(provision, actor, facts, now, edition)
    if isinstance(command, RecordProvision):
        body = _record(inquiry, command)
    elif isinstance(command, DecideProvision):
        body = _decide(inquiry, command)
    elif isinstance(command, RecallProvision):
        body = _recall(inquiry)
    elif isinstance(command, TakePackage):
        body = _take(inquiry)
    else:
        assert Role.SYSTEM in actor.roles, "packages are made and destroyed by the system"
        body = _of_system(inquiry, command)
    return body if isinstance(body, Refused) else (ProvisionEvent(body, now, actor),)


@dataclass(frozen=True, slots=True)
class _Inquiry:
    provision: Provision
    actor: Actor
    facts: Facts
    now: datetime
    edition: Edition

    @property
    def state(self) -> ProvisionState:
        return state_of(self.provision, now=self.now)

    def refused(self, reason: str, field: str | None = None) -> Refused:
        return Refused(self.edition.keeping_clause, reason, field)

    def withheld(self, reason: str, field: str | None = None) -> Refused:
        """A refusal for the sake of personal data."""
        return Refused(self.edition.provision_clause, reason, field)


def _record(inquiry: _Inquiry, command: RecordProvision) -> ProvisionBody | Refused:
    actor = inquiry.actor
    if not actor.roles & ASKS:
        return inquiry.refused("Tài khoản của ông/bà không được giao ghi nhận yêu cầu cung cấp phản ánh.")
    if not actor.roles & RECORDS and command.body != actor.body:
        return inquiry.refused("Cơ quan chỉ ghi nhận yêu cầu của chính mình.", "body_name")
    if inquiry.facts.open_ones >= MOST_OPEN:
        return inquiry.refused(
            f"Ông/bà đang có {MOST_OPEN} yêu cầu chưa kết thúc; xin chờ hoặc thôi bớt trước."
        )
    problems = [
        *_unnamed(inquiry, command),
        *_document_problems(inquiry, command.document),
        *_text_problems(inquiry, command.ground, "ground", "Xin ghi căn cứ pháp lý (điều, khoản, văn bản)"),
        *_length_problems(inquiry, command.purpose, "purpose", "Xin ghi rõ cần dữ liệu để làm gì"),
        *_scope_problems(inquiry, command.scope),
    ]
    if not command.personal <= {field.name for field in inquiry.edition.form} | {DESCRIPTION}:
        problems.append(inquiry.withheld("Xin chỉ chọn thông tin có trong danh sách.", "personal"))
    if problems:
        return _together(problems)
    return ProvisionAsked(
        body=command.body,
        body_name="" if command.body else command.body_name.strip(),
        document=command.document,
        ground=command.ground.strip(),
        purpose=command.purpose,
        scope=command.scope,
        personal=command.personal,
        pictures=command.pictures,
    )


def _decide(inquiry: _Inquiry, command: DecideProvision) -> ProvisionBody | Refused:
    """Two pairs of eyes: who recorded the request does not decide it."""
    provision, law = inquiry.provision, command.law.strip()
    if not inquiry.actor.roles & DECIDES:
        return inquiry.withheld("Chỉ cơ quan chủ quản hệ thống quyết định việc cung cấp phản ánh.")
    if is_asker(provision, inquiry.actor):
        return inquiry.withheld(
            "Người ghi nhận yêu cầu không tự quyết định; xin để một người khác của cơ quan chủ quản quyết định."
        )
    if inquiry.state is not ProvisionState.ASKED:
        return inquiry.refused("Yêu cầu này đã được quyết định hoặc đã kết thúc.")
    if not command.approves:
        problems = _length_problems(inquiry, command.reason, "reason", "Xin ghi rõ lý do không cung cấp")
        return _together(problems) if problems else ProvisionRefused(reason=command.reason)
    problems = []
    if not command.fields <= provision.personal:
        problems.append(inquiry.withheld("Chỉ cung cấp thông tin cá nhân đã được yêu cầu.", "fields"))
    if not command.pictures.within(provision.pictures):
        problems.append(inquiry.withheld("Chỉ cung cấp loại hình ảnh đã được yêu cầu.", "pictures"))
    is_personal = bool(command.fields) or command.pictures is Pictures.ORIGINAL
    if is_personal and not law:
        problems.append(inquiry.withheld(_NO_LAW, "law"))
    if len(law) > LONGEST_NAME:
        problems.append(inquiry.withheld(f"Tên luật, điều khoản không quá {LONGEST_NAME} ký tự.", "law"))
    if command.reason.characters > LONGEST:
        problems.append(inquiry.refused(f"Ý kiến dài quá {LONGEST} ký tự, xin viết gọn lại.", "reason"))
    if problems:
        return _together(problems)
    return ProvisionApproved(
        fields=command.fields,
        law=law if is_personal else "",
        reason=command.reason,
        pictures=command.pictures,
    )


def _recall(inquiry: _Inquiry) -> ProvisionBody | Refused:
    if not is_asker(inquiry.provision, inquiry.actor) and not inquiry.actor.roles & DECIDES:
        return inquiry.refused("Chỉ người đã ghi nhận yêu cầu, hoặc cơ quan chủ quản, mới thôi được.")
    if inquiry.state.is_over:
        return inquiry.refused("Yêu cầu này đã kết thúc nên không cần thôi nữa.")
    return ProvisionRecalled()


def _take(inquiry: _Inquiry) -> ProvisionBody | Refused:
    provision = inquiry.provision
    if not is_asker(provision, inquiry.actor) or not inquiry.actor.roles & ASKS:
        return inquiry.withheld("Chỉ người đã ghi nhận yêu cầu mới lấy được gói dữ liệu.")
    if inquiry.state is not ProvisionState.READY or provision.package is None:
        return inquiry.refused(_NOT_TO_BE_TAKEN[inquiry.state])
    if provision.takings >= MOST_TAKINGS:
        return inquiry.refused(
            f"Gói dữ liệu đã được lấy {MOST_TAKINGS} lần; nếu còn cần, xin ghi yêu cầu mới."
        )
    return PackageTaken(sha256=provision.package.sha256)


def _of_system(inquiry: _Inquiry, command: ProvisionCommand) -> ProvisionBody | Refused:
    stored = inquiry.provision.state
    if isinstance(command, FinishPackage):
        if stored is not ProvisionState.MAKING:
            return inquiry.refused("Yêu cầu đã kết thúc trong khi gói đang được làm.")
        ends_at = inquiry.now + timedelta(days=PACKAGE_DAYS)
        return PackageMade(
            package=Package(command.sha256, command.size_bytes, command.cases, inquiry.now, ends_at)
        )
    if stored is not ProvisionState.READY:
        return inquiry.refused("Không có gói dữ liệu nào.")
    if isinstance(command, DropPackage):
        return PackageDropped()
    if inquiry.state is not ProvisionState.ENDED:
        return inquiry.refused("Gói dữ liệu chưa hết thời hạn.")
    return PackageEnded()


def _unnamed(inquiry: _Inquiry, command: RecordProvision) -> Iterable[Refused]:
    name = command.body_name.strip()
    is_known = command.body in inquiry.facts.agencies
    if not is_known and (command.body or not name or len(name) > LONGEST_NAME):
        yield inquiry.refused(
            "Xin chọn cơ quan yêu cầu, hoặc ghi tên cơ quan nếu không có trong danh sách "
            f"(không quá {LONGEST_NAME} ký tự).",
            "body_name",
        )


def _document_problems(inquiry: _Inquiry, document: Document) -> Iterable[Refused]:
    if not document.number or len(document.number) > LONGEST_NAME:
        yield inquiry.refused("Xin ghi số, ký hiệu văn bản yêu cầu.", "document_number")
    if document.dated_on is None:
        yield inquiry.refused("Xin ghi ngày của văn bản yêu cầu.", "dated_on")
    elif document.dated_on > local_day(inquiry.now):
        yield inquiry.refused("Ngày văn bản chưa đến, xin xem lại.", "dated_on")
    if document.file is None:
        yield inquiry.refused("Xin đính kèm ảnh chụp hoặc ảnh quét văn bản yêu cầu.", "files")


def _scope_problems(inquiry: _Inquiry, scope: Scope) -> Iterable[Refused]:
    today = local_day(inquiry.now)
    if scope.first_on is None or scope.last_on is None:
        yield inquiry.refused("Xin chọn ngày gửi từ ngày nào đến ngày nào.", "first_on")
    elif scope.last_on < scope.first_on or scope.last_on > today:
        yield inquiry.refused("Ngày cuối không thể trước ngày đầu hoặc sau hôm nay.", "last_on")
    known: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
        ("fields", scope.fields, frozenset(field.value for field in Field)),
        ("stages", scope.stages, STAGES),
        ("communes", scope.communes, inquiry.facts.communes),
        ("agencies", scope.agencies, inquiry.facts.agencies),
    )
    for name, chosen, possible in known:
        if not chosen <= possible:
            yield inquiry.refused("Xin chỉ chọn mục có trong danh sách.", name)


def _text_problems(inquiry: _Inquiry, text: str, field: str, words: str) -> Iterable[Refused]:
    if not text.strip() or len(text.strip()) > LONGEST_NAME:
        yield inquiry.refused(f"{words} (không quá {LONGEST_NAME} ký tự).", field)


def _length_problems(inquiry: _Inquiry, text: Written, field: str, words: str) -> list[Refused]:
    if SHORTEST <= text.characters <= LONGEST:
        return []
    return [inquiry.refused(f"{words} (từ {SHORTEST} đến {LONGEST} ký tự).", field)]


def _together(problems: list[Refused]) -> Refused:
    first, *also = problems
    return Refused(first.clause, first.reason, first.field, tuple(also))


_NO_LAW = (
    "Thông tin cá nhân, tệp gốc của nhiều người gửi chỉ được cung cấp khi có luật khác buộc cung cấp: xin ghi điều, "
    "khoản, tên luật. Nếu không có, xin bỏ chọn và hỏi ý kiến từng người gửi ở trang của phản ánh."
)
_NOT_TO_BE_TAKEN: dict[ProvisionState, str] = {
    ProvisionState.ASKED: "Yêu cầu chưa được quyết định nên chưa có gói dữ liệu.",
    ProvisionState.MAKING: "Gói dữ liệu đang được làm; xin chờ ít phút.",
    ProvisionState.REFUSED: "Yêu cầu không được chấp thuận nên không có gói dữ liệu.",
    ProvisionState.RECALLED: "Yêu cầu đã được thôi, gói dữ liệu đã hủy.",
    ProvisionState.ENDED: "Gói dữ liệu đã hết thời hạn và được hủy; nếu còn cần, xin ghi yêu cầu mới.",
}
