"""What messages say: the program's own words, versions that an administrator edited, and what neither may hold."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from psycopg_pool import ConnectionPool
from tests.conftest import Clock
from tests.province import TestProvince
from tests.working import as_worker

from paht.installation.postgres import Server
from paht.messages import wording, wording_versions
from paht.messages.wording import BUILT_IN, needs_code
from paht.messages.wording_rules import (
    EXAMPLE_CODE,
    EXAMPLE_LINK,
    filled_in,
    problems,
    sms_length,
)
from paht.messages.wording_vault import Phrasing
from paht.messages.wording_versions import OWN, Overtaken
from paht.messages.words import KINDS

OFFICER = uuid.uuid4()
CODE = "VL-ABCD-EFGH-JKMN"


@pytest.fixture
def phrasing(database: Server) -> Iterator[Phrasing]:
    with ConnectionPool(database.url("vault"), min_size=1, max_size=1) as pool:
        yield Phrasing(pool)


def edit(province: TestProvince, time: Clock, text: str, *, after: int = 0, kind: str = "long") -> list[str]:
    return wording_versions.change(
        jurisdiction_id=province.jurisdiction.id,
        template="answered",
        kind=kind,
        language="vi",
        text=text,
        after=after,
        by=OFFICER,
        at=time.at,
    )


@pytest.mark.clause("VL.13.1.a")
def test_every_template_speaks_both_languages_in_every_form_and_names_its_report() -> None:
    assert BUILT_IN["vi"].keys() == BUILT_IN["en"].keys()
    for language, templates in BUILT_IN.items():
        for template, words in templates.items():
            for kind in KINDS:
                assert problems(kind, getattr(words, kind), needs_code=needs_code(template)) == []
            told = wording.message(1, template, code=CODE, long=True, language=language, link=EXAMPLE_LINK)
            assert told is not None
            assert EXAMPLE_LINK in told[0]
            assert (CODE in told[0]) == needs_code(template)
            assert "{" not in "".join(told)


def test_a_long_text_without_a_link_has_no_line_that_leads_nowhere() -> None:
    told = wording.message(1, "answered", code=CODE, long=True)
    assert told is not None
    assert "tại:" not in told[0]
    assert told[0].endswith("\nTrân trọng.")


def test_an_unknown_template_or_a_missing_code_has_no_words_and_an_unknown_language_is_vietnamese() -> None:
    assert wording.message(1, "khac", code=CODE, long=True) is None
    assert wording.message(1, "answered", code="", long=True) is None
    assert wording.message(1, "answered", code=CODE, long=True, language="fr") == wording.message(
        1, "answered", code=CODE, long=True
    )


def test_what_is_filled_in_is_not_looked_into() -> None:
    assert filled_in("{code} {link}", code="{link}", link="{code}") == "{link} {code}"


@pytest.mark.parametrize(
    ("text", "units", "parts", "is_plain"),
    [
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("a" * 306, 306, 2, True),
        ("a" * 307, 307, 3, True),
        ("[" * 80, 160, 1, True),
        ("[" * 81, 162, 2, True),
        ("ạ" * 70, 70, 1, False),
        ("ạ" * 71, 71, 2, False),
        ("ạ" * 134, 134, 2, False),
        ("ạ" * 135, 135, 3, False),
        ("😀" * 35, 70, 1, False),
        ("😀" * 36, 72, 2, False),
    ],
)
def test_text_messages_are_counted_as_the_standard_counts_them(
    text: str, units: int, parts: int, is_plain: bool
) -> None:
    found = sms_length(text)
    assert (found.units, found.parts, found.is_plain) == (units, parts, is_plain)


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("long", "", "không được để trống"),
        ("long", "Phản ánh {code} của {ten}", "“{ten}” không phải chỗ điền"),
        ("long", "Phản ánh {code} {", "“{” không phải chỗ điền"),
        ("long", "Phản ánh của ông/bà đã có kết quả", "phải có {code}"),
        ("long", "{code}: xem https://vidu.example/a", "địa chỉ"),
        ("long", "{code}: xem vidu.com", "“vidu.com” được hiểu là một địa chỉ"),
        ("long", "{code}: xem bit。ly", "ký tự lạ"),
        ("long", "{code}: xem bit．ly/x", "địa chỉ"),
        ("long", "{code}: viết cho a@vidu", "địa chỉ"),
        ("long", "{code}: xem 10.0.0.1", "địa chỉ"),
        ("long", "{code}: gọi 0912 345 678", "số điện thoại"),
        ("long", "{code}: gọi (091) 234-5678", "số điện thoại"),
        ("long", "{code}: xem vi\u200bdu", "ký tự lạ"),
        ("long", "{code}\u202e", "ký tự lạ"),
        ("long", "{code}: x\u00adem", "ký tự ẩn"),
        ("long", "{code}: х\u0435m", "ký tự lạ"),
        ("long", "{code} " + "a" * 1500, "nhiều nhất là 1500"),
        ("subject", "Kết quả\n{code}", "một dòng"),
        ("short", "{code} " + "a" * 150, "sẽ bị tính 2 tin"),
        (
            "short",
            "Phản ánh {code} đã có kết quả, kính mời ông/bà xem và đánh giá trên trang",
            "một tin chứa 70",
        ),
    ],
)
def test_what_a_text_may_not_hold_is_said_in_a_sentence(kind: str, text: str, says: str) -> None:
    assert any(says in each for each in problems(kind, text, needs_code=True)), problems(
        kind, text, needs_code=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "Phản ánh {code} có kết quả ngày 20/11/2026, gọi 1022 nếu cần. {link}",
        "Theo Điều 13.1 của Quy chế, phản ánh {code} … đã xong.",
    ],
)
def test_a_day_the_short_number_of_the_hotline_and_an_article_are_no_numbers_to_call(text: str) -> None:
    assert problems("long", text, needs_code=True) == []


def test_the_newest_version_counts_in_its_province_alone_until_the_programs_own_is_restored(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, phrasing: Phrasing
) -> None:
    def says(province: TestProvince) -> str:
        told = phrasing.message(province.jurisdiction.id, "answered", code=CODE, long=True)
        assert told is not None
        return told.text

    own = says(vinh_long)
    assert edit(vinh_long, time, "Phản ánh {code} xong.\n{link}") == []
    assert edit(vinh_long, time, "Phản ánh {code} đã xong.\n{link}", after=1) == []
    assert says(vinh_long).startswith(f"Phản ánh {CODE} đã xong.\nhttp")
    assert says(vinh_long).endswith(f"/theo-doi/{CODE}")
    assert says(soc_trang).startswith("Kính gửi")
    assert edit(vinh_long, time, OWN, after=2) == []
    assert says(vinh_long) == own
    told = wording_versions.history(
        jurisdiction_id=vinh_long.jurisdiction.id, template="answered", kind="long", language="vi"
    )
    assert [(each.number, each.is_own) for each in told] == [(3, True), (2, False), (1, False)]


def test_the_link_is_the_provinces_own_page_and_of_ones_data_where_no_report_is_meant(
    vinh_long: TestProvince, phrasing: Phrasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = phrasing.link(vinh_long.jurisdiction.id, CODE)
    assert link.endswith(f"/theo-doi/{CODE}")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT name FROM agencies_host WHERE jurisdiction_id = %s ORDER BY name",
            [vinh_long.jurisdiction.id],
        )
        hosts = [row[0] for row in cursor.fetchall()]
    assert link.startswith(f"http://{hosts[0] if hosts else 'localhost'}:")
    assert phrasing.link(vinh_long.jurisdiction.id, "").endswith("/toi/du-lieu/")
    assert "//vidu" not in phrasing.link(vinh_long.jurisdiction.id, "//vidu.com")


def test_the_vault_looks_a_version_through_again_and_takes_the_one_before(
    vinh_long: TestProvince, time: Clock, phrasing: Phrasing
) -> None:
    edit(vinh_long, time, "Phản ánh {code} đã xong.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages_wording VALUES (%s, 'answered', 'long', 'vi', 2, %s, %s, %s)",
            [
                vinh_long.jurisdiction.id,
                "Phản ánh {code}: nộp tiền tại http://lua-dao.example",
                OFFICER,
                time.at,
            ],
        )
    told = phrasing.message(vinh_long.jurisdiction.id, "answered", code=CODE, long=True)
    assert told is not None
    assert told.text == f"Phản ánh {CODE} đã xong."


def test_a_wrong_text_is_not_kept_and_whoever_saw_an_older_version_is_told(
    vinh_long: TestProvince, time: Clock
) -> None:
    assert edit(vinh_long, time, "Gọi 0912345678") != []
    assert wording_versions.latest(jurisdiction_id=vinh_long.jurisdiction.id) == {}
    edit(vinh_long, time, "Phản ánh {code} đã xong.")
    with pytest.raises(Overtaken):
        edit(vinh_long, time, "Phản ánh {code} xong rồi.")


@pytest.mark.parametrize(
    "statement", ["UPDATE messages_wording SET text = ''", "DELETE FROM messages_wording"]
)
def test_versions_are_only_ever_added(vinh_long: TestProvince, time: Clock, statement: str) -> None:
    edit(vinh_long, time, "Phản ánh {code} đã xong.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with as_worker(), pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM messages_wording")


def test_the_vault_writes_no_words(database: Server) -> None:
    with (
        psycopg.connect(database.url("vault")) as vault,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        vault.execute("DELETE FROM messages_wording")


def test_an_example_fits_the_form_of_codes() -> None:
    assert len(EXAMPLE_CODE) == 17
