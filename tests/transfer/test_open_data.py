"""Open data: what is public, complete, in three formats that say the same, and nothing else."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from django.test import Client
from tests.conftest import Clock
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.cases import operations
from paht.transfer import opendata


def made(province: TestProvince, time: Clock) -> opendata.Edition:
    """Today's edition, made by the worker."""
    with as_worker():
        opendata.make_daily(now=time.at)
    found = opendata.newest(province.jurisdiction.id)
    assert found is not None
    return found


@pytest.mark.clause("VL.7.5", "VL.10.2", "ST.9.1", "ST.9.3.b", "VL.20.3", "ST.11.4")
def test_three_formats_say_the_same_of_what_is_public_and_nothing_personal(
    province: TestProvince, time: Clock
) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    province.sent(time.at)
    province.sent(time.at).published(time.at, non_public_ground=ground)
    case = province.sent(time.at, personal_public=True, description="Nguyên văn của bà Bưởi").published(
        time.at
    )
    edition = made(province, time)
    assert edition.cases == 1
    content = {file.name: (edition.folder / file.name).read_bytes() for file in edition.files}
    for file in edition.files:
        assert hashlib.sha256(content[file.name]).hexdigest() == file.sha256
        assert file.size_bytes == len(content[file.name])
    [row] = csv.DictReader(io.StringIO(content[opendata.CSV].decode("utf-8-sig")))
    [feature] = json.loads(content[opendata.GEOJSON])["features"]
    [packed] = pyarrow.parquet.read_table(edition.folder / opendata.PARQUET).to_pylist()
    assert list(row) == list(packed) == list(opendata.DICTIONARY)
    assert row["id"] == packed["id"] == feature["id"] == str(case.id)
    assert row["text"] == packed["text"] == feature["properties"]["text"]
    assert row["text"].startswith("Ổ gà lớn")
    place = province.place
    assert feature["geometry"]["coordinates"] == [place.longitude, place.latitude]
    assert (packed["latitude"], float(row["longitude"])) == (place.latitude, place.longitude)
    words = json.dumps([row, feature, packed], ensure_ascii=False, default=str)
    moment = packed["sent_at"].strftime("%Y-%m-%dT%H:%M:%SZ")
    assert packed["sent_at"] == time.at, "a moment, for whoever reckons with it"
    assert row["sent_at"] == feature["properties"]["sent_at"] == moment
    assert (row["rating"], packed["rating"], feature["properties"]["rating"]) == ("", None, None)
    assert not any(value in words for value in (*PERSONAL.values(), "Nguyên văn", case.code))


def test_an_edition_is_made_once_a_day_and_the_older_one_goes(vinh_long: TestProvince, time: Clock) -> None:
    first = made(vinh_long, time)
    vinh_long.sent(time.at).published(time.at)
    assert made(vinh_long, time) == first
    time.forward(days=1)
    second = made(vinh_long, time)
    assert second.cases == 1
    assert not first.folder.exists()
    assert [path.name for path in second.folder.parent.iterdir()] == [second.folder.name]


@pytest.mark.clause("VL.10.2", "VL.7.5", "ST.9.1")
def test_what_is_no_longer_public_leaves_the_files_within_minutes(
    province: TestProvince, time: Clock
) -> None:
    case, other = province.sent(time.at).published(time.at), province.sent(time.at).published(time.at)
    first = made(province, time)
    time.forward(minutes=1)
    done = operations.mark_secret(case.step(province.dispatcher, time.at), reference="Hồ sơ mật số 07")
    assert isinstance(done, operations.Done), done
    time.forward(minutes=5)
    second = made(province, time)
    assert (first.cases, second.cases, first.folder.exists()) == (2, 1, False)
    assert str(case.id) not in (second.folder / opendata.CSV).read_text()
    assert str(other.id) in (second.folder / opendata.CSV).read_text()


