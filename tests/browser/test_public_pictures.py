"""The officer's editor of public copies: by keyboard alone, by mouse, without a script; then what everybody sees."""

import io
import json
import re
import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.visitor import Visitor, Watched
from tests.evidence.copying import copies_are_made
from tests.province import TestCase, TestProvince
from tests.working import as_worker

from paht import clock
from paht.cases import operations
from paht.evidence import marks, storage
from paht.law.casework.case import FileRef
from paht.law.evidence.findings import Box, Mark

pytestmark = [pytest.mark.browser, pytest.mark.clause("VL.7.5", "ST.4.5")]

FACE = Mark(kind="face", box=Box(left=0.2, top=0.3, width=0.1, height=0.15), confidence=0.91)
PLATE = Mark(kind="plate", box=Box(left=0.6, top=0.7, width=0.15, height=0.06), confidence=0.74)


@dataclass(frozen=True)
class Published:
    """A published case with one photo of the sender's in which the machine found something."""

    case: TestCase
    file: FileRef

    @property
    def photo(self) -> str:
        return f"/anh/{self.case.id}/{self.file.id}/320.jpg"


@pytest.fixture
def published(here: TestProvince, before: bytes) -> Published:
    """Asked of the database before the browser starts."""
    now = clock.now()
    # A picture of its own, looked at at once: the first look counts, and other tests' workers look at theirs.
    note = uuid.uuid4().bytes
    photo = before[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note + before[2:]
    stored = storage.keep(jurisdiction_id=here.jurisdiction.id, upload=io.BytesIO(photo), received_at=now)
    assert isinstance(stored, storage.StoredFile)
    with as_worker():
        marks.keep(
            jurisdiction_id=here.jurisdiction.id, sha256=stored.sha256, marks=(FACE, PLATE), looked_at=now
        )
    copies_are_made(here, now)
    file = FileRef(str(stored.id), stored.sha256, stored.media_type)
    case = here.sent(now, files=(file,)).received(now)
    staff, leader, publisher = (case.step(who, now) for who in (here.staff, here.leader, here.publisher))
    for outcome in (
        operations.record_result(staff, assignment=1, result="Đã vá mặt đường.", files=(file,)),
        operations.submit_result(case.step(here.staff, now), assignment=1, note="Kính trình phê duyệt."),
        operations.approve_result(leader, assignment=1, note="Đồng ý."),
        operations.publish(publisher, answer="Đã vá mặt đường, bảo đảm an toàn."),
    ):
        assert isinstance(outcome, operations.Done), outcome
    return Published(case, file)


def boxes(page: Page) -> list[list[float]]:
    """The parts as the form would send them, those of the sender's photo."""
    found: list[list[float]] = json.loads(page.locator("[data-boxes]").first.input_value())
    return found


def first_part(page: Page) -> Locator:
    return page.locator("[data-cover]").first.locator("rect").first


def opened(watched: Watched, published: Published) -> Visitor:
    """The editor's page of the case with its pictures loaded."""
    editor = watched.signed_in("bientap")
    editor.open(f"/desk/case/{published.case.id}/")
    page = editor.page
    expect(page.locator("#lenh-release-pictures")).to_be_visible()
    page.wait_for_load_state("load")
    return editor


def test_an_officer_sets_what_is_covered_by_keyboard_alone_and_everybody_sees_the_copy(
    published: Published, watched: Watched
) -> None:
    citizen = watched.telephone()
    citizen.open(f"/ket-qua/{published.case.id}")
    expect(citizen.page.get_by_role("main")).to_contain_text("chờ Trung tâm che khuôn mặt, biển số xe")
    expect(citizen.page.locator(f"img[src='{published.photo}']")).to_have_count(0)
    citizen.look("70-result-before-confirmation")

    editor = opened(watched, published)
    page = editor.page
    said = page.locator("[data-said]").first
    editor.look("71-desk-public-copies")
    assert boxes(page) == [[0.2, 0.3, 0.1, 0.15], [0.6, 0.7, 0.15, 0.06]]
    first_part(page).focus()
    expect(first_part(page)).to_have_accessible_name(
        "Vùng che 1: khuôn mặt, máy tin 91%, cách trái 20%, cách trên 30%, rộng 10%, cao 15%"
    )
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    expect(said).to_contain_text("cách trái 19%, cách trên 30%, rộng 10%, cao 16%")
    page.keyboard.press("Tab")
    page.keyboard.press("Delete")
    expect(said).to_have_text("Đã bỏ vùng che 2. Còn 1 vùng.")
    assert boxes(page) == [[0.19, 0.3, 0.1, 0.16]]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Thêm vùng che").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Đã thêm vùng che 2")
    page.keyboard.press("ArrowRight")
    assert boxes(page)[1] == [0.45, 0.44, 0.12, 0.12]
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"done=release-pictures&code={published.case.code}"))

    citizen.open(f"/ket-qua/{published.case.id}")
    expect(citizen.page.locator(f"img[src='{published.photo}']").first).to_be_visible()
    assert (
        citizen.page.evaluate("(src) => fetch(src).then((answer) => answer.status)", published.photo) == 200
    )
    citizen.look("72-result-after-confirmation")
    page.goto(f"/desk/case/{published.case.id}/")
    expect(page.get_by_role("main")).to_contain_text("Đã xác nhận: công khai, che 2 vùng")
    assert watched.faults == []


