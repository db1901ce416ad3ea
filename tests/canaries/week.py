"""A week of two provinces, lived through the real doors; run as a program in a home of its own.

Thirteen people a province write with canaries in every field, their reports go every way, the clock moves on day by
day; then everybody comes to every address. Each answer is searched where it arrives; what was found, with who read it
and when, is printed as JSON, and so are the records that belong to each person.
"""

import io
import json
import os
import re
import sys
import traceback
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402
from tests.authority.addresses import ADDRESSES  # noqa: E402
from tests.authority.cast import Part, Stage, Subject, Visitor, staged  # noqa: E402
from tests.authority.matrix import Cell, cells, path, typed  # noqa: E402
from tests.canaries.encodings import Search  # noqa: E402
from tests.canaries.marks import Mark, everybody, listed  # noqa: E402
from tests.canaries.moved import MOMENT, PLANT, move_clock  # noqa: E402
from tests.canaries.people import ASKER, COURSES, PROVINCES, Person, misses, names_of_everybody  # noqa: E402
from tests.canaries.programs import readings  # noqa: E402
from tests.canaries.wire import Answer, Browser, hidden, photograph  # noqa: E402
from tests.province import FACTOR, TestProvince, found  # noqa: E402

from paht import clock  # noqa: E402
from paht.cases import operations  # noqa: E402
from paht.evidence import storage  # noqa: E402
from paht.law.casework.case import Actor, FileRef  # noqa: E402
from paht.law.casework.commands import Enter, Withdraw  # noqa: E402
from paht.people import factors  # noqa: E402
from paht.people.sessions import official_of, open_session  # noqa: E402

OWN_FORMS = frozenset(
    {"look-up", "directory", "results", "wrong code", "wrong password", "code asked for", "no code"}
)
"""What shows again what was typed there; every other answer to a mistake must not."""


@dataclass(frozen=True, slots=True)
class Found:
    """A canary in an answer: in what, to whom (an account's id, or whose browser), between which moments."""

    mark: Mark
    place: str
    encoding: str
    around: str
    reader: str
    is_desk: bool
    begun: datetime
    ended: datetime