@pytest.mark.clause("VL.10.2", "VL.7.5", "ST.9.1")
def test_what_leaves_is_not_made_up_for_by_what_comes(province: TestProvince, time: Clock) -> None:
    leaves = province.sent(time.at).published(time.at)
    first = made(province, time)
    come = province.sent(time.at).published(time.at)
    time.forward(minutes=1)
    leaves._done(
        operations.mark_secret(leaves.step(province.dispatcher, time.at), reference="Hồ sơ mật số 07")
    )
    time.forward(minutes=5)
    second = made(province, time)
    assert (first.cases, second.cases) == (1, 1)
    words = (second.folder / opendata.CSV).read_text()
    assert str(come.id) in words
    assert str(leaves.id) not in words


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_words_that_were_released_anew_replace_the_earlier_ones_within_minutes(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    first = made(province, time)
    time.forward(minutes=6)
    assert made(province, time) == first, "nothing happened"
    case._done(
        operations.release_text(case.step(province.publisher, time.at), text="Ổ gà, không nêu tên ai.")
    )
    time.forward(minutes=6)
    assert "không nêu tên ai" in (made(province, time).folder / opendata.CSV).read_text()


def test_a_province_that_fails_keeps_no_other_from_its_data(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opendata.write

    def fails(jurisdiction: Any, **given: Any) -> Any:
        if jurisdiction.id == min(vinh_long.jurisdiction.id, soc_trang.jurisdiction.id):
            raise OSError("the disk is full")
        return whole(jurisdiction, **given)

    monkeypatch.setattr(opendata, "write", fails)
    with pytest.raises(OSError, match="full"), as_worker():
        opendata.make_daily(now=time.at)
    editions = [opendata.newest(each.jurisdiction.id) for each in (vinh_long, soc_trang)]
    assert sum(each is not None for each in editions) == 1


def test_every_column_and_code_stands_in_a_dictionary_to_take_along(
    vinh_long: TestProvince, time: Clock
) -> None:
    browser = Client(headers={"host": vinh_long.host})
    vinh_long.sent(time.at).published(time.at)
    edition = made(vinh_long, time)
    rows = list(
        csv.DictReader(io.StringIO(browser.get("/du-lieu-mo/tu-dien.csv").content.decode("utf-8-sig")))
    )
    assert [row["column"] for row in rows if row["type"]] == list(opendata.DICTIONARY)
    codes = {(row["column"], row["code"]) for row in rows if row["code"]}
    [row] = csv.DictReader(io.StringIO((edition.folder / opendata.CSV).read_text("utf-8-sig")))
    assert {("kind", row["kind"]), ("field", row["field"])} <= codes
    assert {("rating", level.key) for level in vinh_long.jurisdiction.edition.levels} <= codes
    assert "tu-dien.csv" in browser.get("/du-lieu-mo/").content.decode()


def test_what_begins_like_a_formula_is_none_in_a_spreadsheet(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at).approved(time.at)
    operations.publish(case.step(vinh_long.publisher, time.at), answer="=HYPERLINK(1)")
    edition = made(vinh_long, time)
    assert "'=HYPERLINK" in (edition.folder / opendata.CSV).read_text()


def test_the_page_gives_the_files_with_licence_dictionary_and_catalogue(
    vinh_long: TestProvince, time: Clock
) -> None:
    browser = Client(headers={"host": vinh_long.host})
    assert "Chưa có dữ liệu" in browser.get("/du-lieu-mo/").content.decode()
    assert browser.get("/du-lieu-mo/phan-anh.csv").status_code == 404
    vinh_long.sent(time.at).published(time.at)
    edition = made(vinh_long, time)
    page = browser.get("/du-lieu-mo/").content.decode()
    assert "creativecommons.org" in page
    for file in edition.files:
        assert file.sha256[:32] in page
        given = browser.get(f"/du-lieu-mo/{file.name}")
        content = b"".join(given.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(content).hexdigest() == file.sha256
        again = browser.get(f"/du-lieu-mo/{file.name}", headers={"if-none-match": given["ETag"]})
        assert again.status_code == 304
    for column in opendata.DICTIONARY:
        assert column in page
    found = json.loads(browser.get("/du-lieu-mo/danh-muc.jsonld").content)
    assert [each["dct:title"] for each in found["dcat:distribution"]] == list(opendata.TYPES)
    for name in (opendata.MANIFEST, "SHA256SUMS", "..", "%2e%2e%2fkeys"):
        assert browser.get(f"/du-lieu-mo/{name}").status_code == 404


def test_a_half_written_edition_is_not_shown(vinh_long: TestProvince, time: Clock) -> None:
    folder: Path = opendata.folder_of(vinh_long.jurisdiction.id)
    (folder / "2026-11-19").mkdir(parents=True)
    assert opendata.newest(vinh_long.jurisdiction.id) is None
