"""Those who write to a province with canaries in every field, and what becomes of their reports in the week."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.canaries.marks import Mark
from tests.canaries.wire import Answer, Browser, File, at, drawing, hidden, photograph
from tests.province import TestCase, TestProvince

from paht.cases import queries
from paht.cases.queries import Detail
from paht.law.casework.commands import InteractWithPublic
from paht.people.actors import sender

ASKER = "asks about another's"
COURSES = (
    "sent",
    "supplemented",
    "refused",
    "dispatched",
    "returned",
    "approved",
    "published",
    "answered privately",
    "withdrawn",
    "verified in writing",
    "urgent",
    "entered at the desk",
    ASKER,
)
"""What becomes of the reports, one person each."""
PROVINCES = {"vl": "vinh-long-2025", "st": "soc-trang-2024"}


def names_of_everybody() -> list[str]:
    """The people of both provinces, in their order."""
    return [f"{province}: {course}" for province in PROVINCES for course in COURSES]


@dataclass
class Person:
    """Somebody with a browser of their own; every answer that they got is kept."""

    owner: str
    course: str
    province: TestProvince
    browser: Browser
    marks: dict[str, Mark]
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    case: TestCase | None = None

    def said(self, *names: str) -> dict[str, str]:
        """The canaries of these fields as typed."""
        return {name: self.marks[name].value for name in names}

    @property
    def description(self) -> str:
        """A description as people write it: the matter, and who and where they are."""
        m = self.marks
        return (
            f"Ổ gà lớn giữa đường ({m['description'].value}). Tôi là {m['name'].value}, ở {m['address'].value}, gọi "
            f"tôi số {m['phone'].value}, căn cước {m['identity_number'].value}, thư {m['email'].value}."
        )

    @property
    def form(self) -> dict[str, str]:
        """The sending form, filled in."""
        inside = self.province.place
        return {
            "kind": "report",
            "field": "road",
            "description": self.description,
            "lat": f"{inside.latitude:.6f}",
            "lon": f"{inside.longitude:.6f}",
            "source": "gps",
            "accuracy": "12",
            "declared": "1",
            "urgent": "1" if self.course == "urgent" else "",
            **self.said("name", "phone", "email", "address", "identity_number"),
        }

    @property
    def files(self) -> list[File]:
        """Photos whose names, headers and insides tell who took them."""
        m = self.marks
        header = f"Content-Location: {m['part_header'].value}\r\nX-Camera-Owner: {m['part_header'].value}\r\n"
        return [
            File(f"{m['file_name'].value}.jpg", photograph(m), more=header),
            File(f"{m['file_name'].value}.png", drawing(m), kind=f"image/png; name={m['part_type'].value}"),
        ]

    def keep(self, what: str, answer: Answer) -> Answer:
        """Remember an answer."""
        self.answers.append((what, answer))
        return answer

    def sends(self) -> None:
        """Open the form, be refused, send it again right."""
        ask = self.browser
        opened = hidden(self.keep("form", ask.get("/gui/", linh_vuc="road", utm=self.marks["query"].value)))
        wrong = {
            **opened,
            **self.form,
            "declared": "",
            "phone": f"0{self.marks['phone'].core}x",
            "urgent": "",
        }
        wrong |= {f"x-{self.marks['part_name'].value}": self.marks["part_name"].value}
        refused = self.keep("form with errors", ask.upload("/gui/", wrong, self.files))
        assert refused.status == 422, refused.status
        again = {**hidden(refused), **self.form}
        sent = self.keep("receipt's way", ask.upload("/gui/", again, []))
        assert sent.status == 303, (sent.status, words(sent))
        code = sent.header("Location").rpartition("/")[2]
        self.keep("receipt", ask.get(sent.header("Location")))
        self._has(code)

    def _has(self, code: str) -> None:
        found = queries.followed(jurisdiction_id=self.province.jurisdiction.id, code=code)
        assert found is not None
        who = sender(uuid.UUID(found.case.sender))
        self.case = TestCase(self.province, uuid.UUID(found.case.id), code, who)

    def is_entered(self, officer: Browser) -> None:
        """An officer types in what this person tells, where the edition lets them, at first with a mistake."""
        path = "/desk/new/caller/"
        page = self.keep("desk's form", officer.get(path))
        form = {**hidden(page), **self.form, "channel": "hotline"}
        self.keep("desk's form with errors", officer.upload(path, {**form, "lat": "x"}, self.files))
        done = self.keep("entered", officer.upload(path, form, self.files))
        assert done.status == 302, words(done)
        case_id = uuid.UUID(done.header("Location").rstrip("/").rpartition("/")[2])
        with_code = queries.code_of_command(
            jurisdiction_id=self.province.jurisdiction.id, command_id=uuid.UUID(form["command_id"])
        )
        assert with_code is not None
        assert uuid.UUID(with_code[1].id) == case_id
        self._has(with_code[0])

    @property
    def made(self) -> TestCase:
        """The report once it was sent."""
        assert self.case is not None
        return self.case

    @property
    def detail(self) -> Detail:
        """The report as it stands."""
        found = queries.followed(jurisdiction_id=self.province.jurisdiction.id, code=self.made.code)
        assert found is not None
        return found

    def does(self, word: str, *, status: int = 303, **typed: str) -> Answer:
        """Post one of the follow page's forms; at first without the command, so that the page comes back."""
        page = f"/theo-doi/{self.made.code}"
        self.keep("follow", self.browser.get(page))
        carried = hidden(self.answers[-1][1])
        self.keep(
            f"{word} gone stale", self.browser.post(f"{page}/{word}", {**carried, **typed, "command_id": "x"})
        )
        done = self.keep(word, self.browser.post(f"{page}/{word}", {**carried, **typed}))
        assert done.status == status, (word, done.status, words(done))
        self.keep("follow", self.browser.get(page))
        return done

    def supplements(self) -> None:
        """Add what was asked for: words and a photo."""
        page = f"/theo-doi/{self.made.code}"
        carried = hidden(self.browser.get(page))
        m = self.marks
        words = f"{m['supplement'].value}: trước nhà {m['name'].value}, số {m['phone'].value}."
        file = File(f"{self.marks['file_name'].value}.jpg", photograph(self.marks, colour=9))
        form = {**carried, "request": "1", "description": words}
        done = self.keep("supplement", self.browser.upload(f"{page}/bo-sung", form, [file]))
        assert done.status == 303, words(done)
        self.keep("follow", self.browser.get(page))

    def asks_about(self, case_id: uuid.UUID) -> None:
        """Ask about a public result, under one's name and number; refused where the edition knows no such question."""
        path = f"/ket-qua/{case_id}"
        carried = hidden(self.keep("result", self.browser.get(path)))
        typed: dict[str, Any] = {
            "text": f"{self.marks['question'].value}? Xin trả lời {self.marks['name'].value}.",
            **self.said("name", "phone"),
        }
        refused = self.browser.post(
            f"{path}/tuong-tac", {**carried, **typed, "phone": "09x" + typed["phone"]}
        )
        self.keep("question with errors", refused)
        done = self.keep("question", self.browser.post(f"{path}/tuong-tac", {**carried, **typed}))
        knows = self.province.jurisdiction.edition.step(InteractWithPublic) is not None
        assert done.status in ((303,) if knows else (409, 422)), words(done)
        self.keep("result", self.browser.get(f"{path}?da-gui=1"))