class Week:
    """The provinces, their people, and what was found so far."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.marks = everybody(names_of_everybody())
        self.search = Search(listed(self.marks))
        self.found: list[Found] = []
        self.answers = 0
        self.troubles: list[str] = []
        self._moment = Path(os.environ[MOMENT])
        self.provinces = {
            short: found(edition=edition, slug=f"canary-{short}-{uuid.uuid4().hex[:6]}", now=clock.now())
            for short, edition in PROVINCES.items()
        }
        self.people = [
            Person(
                f"{short}: {course}",
                course,
                province,
                Browser(
                    port,
                    province.host,
                    f"Mozilla/5.0 {self.marks[f'{short}: {course}']['agent'].value} Chrome/1",
                ),
                self.marks[f"{short}: {course}"],
            )
            for short, province in self.provinces.items()
            for course in COURSES
        ]

    def forward(self, *, hours: float) -> None:
        """Let the clock of every process move on."""
        part = self._moment.with_suffix(".part")
        part.write_text(str(float(self._moment.read_text()) + hours * 3600))
        part.chmod(0o644)
        part.replace(self._moment)

    def officer(self, province: TestProvince, actor: Actor) -> Browser:
        """The browser of an official who has just signed in."""
        token = open_session(
            staff_id=uuid.UUID(actor.id), device="Chrome trên Windows", at=clock.now(), confirmed=True
        )
        return Browser(self.port, province.host, cookies={"session": token})

    def examine(
        self, answer: Answer, place: str, *, reader: str, own: Iterable[str] = (), is_desk: bool = False
    ) -> None:
        """Search an answer: whoever it was given to, their own words in the page (``own``) are no leak; a header that
        holds a canary is one always, but for an address that the visitor themselves gave."""
        self.answers += 1
        mine = frozenset(own)
        for content, where in ((answer.head, "headers of "), (answer.body, "")):
            for hit in self.search(content, f"{where}{place} ({answer.status})"):
                is_own = hit.mark.owner in mine
                if is_own and (not where or hit.mark.field in ("path", "query")):
                    return
                more = (hit.encoding, hit.around, reader, is_desk, answer.begun, answer.ended)
                self.found.append(Found(hit.mark, hit.place, *more))

    def live(self) -> None:
        """Seven days."""
        for deed in (self.send, self.look, self.decide, self.handle, self.end, self.ask):
            for person in self.people:
                self.tried(deed, person)
            self.forward(hours=24)
        for person in self.people:
            if person.course == "sent":
                self.tried(self.miss, person)
        for person in self.people:
            for what, answer in person.answers:
                desk = what.startswith(("desk", "entered"))
                self.examine(
                    answer, f"{what}, {person.owner}", reader=person.owner, own=[person.owner], is_desk=desk
                )

    def tried(self, deed: Callable[[Person], None], person: Person) -> None:
        """Do it; what went wrong is told at the end, so that one fault does not hide the others."""
        try:
            deed(person)
        except Exception:
            self.troubles.append(f"{person.owner}: {traceback.format_exc(limit=-2)[:3000]}")

    def send(self, person: Person) -> None:
        """Everybody sends; of some an officer writes it down."""
        edition = person.province.jurisdiction.edition
        if person.course == "entered at the desk" and edition.step(Enter) is not None:
            person.is_entered(self.officer(person.province, person.province.intake))
        else:
            person.sends()

    def look(self, person: Person) -> None:
        """The desk reads every report, asks who sent it, and searches by the number."""
        officer = self.officer(person.province, person.province.dispatcher)
        me = person.province.dispatcher.id
        page = f"/desk/case/{person.made.id}/"
        self.examine(officer.get(page), page, reader=me, is_desk=True)
        for address, form in (
            (f"{page}sender/", {"purpose": "Gọi lại để xác minh"}),
            ("/desk/search/", {"purpose": "Gọi lại", "phone": person.marks["phone"].value}),
        ):
            self.forward(hours=1 / 60)
            code = factors.code_at(FACTOR, clock.now())
            answer = officer.post(address, {**form, "otp": code})
            assert answer.status == 200, (answer.status, answer.body.decode()[:2000])
            own = [person.owner] if "search" in address else []
            self.examine(answer, address, reader=me, own=own, is_desk=True)

    def decide(self, person: Person) -> None:
        """The desk decides on each: asks, refuses, accepts, dispatches."""
        case, province, now = person.made, person.province, clock.now()
        step, edition = case.step(province.intake, now), province.jurisdiction.edition
        match person.course:
            case "sent" | "entered at the desk":
                return
            case "supplemented":
                guidance = "Xin gửi thêm ảnh rõ vị trí."
                done = operations.request_supplement(step, grounds=["content_unclear"], guidance=guidance)
            case "verified in writing":
                note = "Xin xác minh nội dung."
                done = operations.request_verification(step, matter="content", way="sms", note=note)
            case "refused":
                done = operations.refuse(step, ground="complaint", reason="Là khiếu nại.")
            case "urgent":
                done = operations.dispatch_urgently(
                    case.step(province.dispatcher, now),
                    agency=str(province.roads.id),
                    note="Đã gọi. Đề nghị cử ngay lực lượng.",
                    text="Ổ gà lớn giữa đường.",
                    reached=True,
                    kind="danger",
                )
            case "withdrawn":
                person.does("rut", status=303 if edition.step(Withdraw) else 422, **person.said("reason"))
                return
            case _:
                private = person.course == "answered privately"
                ground = province.jurisdiction.edition.non_public_grounds[0].key
                case.dispatched(now, **({"non_public_ground": ground} if private else {}))
                return
        assert isinstance(done, operations.Done), (person.course, done)

    def handle(self, person: Person) -> None:
        """Agencies handle; senders answer what they were asked."""
        case, province, now = person.made, person.province, clock.now()
        match person.course:
            case "supplemented":
                person.supplements()
            case "verified in writing":
                words = f"{person.marks['answer'].value}: đúng là {person.marks['name'].value} gửi."
                person.does("xac-minh", request="1", answer=words)
            case "returned" | "approved" | "published" | "answered privately" | "asks about another's":
                step = case.step(province.staff, now)
                done = operations.receive(step, assignment=1)
                assert isinstance(done, operations.Done), done
                officer = self.officer(province, province.staff)
                page = f"/agency/case/{case.id}"
                self.examine(officer.get(page), page, reader=province.staff.id)

    def end(self, person: Person) -> None:
        """Results, and what was not competent goes back."""
        case, province, now = person.made, person.province, clock.now()
        if person.course == "returned":
            done = operations.return_assignment(
                case.step(province.staff, now),
                assignment=1,
                ground="not_competent",
                note="Không thuộc thẩm quyền.",
                responsible="Sở khác",
            )
            assert isinstance(done, operations.Done), done
        elif person.course in ("approved", "published", "answered privately", "asks about another's"):
            self._answered(person, now)

    def _answered(self, person: Person, now: datetime) -> None:
        case, province = person.made, person.province
        steps: list[Any] = [
            operations.record_result(
                case.step(province.staff, now), assignment=1, result="Đã vá mặt đường.", files=_after(person)
            ),
            operations.submit_result(case.step(province.staff, now), assignment=1, note="Kính trình."),
            operations.approve_result(case.step(province.leader, now), assignment=1, note="Đồng ý."),
        ]
        if person.course != "approved":
            step = case.step(province.publisher, now)
            steps.append(operations.publish(step, answer="Đã vá mặt đường, bảo đảm an toàn."))
        assert all(isinstance(done, operations.Done) for done in steps), steps

    def ask(self, person: Person) -> None:
        """Who was answered judges and asks back; somebody else asks about a published result; all confirm that they
        are the senders, after a wrong number."""
        m = person.marks
        if person.course in ("published", "answered privately"):
            level = person.province.jurisdiction.edition.levels[-1].key
            comment = f"{m['comment'].value}, {m['name'].value}, {m['phone'].value}"
            person.does("danh-gia", level=level, comment=comment)
        if person.course == "published":
            person.does("tuong-tac", text=f"{m['question'].value}? {m['name'].value} {m['phone'].value}")
            other = next(p for p in self.people if p.course == ASKER and p.province is person.province)
            other.asks_about(person.made.id)
        person.browser.cookies.clear()
        page = f"/theo-doi/{person.made.code}"
        person.keep(
            "not confirmed", person.browser.post(f"{page}/xac-nhan", {"phone": f"{m['phone'].value}1"})
        )
        done = person.keep("confirmed", person.browser.post(f"{page}/xac-nhan", person.said("phone")))
        assert done.status == 303, done.status

    def miss(self, person: Person) -> None:
        """Everything that goes wrong, the program's own failure among it."""
        for what, answer in misses(person):
            own = [person.owner] if what in OWN_FORMS or answer.status in (409, 422) else []
            self.examine(answer, f"{what}, {person.owner}", reader=person.owner, own=own)
        person.browser.cookies.clear()
        fresh = hidden(person.browser.get("/gui/"))
        plant = Path(os.environ[PLANT])
        plant.write_text("fails")
        plant.chmod(0o644)
        try:
            for files in ([], person.files):
                failed = person.browser.upload("/gui/", {**fresh, **person.form}, files)
                self.examine(failed, f"500, {person.owner}", reader=person.owner)
                assert failed.status == 500, failed.status
        finally:
            plant.unlink()

    def crawl(self, *, whole: bool) -> None:
        """Everybody comes to every address of each province; ``whole`` posts as well."""
        for short, other in (("vl", "st"), ("st", "vl")):
            stage = staged(self.provinces[short], self.provinces[other], now=clock.now())
            subjects = tuple(self._subjects(short))
            wired = _Wired(stage.here, stage.there, stage.visitors, stage.strangers, subjects)
            wired.port = self.port
            refused: set[tuple[str, str, str]] = set()
            for cell in cells(wired, addresses=ADDRESSES):
                # Who is refused at an address is refused alike whoever it is: for CI one stands for all.
                alike = (cell.address.name, cell.method, cell.answer)
                if cell.method not in ("GET", "POST") or (
                    not whole and cell.answer != "200" and alike in refused
                ):
                    continue
                refused.add(alike)
                if whole or cell.method == "GET" or cell.who.name == "dispatcher":
                    self._comes(wired, cell)

    def programs(self) -> set[str]:
        """Other programs read; the names of those that were told of a report."""
        told = set()
        for province in self.provinces.values():
            for asked, answer in readings(self.port, province, self.people):
                self.examine(answer, asked, reader=asked.partition(":")[0])
                if answer.status == 200:
                    told.add(
                        re.sub(r"[A-Z]{2}(-[0-9A-Z]{4}){3}|[0-9a-f-]{36}", "…", asked.partition(": ")[2])
                    )
        return told

    def _comes(self, wired: "_Wired", cell: Cell) -> None:
        address = path(wired, cell.address, cell.subject)
        answer = wired.asks(cell.who, cell.method, address, typed(wired, cell))
        if cell.address.name == "sign-out":
            wired.reopen()
        own = [wired.owners[cell.subject.made.id]] if cell.subject is not None and cell.who.sends else []
        # Whoever may enter the desk reads there what was written as it was written, and the look says so.
        is_desk = bool(cell.who.roles & cell.address.roles) and cell.address.name.startswith("desk")
        self.examine(answer, str(cell), reader=_account(cell.who), own=own, is_desk=is_desk)

    def _subjects(self, short: str) -> Iterator[Subject]:
        names = {"supplemented": "verified", ASKER: "dispatched"}
        for person in self.people:
            if person.owner.startswith(f"{short}:"):
                case = person.detail.case
                name = names.get(person.course, person.course)
                file = uuid.UUID(case.files[0].id) if case.files else uuid.uuid4()
                _Wired.owners[person.made.id] = person.owner
                parts = tuple(Part(a.agency, a.superior or "") for a in case.assignments)
                is_public = person.course in ("published", ASKER)
                yield Subject(name, person.made, case, file, is_public=is_public, parts=parts)

    def records(self) -> dict[str, list[str]]:
        """The vault's records that each person wrote, by person: of their report, and of what others asked about it."""
        known = {str(row[0]) for row in _rows("SELECT id FROM people_vault_record")}
        found: dict[str, list[str]] = {}
        for person in self.people:
            rows = _rows("SELECT content FROM cases_event WHERE case_id = %s", person.made.id)
            ids = {each for (content,) in rows for each in re.findall(r"[0-9a-f-]{36}", str(content))}
            found[person.owner] = sorted(ids & known)
        for short in PROVINCES:
            asker = f"{short}: {ASKER}"
            found[asker] += found[f"{short}: published"]
        return found


