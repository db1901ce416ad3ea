"""From the proposals to what everybody sees: the officer's form, the public pages, the sender's preview."""

import html
import io
import json
import re
from typing import Any

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError
from django.test import Client
from PIL import Image
from tests.cases.crowd import copies
from tests.conftest import Clock
from tests.doors.citizen.conftest import citizen_of
from tests.doors.citizen.test_following import confirmed
from tests.doors.desk.desk_pages import Desk, words_of
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import CAN_THO, exif, film, saved, scene
from tests.province import TestCase, TestProvince
from tests.working import as_worker

from paht.cases import operations, queries
from paht.cases.queries.undecided import UNDECIDED_OF_PUBLIC
from paht.evidence import marks, storage
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.evidence.findings import Box, Mark
from paht.walls.here import within

__all__ = ["citizen_of"]

personal = pytest.mark.clause("VL.7.5", "ST.4.5")

FACE = Mark(kind="face", box=Box(left=0.1, top=0.1, width=0.2, height=0.2), confidence=0.87)
PLATE = Mark(kind="plate", box=Box(left=0.5, top=0.7, width=0.2, height=0.1), confidence=0.6)


def with_a_face() -> Image.Image:
    """A scene with something white where ``FACE`` is."""
    picture = scene(1600, 1200)
    picture.paste("white", (176, 132, 464, 348))
    return picture


def kept(province: TestProvince, time: Clock, *, content: bytes | None = None, found: Any = ()) -> FileRef:
    """A stored file about which the machine found that; ``found=...``: it has not looked yet."""
    content = content or saved(with_a_face(), exif=exif(gps=CAN_THO))
    stored = storage.keep(
        jurisdiction_id=province.jurisdiction.id, upload=io.BytesIO(content), received_at=time.at
    )
    assert isinstance(stored, storage.StoredFile)
    if found is not ...:
        looked(province, stored.sha256, found, time)
    return FileRef(str(stored.id), stored.sha256, stored.media_type)


def looked(province: TestProvince, sha256: str, found: Any, time: Clock) -> None:
    """The worker has looked at the picture."""
    with as_worker():
        marks.keep(jurisdiction_id=province.jurisdiction.id, sha256=sha256, marks=found, looked_at=time.at)


def shown(province: TestProvince, case: TestCase, file: FileRef, size: int = 1280) -> Any:
    """What anybody gets at the picture's address."""
    return Client(headers={"host": province.host}).get(f"/anh/{case.id}/{file.id}/{size}.jpg")


def result_page(province: TestProvince, case: TestCase) -> str:
    return Client(headers={"host": province.host}).get(f"/ket-qua/{case.id}").content.decode()


def colour(content: bytes, box: Box) -> tuple[int, ...]:
    """The colour in the middle of the box."""
    with Image.open(io.BytesIO(content)) as picture:
        at = (box.left + box.width / 2) * picture.width, (box.top + box.height / 2) * picture.height
        return picture.convert("RGB").getpixel((int(at[0]), int(at[1])))  # type: ignore[return-value]