def test_boxes_are_drawn_moved_and_resized_by_mouse(published: Published, watched: Watched) -> None:
    page = opened(watched, published).page
    layer = page.locator(".cover-layer").first
    layer.hover(position={"x": 2, "y": 2})  # which scrolls there and waits until nothing moves any more
    seen = layer.bounding_box()
    assert seen is not None

    def at(x: float, y: float) -> tuple[float, float]:
        return seen["x"] + x * seen["width"], seen["y"] + y * seen["height"]

    def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
        page.mouse.move(*at(*start))
        page.mouse.down()
        page.mouse.move(*at(*end), steps=4)
        page.mouse.up()

    drag((0.4, 0.1), (0.5, 0.2))
    assert boxes(page)[2] == pytest.approx([0.4, 0.1, 0.1, 0.1], abs=0.01)
    drag((0.25, 0.375), (0.3, 0.475))
    assert boxes(page)[0] == pytest.approx([0.25, 0.4, 0.1, 0.15], abs=0.01)
    drag((0.75, 0.73), (0.85, 0.73))
    assert boxes(page)[1] == pytest.approx([0.6, 0.7, 0.25, 0.06], abs=0.01)
    page.mouse.click(*at(0.05, 0.05))
    assert len(boxes(page)) == 3, "a click draws nothing"
    page.get_by_role("button", name="Trả về như ban đầu").first.click()
    assert boxes(page) == [[0.2, 0.3, 0.1, 0.15], [0.6, 0.7, 0.15, 0.06]]
    assert watched.faults == []


def test_without_a_script_proposals_are_accepted_or_the_picture_withheld(
    published: Published, watched: Watched
) -> None:
    editor = watched.signed_in("bientap", scripts=False)
    page = editor.page
    editor.open(f"/desk/case/{published.case.id}/")
    form = page.locator("#lenh-release-pictures")
    expect(form.locator("rect").first).to_be_visible()
    expect(form.get_by_role("listitem").first).to_have_text("khuôn mặt, máy tin 91%")
    expect(form.locator("[data-add]").first).to_be_hidden()
    editor.press("Xác nhận bản công khai")
    expect(page).to_have_url(re.compile(f"done=release-pictures&code={published.case.code}"))
    page.goto(f"/desk/case/{published.case.id}/")
    expect(page.get_by_role("main")).to_contain_text("Đã xác nhận: công khai, che 2 vùng")
    assert watched.faults == []


def test_the_editor_is_usable_on_a_telephone(published: Published, watched: Watched) -> None:
    editor = watched.signed_in("bientap")
    editor.page.set_viewport_size({"width": 360, "height": 780})
    editor.open(f"/desk/case/{published.case.id}/")
    expect(editor.page.locator("#lenh-release-pictures")).to_be_visible()
    editor.look("73-desk-public-copies-telephone")