def _rows(statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _after(person: Person) -> list[Any]:
    """A photo of the result, as an officer's camera writes it."""
    kept = storage.keep(
        jurisdiction_id=person.province.jurisdiction.id,
        upload=io.BytesIO(photograph(person.marks, colour=77)),
        received_at=clock.now(),
    )
    assert isinstance(kept, storage.StoredFile), kept
    return [FileRef(str(kept.id), kept.sha256, kept.media_type)]


class _Wired(Stage):
    """The stage of the authority matrix, asked over the wire."""

    port: int
    owners: dict[uuid.UUID, str] = {}

    def asks(self, who: Visitor, method: str, path: str, typed: dict[str, Any] | None = None) -> Any:
        """The answer to one request of the visitor."""
        browser = Browser(self.port, who.host)
        browser.cookies = {name: morsel.value for name, morsel in self._cookies(who).items()}
        return (
            browser.get(path)
            if method == "GET"
            else browser.post(path, {k: str(v) for k, v in (typed or {}).items()})
        )


def _account(who: Visitor) -> str:
    """The account of a visitor who is signed in, else their name."""
    if not who.token:
        return who.name
    official = official_of(who.token, at=clock.now())
    return official.actor.id if official else who.name


def main() -> None:
    """Live the week and print what came of it."""
    move_clock()
    week = Week(int(sys.argv[1]))
    week.live()
    print("\n".join(week.troubles), file=sys.stderr)
    week.crawl(whole=bool(os.environ.get("PAHT_CANARIES_WHOLE")))
    told = week.programs()
    json.dump(
        {
            "answers": week.answers,
            "troubles": week.troubles,
            "told": sorted(told),
            "found": [
                {**asdict(each), "begun": str(each.begun), "ended": str(each.ended)} for each in week.found
            ],
            "records": week.records(),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
