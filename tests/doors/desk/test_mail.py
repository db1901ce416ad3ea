"""The desk's pages of letters: who may read, what is opened and recorded, completing, asking, refusing."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.mail.letters import OUR_ADDRESS, letter
from tests.person import Browser
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.cases import queries
from paht.doors.email import chores
from paht.law.casework.case import Actor
from paht.law.casework.states import Channel
from paht.mail import links, raws
from paht.mail import queries as mail
from paht.mail.mailboxes import Mailbox
from paht.mail.sources import Fetched
from paht.people.models import Staff
from paht.walls.here import within

TEXT = "Đường Lê Lợi có ổ gà sâu, xe máy té ngã. Số tôi 0912 345 678."


def came(province: TestProvince, time: Clock, *raws_: bytes) -> list[mail.Draft]:
    """The drafts after these letters came."""
    mailbox = Mailbox(province.jurisdiction.id, "test", OUR_ADDRESS)
    with as_worker():
        for raw in raws_:
            with within(province.jurisdiction.id):
                raws.keep(mailbox, Fetched(uuid.uuid4().hex, raw), now=time.at)
        while chores.read_mail(now=lambda: time.at):
            pass
    return mail.drafts(jurisdiction_id=province.jurisdiction.id, states=["open", "asked"])


def browser(province: TestProvince, actor: Actor) -> Browser:
    client = Browser(headers={"host": province.host})
    client.force_login(Staff.objects.get(pk=actor.id))
    return client


def shown(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def form_of(page: str, province: TestProvince, **more: str) -> dict[str, Any]:
    """The form to enter the report, as the page has it filled in, and what else the officer types."""
    tokens = re.findall(r'name="photo_kept" value="([^"]+)"', page)
    typed = {"kind": "report", "description": TEXT, "photo_kept": tokens, "field": "road"}
    typed |= {"commune": province.jurisdiction.province.communes[0].code, "declared": "1", **PERSONAL}
    return {**typed, **more}


@pytest.mark.clause("ST.7.2.email", "ST.6.1.c")
def test_an_officer_completes_a_letter_with_a_photo_and_it_is_one_report_of_the_channel_email(
    soc_trang: TestProvince, time: Clock
) -> None:
    (draft,) = came(soc_trang, time, letter(text=TEXT, photos=1))
    client = browser(soc_trang, soc_trang.intake)
    page = shown(client.get(f"/desk/thu/{draft.id}/"))
    assert "ổ gà sâu" in page
    assert "ổ gà 0.jpg" in page
    assert 'value="0912 345 678"' in page, "a number that the letter names is filled in"
    assert "Số định danh" in page
    form = form_of(page, soc_trang)
    refused = shown(client.post(f"/desk/thu/{draft.id}/gui", {**form, "declared": ""}), 422)
    assert "12 ấp Long Hòa" in refused, "what was typed stays"
    first = client.post(f"/desk/thu/{draft.id}/gui", form)
    assert first.status_code == 302, unescape(first.content.decode())[:3000]
    case = queries.case_alone(
        jurisdiction_id=soc_trang.jurisdiction.id, case_id=uuid.UUID(first["Location"].split("/")[-2])
    )
    assert case is not None
    assert (case.channel, len(case.files)) == (Channel.EMAIL, 1)
    (sent,) = mail.drafts(jurisdiction_id=soc_trang.jurisdiction.id, states=["sent"])
    assert str(sent.case_id) == case.id
    again = client.post(f"/desk/thu/{draft.id}/gui", form)
    assert again.status_code == 409, "whoever comes second is told"


@pytest.mark.clause("VL.7.1")
def test_where_mail_is_no_channel_nobody_enters_it_and_the_sender_gets_the_link(
    vinh_long: TestProvince, time: Clock
) -> None:
    (draft,) = came(vinh_long, time, letter(text=TEXT, photos=1))
    client = browser(vinh_long, vinh_long.intake)
    page = shown(client.get(f"/desk/thu/{draft.id}/"))
    assert "không phải kênh tiếp nhận" in page
    assert client.post(f"/desk/thu/{draft.id}/gui", form_of(page, vinh_long)).status_code == 404
    assert client.post(f"/desk/thu/{draft.id}/hoi", {"missing": ["channel", "place"]}).status_code == 302
    (asked,) = mail.drafts(jurisdiction_id=vinh_long.jurisdiction.id, states=["asked"])
    assert asked.due_at is not None


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_list_says_nothing_of_a_letter_and_reading_one_is_on_record_and_asks_the_second_factor(
    province: TestProvince, time: Clock
) -> None:
    (draft,) = came(province, time, letter(text=TEXT))
    client = browser(province, province.intake)
    listed = shown(client.get("/desk/thu/"))
    assert str(draft.id) in listed
    assert not any(each in listed for each in ("Bưởi", "buoi@", "ổ gà"))
    with connections["owner"].cursor() as cursor:
        looks = (
            "SELECT count(DISTINCT record_id) FROM people_look WHERE jurisdiction_id = %s AND actor_id = %s"
        )
        cursor.execute(looks, [province.jurisdiction.id, province.intake.id])
        ((before,),) = cursor.fetchall()
        shown(client.get(f"/desk/thu/{draft.id}/"))
        cursor.execute(looks, [province.jurisdiction.id, province.intake.id])
        assert cursor.fetchall() == [(before + 1,)]
    client.signs_in_again_after = client.signs_in_again_after * 10
    time.forward(minutes=16)
    assert client.get(f"/desk/thu/{draft.id}/")["Location"].startswith("/tai-khoan/xac-nhan/")


def test_publishers_and_agencies_read_no_letters(soc_trang: TestProvince, time: Clock) -> None:
    (draft,) = came(soc_trang, time, letter())
    for actor in (soc_trang.publisher, soc_trang.staff, soc_trang.auditor):
        client = browser(soc_trang, actor)
        assert client.get("/desk/thu/").status_code == 403
        assert client.get(f"/desk/thu/{draft.id}/").status_code == 403
        assert client.post(f"/desk/thu/{draft.id}/tu-choi", {"reason": "x"}).status_code == 403


def test_a_letter_that_is_no_report_ends_with_its_reason(soc_trang: TestProvince, time: Clock) -> None:
    (draft,) = came(soc_trang, time, letter())
    client = browser(soc_trang, soc_trang.intake)
    assert client.post(f"/desk/thu/{draft.id}/hoi", {}).status_code == 422
    assert client.post(f"/desk/thu/{draft.id}/tu-choi", {"reason": " "}).status_code == 422
    assert (
        client.post(f"/desk/thu/{draft.id}/tu-choi", {"reason": "Thư quảng cáo", "tells": "1"}).status_code
        == 302
    )
    assert "Thư quảng cáo" in shown(client.get("/desk/thu/?tab=xong"))
    assert len(mail.replies_of(jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id)) == 1
    assert client.post(f"/desk/thu/{draft.id}/tu-choi", {"reason": "Lần hai"}).status_code == 409


def test_what_no_draft_was_made_of_is_listed_with_its_reason(soc_trang: TestProvince, time: Clock) -> None:
    came(soc_trang, time, letter(Auto_Submitted="auto-replied"))
    assert "Thư trả lời tự động" in shown(browser(soc_trang, soc_trang.intake).get("/desk/thu/?tab=khac"))


def test_the_link_opens_the_form_filled_in_and_what_is_sent_ends_the_draft(
    province: TestProvince, time: Clock
) -> None:
    (draft,) = came(province, time, letter(text=TEXT, photos=1))
    client = Browser(headers={"host": province.host})
    gate = links.link(jurisdiction_id=province.jurisdiction.id, draft_id=draft.id, now=time.at)
    path = client.post(gate, {"digits": "5678"})["Location"]
    page = shown(client.get(path))
    assert "ổ gà sâu" in page
    assert 'value="Nguyễn Thị Bưởi"' in page
    assert f'action="{path}"' in page
    form = form_of(page, province)
    lacking = shown(client.post(path, {**form, "declared": ""}), 422)
    assert "chịu trách nhiệm trước pháp luật" in lacking
    answer = client.post(path, form)
    assert answer.status_code == 303, unescape(answer.content.decode())[:2000]
    (sent,) = mail.drafts(jurisdiction_id=province.jurisdiction.id, states=["sent"])
    assert sent.case_id is not None
    case = queries.case_alone(jurisdiction_id=province.jurisdiction.id, case_id=sent.case_id)
    assert case is not None
    is_channel = Channel.EMAIL in province.jurisdiction.edition.channels
    assert case.channel is (Channel.EMAIL if is_channel else Channel.WEB)
    assert client.post(path, form).status_code == 303, "a double click gets the same receipt"
    assert client.get(path).status_code == 410
    assert Browser(headers={"host": province.host}).get(gate[:-3] + "x/").status_code == 404


def test_a_link_of_another_province_opens_nothing(
    soc_trang: TestProvince, vinh_long: TestProvince, time: Clock
) -> None:
    (draft,) = came(soc_trang, time, letter())
    path = links.link(jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id, now=time.at)
    assert Browser(headers={"host": vinh_long.host}).get(path).status_code == 404