def words(answer: Answer) -> str:
    """What a page says is wrong, for whoever reads of a failed test."""
    text = re.sub(r"<script.*?</script>|<[^>]+>|\s+", " ", answer.body.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).partition("Chuyển đến nội dung chính")[2][:2500]


def misses(person: Person) -> list[tuple[str, Answer]]:
    """What nobody is answered well: wrong addresses, methods, bodies, passwords, hosts; everything full of canaries."""
    m, ask = person.marks, person.browser
    word, login = at(m["path"].value), m["login"].value
    headers = {
        "Referer": f"http://{person.province.host}/{word}?{m['query'].value}",
        "X-Forwarded-For": m["query"].value,
        "X-Request-Id": m["query"].value,
        "Cookie": f"session={m['query'].value}; csrf={m['query'].value}; {m['query'].value}=1",
        "Authorization": f"Bearer {m['query'].value}",
    }
    kind, body = "multipart/form-data; boundary=x", f"--x\r\nfilename={m['name'].value}\r\n\r\n".encode()
    odd = {"Content-Type": f"multipart/form-data; boundary={m['part_type'].value * 30}"}
    big = "x" * (3 * 1024 * 1024)
    return [
        ("404", ask.ask("GET", f"/{word}?{m['query'].value}={word}", headers=headers)),
        ("404 of a code", ask.get(f"/phieu/{word}")),
        ("404 of a case", ask.get(f"/ket-qua/{word}")),
        ("wrong code", ask.get(f"/theo-doi/{word}")),
        ("look-up", ask.get("/tra-cuu/", ma=m["path"].value)),
        ("directory", ask.get("/danh-ba/", q=m["query"].value)),
        ("results", ask.get("/ket-qua/", q=m["query"].value, tu=m["query"].value)),
        ("405", ask.ask("PUT", f"/gui/?{m['query'].value}", m["name"].value.encode(), headers)),
        ("405 of a page", ask.post("/tra-cuu/", person.said("name", "phone"))),
        ("403 without protection", ask.post("/toi/dang-xuat/", person.said("name", "phone"))),
        ("too big", ask.post("/dang-nhap/", {**person.said("name", "phone"), "more": big})),
        ("too many fields", ask.post("/gui/", {f"{m['part_name'].value}{n}": "1" for n in range(1500)})),
        ("broken body", ask.ask("POST", "/gui/", body, {"Content-Type": kind})),
        ("broken boundary", ask.ask("POST", "/gui/", body, odd)),
        (
            "not a picture",
            ask.upload("/gui/", person.form, [File(m["file_name"].value, m["name"].value.encode())]),
        ),
        (
            "zero byte",
            ask.post("/gui/", {**person.form, "description": f"{m['name'].value}\0", "name": "\0"}),
        ),
        ("wrong password", ask.post("/dang-nhap/", {"username": login, "password": m["reason"].value})),
        ("code asked for", ask.post("/toi/dang-nhap/", {"phone": m["phone"].value})),
        ("no code", ask.post("/toi/ma/", {"code": m["phone"].value})),
        ("receipt", ask.post("/bien-nhan/", {"receipt": m["reason"].value})),
        ("webhook", ask.post("/webhooks/sms", {"id": m["phone"].value, "text": m["reason"].value})),
        ("invitation", ask.get(f"/moi/{word}/")),
        ("strange host", Browser(ask.port, f"{m['query'].value}.test", ask.agent).get(f"/{word}")),
    ]