def boxes_of(page: str, file: FileRef) -> str:
    """The hidden field with the parts of the picture."""
    found = re.search(rf'name="boxes-{file.id}" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


@personal
def test_a_published_result_shows_no_picture_before_an_officer_confirmed_it(
    province: TestProvince, time: Clock
) -> None:
    file = kept(province, time, found=(FACE, PLATE))
    case = province.sent(time.at, files=(file,)).published(time.at)
    for size in (320, 1280):
        assert shown(province, case, file, size).status_code == 404
    page = result_page(province, case)
    assert f"/anh/{case.id}/" not in page
    assert "2 ảnh chờ Trung tâm che khuôn mặt, biển số xe rồi mới công khai." in words_of(page)


@personal
def test_one_click_confirms_what_was_proposed_and_everybody_sees_the_covered_copy(
    province: TestProvince, time: Clock
) -> None:
    file = kept(province, time, found=(FACE, PLATE))
    case = province.sent(time.at, files=(file,)).published(time.at)
    desk = Desk(province, "bientap")
    page = desk.case(case)
    assert "Máy đề xuất che 2 vùng" in words_of(page)
    assert "khuôn mặt, máy tin 87%" in words_of(page)
    proposed = json.loads(boxes_of(page, file))
    assert proposed == [[0.1, 0.1, 0.2, 0.2], [0.5, 0.7, 0.2, 0.1]]
    sent = confirm(desk, case, file, decide="show", boxes=boxes_of(page, file))
    assert sent.status_code == 302, words_of(sent.content.decode())
    answer = shown(province, case, file)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert colour(answer.content, FACE.box) != colour(desk_photo(desk, case, file), FACE.box)
    assert f"/anh/{case.id}/{file.id}/320.jpg" in result_page(province, case)
    assert "công khai 1 ảnh, che 2 vùng" in words_of(desk.case(case))


@personal
def test_a_picture_withheld_later_is_gone_at_once_and_a_box_added_changes_the_copy(
    province: TestProvince, time: Clock
) -> None:
    file = kept(province, time)
    copies_are_made(province, time.at)
    case = province.sent(time.at, files=(file,)).published(time.at)
    desk = Desk(province, "bientap")
    confirm(desk, case, file, decide="show", boxes="[]")
    bare = shown(province, case, file)
    assert (bare.status_code, bare["Cache-Control"]) == (200, "public, no-cache")
    again = Client(headers={"host": province.host, "if-none-match": bare["ETag"]})
    address = f"/anh/{case.id}/{file.id}/1280.jpg"
    assert again.get(address).status_code == 304
    confirm(desk, case, file, decide="show", boxes="[[0.1, 0.1, 0.2, 0.2]]")
    covered = again.get(address)
    assert (covered.status_code, covered["ETag"] != bare["ETag"]) == (200, True)
    assert colour(covered.content, FACE.box) != colour(bare.content, FACE.box)
    confirm(desk, case, file, decide="hide", boxes="[]")
    assert again.get(address).status_code == 404
    assert "1 ảnh không công khai để bảo vệ thông tin cá nhân" in words_of(result_page(province, case))


@personal
@pytest.mark.parametrize(
    "boxes", ["", "nonsense", "[[0.9, 0.1, 0.5, 0.1]]", "[[1, 2]]", '[["a", 0, 0, 0]]', "[[NaN,0,1,1]]"]
)
def test_boxes_that_cannot_be_are_refused_with_the_clause_and_nothing_becomes_public(
    vinh_long: TestProvince, time: Clock, boxes: str
) -> None:
    file = kept(vinh_long, time)
    case = vinh_long.sent(time.at, files=(file,)).published(time.at)
    answer = confirm(Desk(vinh_long, "bientap"), case, file, decide="show", boxes=boxes)
    said = words_of(answer.content.decode())
    assert answer.status_code == 422
    assert "Có vùng che nằm ngoài ảnh" in said
    assert "khoản 5 Điều 7" in said
    assert shown(vinh_long, case, file).status_code == 404


@personal
def test_a_refused_form_keeps_the_parts_that_were_set(vinh_long: TestProvince, time: Clock) -> None:
    one, other = kept(vinh_long, time), kept(vinh_long, time, content=saved(scene(640, 480)))
    case = vinh_long.sent(time.at, files=(one, other)).published(time.at)
    desk = Desk(vinh_long, "bientap")
    answer = desk.act(
        case,
        "release-pictures",
        **{f"decide-{one.id}": "show", f"boxes-{one.id}": "[[0.25, 0.25, 0.1, 0.1]]"},
        **{f"decide-{other.id}": "show", f"boxes-{other.id}": "[[0.9, 0.1, 0.5, 0.1]]"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert json.loads(boxes_of(page, one)) == [[0.25, 0.25, 0.1, 0.1]]


@personal
def test_one_picture_may_be_confirmed_alone(vinh_long: TestProvince, time: Clock) -> None:
    one, other = kept(vinh_long, time), kept(vinh_long, time, content=saved(scene(640, 480)))
    case = vinh_long.sent(time.at, files=(one, other)).published(time.at)
    fields = {f"decide-{file.id}": "show" for file in (one, other)}
    fields |= {f"boxes-{file.id}": "[]" for file in (one, other)}
    Desk(vinh_long, "bientap").act(case, "release-pictures", only=other.id, **fields)
    assert shown(vinh_long, case, one).status_code == 404
    assert shown(vinh_long, case, other).status_code == 200


@personal
def test_a_picture_that_the_machine_has_not_looked_at_is_not_chosen_by_itself(
    vinh_long: TestProvince, time: Clock
) -> None:
    unseen, damaged = (
        kept(vinh_long, time, found=...),
        kept(vinh_long, time, content=saved(scene(640, 480)), found=None),
    )
    case = vinh_long.sent(time.at, files=(unseen, damaged)).published(time.at)
    page = Desk(vinh_long, "bientap").case(case)
    assert re.search(rf'name="decide-{unseen.id}" value="keep" checked', page)
    assert "Máy chưa tìm khuôn mặt, biển số trong ảnh này" in words_of(page)
    assert "Máy không xem được ảnh này" in words_of(page)


@personal
def test_a_video_is_not_public_and_everybody_is_told(vinh_long: TestProvince, time: Clock) -> None:
    video = kept(vinh_long, time, content=film(), found=...)
    photo = kept(vinh_long, time)
    case = vinh_long.sent(time.at, files=(photo, video)).published(time.at)
    said = words_of(result_page(vinh_long, case))
    assert "1 video không công khai vì có thể có khuôn mặt, biển số xe" in said
    refused = confirm(Desk(vinh_long, "bientap"), case, video, decide="show", boxes="[]")
    assert (refused.status_code, "Video chưa được công khai" in words_of(refused.content.decode())) == (
        422,
        True,
    )
    assert shown(vinh_long, case, video).status_code == 404


@personal
def test_the_sender_sees_the_picture_and_how_it_will_be_public(
    province: TestProvince, time: Clock, citizen_of: Any
) -> None:
    file = kept(province, time, found=(FACE,))
    case = province.sent(time.at, files=(file,)).accepted(time.at)
    browser = confirmed(citizen_of(province), case).browser
    said = words_of(browser.get(f"/theo-doi/{case.code}").content.decode())
    assert "Bản sẽ công khai" in said
    assert "Dự kiến, theo những chỗ máy tìm thấy; chờ cán bộ xác nhận" in said
    address = f"/anh/{case.id}/{file.id}/1280.jpg"
    own, preview = browser.get(address), browser.get(f"{address}?ban-cong-khai=1")
    assert colour(own.content, FACE.box) != colour(preview.content, FACE.box)
    assert {own["Cache-Control"], preview["Cache-Control"]} == {"private, no-store, max-age=0"}
    assert shown(province, case, file).status_code == 404, "nobody else gets the preview"
    confirm(Desk(province, "dieuphoi"), case, file, decide="hide", boxes="[]")
    assert browser.get(f"{address}?ban-cong-khai=1").status_code == 404
    assert browser.get(address).status_code == 200


@personal
def test_the_desk_may_look_at_the_public_copy_before_it_is_public(
    vinh_long: TestProvince, time: Clock
) -> None:
    file = kept(vinh_long, time, found=(FACE,))
    case = vinh_long.sent(time.at, files=(file,)).accepted(time.at)
    desk = Desk(vinh_long, "dieuphoi")
    whole, covered = desk_photo(desk, case, file), desk_photo(desk, case, file, "?ban-cong-khai=1")
    assert colour(whole, FACE.box) != colour(covered, FACE.box)


@personal
def test_what_is_kept_of_the_search_names_nobody_and_only_the_worker_writes_it(
    vinh_long: TestProvince, time: Clock
) -> None:
    file = kept(vinh_long, time, found=(FACE,))
    found = marks.found(jurisdiction_id=vinh_long.jurisdiction.id, hashes=[file.sha256, "0" * 64])
    assert found == {file.sha256: (FACE,)}
    with pytest.raises(ProgrammingError):
        marks.keep(jurisdiction_id=vinh_long.jurisdiction.id, sha256="0" * 64, marks=(), looked_at=time.at)


def confirm(desk: Desk, case: TestCase, file: FileRef, *, decide: str, boxes: str) -> Any:
    """Send the form with a decision about one picture."""
    return desk.act(case, "release-pictures", **{f"decide-{file.id}": decide, f"boxes-{file.id}": boxes})


def desk_photo(desk: Desk, case: TestCase, file: FileRef, query: str = "") -> bytes:
    answer = desk.client.get(f"/desk/photo/{case.id}/{file.id}/1280.jpg{query}")
    assert answer.status_code == 200
    content: bytes = answer.content
    return content


def after_photo(case: TestCase) -> str:
    """The identifier of the result's own photo, of which nothing is kept."""
    with within(case.province.jurisdiction.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT state -> 'assignments' -> 0 -> 'result_files' -> 0 ->> 'id' FROM cases_case WHERE id = %s",
            [case.id],
        )
        (found,) = cursor.fetchone()
    return str(found)


def waits(desk: Desk, case: TestCase) -> int:
    """How many of its pictures the list says wait; 0 where the case is not in it."""
    page = words_of(desk.page("/desk/anh-cho/"))
    found = re.search(rf"{case.code}.*? (\d+) ảnh", page)
    return int(found[1]) if found else 0


def withhold(case: TestCase, file_id: str, time: Clock) -> None:
    outcome = operations.release_pictures(
        case.step(case.province.publisher, time.at), pictures=[PublicPicture(file=file_id, withheld=True)]
    )
    assert isinstance(outcome, operations.Done), outcome


@personal
def test_published_results_whose_pictures_wait_are_listed_and_counted_until_each_is_decided(
    vinh_long: TestProvince, time: Clock
) -> None:
    photo, video = kept(vinh_long, time), kept(vinh_long, time, content=film(), found=...)
    copies_are_made(vinh_long, time.at)
    case = vinh_long.sent(time.at, files=(photo, video))
    desk = Desk(vinh_long, "bientap")
    assert waits(desk, case) == 0, "before publication the sheet of the case asks for them"
    case = case.published(time.at)
    assert waits(desk, case) == 2, "the sender's photo and the result's, a film waits for nothing"
    page = words_of(desk.page("/desk/anh-cho/"))
    assert "Ảnh chờ công khai 1 " in page
    assert "2 ảnh 1 ảnh chưa có bản để xem" in page
    confirm(desk, case, photo, decide="show", boxes="[]")
    assert waits(desk, case) == 1
    withhold(case, after_photo(case), time)
    page = words_of(desk.page("/desk/anh-cho/"))
    assert case.code not in page
    assert "Ảnh chờ công khai 0 " in page
    assert "Không có ảnh nào đang chờ" in page


@personal
def test_what_is_private_waits_for_nobodys_eyes_and_another_province_sees_nothing(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at, files=(kept(vinh_long, time),)).published(time.at)
    ground = soc_trang.jurisdiction.edition.non_public_grounds[0].key
    private = soc_trang.sent(time.at, files=(kept(soc_trang, time),))
    private = private.published(time.at, non_public_ground=ground)
    assert case.code in Desk(vinh_long, "bientap").page("/desk/anh-cho/")
    page = Desk(soc_trang, "bientap").page("/desk/anh-cho/")
    assert case.code not in page
    assert private.code not in page


@personal
def test_the_earliest_publication_comes_first_and_the_next_page_goes_on(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    codes = []
    for _ in range(3):
        at = time.forward(minutes=1)
        codes.append(vinh_long.sent(at, files=(kept(vinh_long, time),)).published(at).code)
    desk = Desk(vinh_long, "bientap")
    page = desk.page("/desk/anh-cho/")
    assert [code for code in codes if code in page] == codes[:2]
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert [code for code in codes if code in desk.page(following)] == codes[2:]


def test_the_list_of_waiting_pictures_is_read_from_its_own_index(
    vinh_long: TestProvince, time: Clock
) -> None:
    """Thousands of results are public and few of them wait: neither count nor list may read the others."""
    case = vinh_long.sent(time.at, files=(kept(vinh_long, time),)).published(time.at)
    with copies(vinh_long, str(case.id), 6000), connections["owner"].cursor() as cursor:
        cursor.execute(
            'UPDATE cases_case SET state = state || \'{"files": [], "assignments": [], "requests": []}\' '
            "WHERE jurisdiction_id = %s AND id <> %s",
            [vinh_long.jurisdiction.id, case.id],
        )
        cursor.execute("ANALYZE cases_case")
        cursor.execute(
            f"EXPLAIN SELECT count(*) FROM cases_case c WHERE c.jurisdiction_id = %s AND {UNDECIDED_OF_PUBLIC}",
            [vinh_long.jurisdiction.id],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "evidence_case_undecided" in plan, plan
