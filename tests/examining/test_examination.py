"""A picture's figures: what a phone's own file shows, and what is left of it after a programme had it."""

import io
from datetime import UTC, datetime
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from tests.examining.phones import PHONES, Phone, metadata, photographed, saved, shot, street, tables

from paht.examining.pictures.decoded import UnknownPictureError
from paht.examining.pictures.examination import examine_picture, show_where
from paht.law import editions
from paht.law.casework.states import Kind
from paht.law.evidence import thresholds
from paht.law.evidence.findings import Findings
from paht.law.evidence.judging import judge
from paht.law.evidence.verdicts import Report, Shown, Verdict

EDITION = editions.get("vinh-long-2025")
SENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PHONE = PHONES[1]


def examined(content: bytes) -> Findings:
    return examine_picture(io.BytesIO(content))


def judged(content: bytes) -> dict[str, Verdict]:
    shown = Shown(name="Ảnh 1", findings=examined(content), came_at=SENT)
    return {each.condition: each for each in judge([shown], Report(), edition=EDITION, kind=Kind.REPORT)}


def again(content: bytes, change: Any = None, *, keep: bool = True, **options: Any) -> bytes:
    """Opened by a programme, changed, and saved with or without its metadata."""
    image = Image.open(io.BytesIO(content))
    block = image.info.get("exif", b"") if keep else b""
    picture = change(image.convert("RGB")) if change else image.convert("RGB")
    return saved(picture, **{"quality": 97, "exif": block, **options})


@pytest.mark.clause("VL.8.1.b", "VL.8.1.c", "VL.8.2.2", "VL.8.2.3")
@pytest.mark.parametrize("phone", PHONES, ids=lambda phone: phone.maker)
def test_an_untouched_photo_of_twelve_megapixels_passes_every_condition(phone: Phone) -> None:
    found = judged(shot(phone, street(7, phone.size)))
    about_files = ("photo", "photo_age", "gps", "clear_picture", "unedited")
    expected = dict.fromkeys(about_files, "pass")
    if not phone.thumbnail:
        # By the library's own table and without a thumbnail: any program could have written it.
        expected["unedited"] = "unknown"
    assert {key: found[key].verdict for key in about_files} == expected


def test_moments_and_places_are_read_with_their_sources() -> None:
    found = examined(shot(PHONE, street(1)))
    assert [(moment.source, moment.at) for moment in found.moments] == [
        ("exif", datetime(2026, 3, 10, 8, 0, tzinfo=UTC)),
        ("gps", datetime(2026, 3, 10, 8, 0, tzinfo=UTC)),
    ]
    assert found.spots[0].latitude == pytest.approx(10.25, abs=1e-4)
    assert found.spots[0].longitude == pytest.approx(105.97, abs=1e-4)


@pytest.mark.clause("VL.8.1.b", "VL.8.2.3")
def test_what_a_chat_service_left_of_a_photo_is_unknown() -> None:
    chat = again(shot(PHONE, street(2)), lambda image: image.resize((1280, 960)), keep=False, quality=75)
    found = judged(chat)
    assert (found["photo_age"].verdict, found["unedited"].verdict) == ("unknown", "unknown")
    assert found["clear_picture"].verdict == "pass"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(
    "name",
    [
        *(
            "Adobe Photoshop 25.0 (Windows)",
            "GIMP 2.10.36",
            "Snapseed 2.0",
            "PicsArt",
            "Canva",
            "Google Photos",
        ),
        *("Picasa", "Pixelmator Pro 3.4", "Camera360", "SNOW", "MIUI Gallery Editor", "AI Photo Enhancer"),
    ],
)
def test_the_name_of_an_editing_programme_fails(name: str) -> None:
    image = street(3)
    tags = metadata(PHONE, image)
    tags[0x0131] = name
    assert judged(saved(image, quality=95, exif=tags.tobytes()))["unedited"].verdict == "fail"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(
    "name",
    [
        *("17.5.1", "A546EXXS7CXA1", "HDR+ 1.0.540104767zd", "MediaTek Camera Application", "samsung"),
        *("taimen-user 8.1.0 OPM2 release-keys", "ELE-L29 10.1.0.150(C432E5R2P1)", "MIUI 14", "Ver.1.00"),
    ],
)
def test_the_name_of_a_phones_own_firmware_does_not(name: str) -> None:
    image = street(3)
    tags = metadata(PHONE, image)
    tags[0x0131] = name
    assert judged(saved(image, qtables=tables(0.7), exif=tags.tobytes()))["unedited"].verdict == "pass"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("name", ["Anh Dep", "Darkroom 6.2", "Kuva Pro"])
def test_a_program_that_nobody_knows_is_unknown_and_never_passes(name: str) -> None:
    image = street(3)
    tags = metadata(PHONE, image)
    tags[0x0131] = name
    found = judged(saved(image, qtables=tables(0.7), exif=tags.tobytes()))["unedited"]
    assert found.verdict == "unknown"
    assert "phần mềm không rõ" in found.reason


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("how", ['stEvt:action="edited"', "<stEvt:action>edited</stEvt:action>"])
def test_a_history_of_editing_fails_however_it_is_written(how: str) -> None:
    image = street(3)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{how}</rdf:RDF></x:xmpmeta>'.encode()
    content = saved(image, qtables=tables(0.7), exif=metadata(PHONE, image).tobytes(), xmp=xmp)
    assert judged(content)["unedited"].verdict == "fail"


def with_xmp(words: str) -> Findings:
    image = street(3)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{words}</rdf:RDF></x:xmpmeta>'.encode()
    return examined(saved(image, qtables=tables(0.7), exif=metadata(PHONE, image).tobytes(), xmp=xmp))


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize("at", ["2026-03-10T13:00:00", "2026-03-10T13:00:00+07:00", "2026-03-10T06:00:00Z"])
def test_the_earliest_moment_that_xmp_names_is_the_files_own(at: str) -> None:
    found = with_xmp(f"<xmp:CreateDate>2026-03-10T15:00:00</xmp:CreateDate><photoshop:DateCreated>{at}<")
    assert [each.at for each in found.moments if each.source == "file"] == [
        datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
    ]


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(
    ("at", "is_told"),
    [("2026-03-10T15:20:00", True), ("2026-03-10T08:20:00Z", True), ("2026-03-10T15:05:00", False)],
)
def test_a_file_whose_xmp_says_that_it_was_changed_later_is_doubted(at: str, is_told: bool) -> None:
    found = with_xmp(f'<rdf:Description xmp:ModifyDate="{at}"/>')
    assert any("được lưu lại lúc 15:20" in each.seen for each in found.signs) == is_told


@pytest.mark.clause("VL.8.2.3")
def test_a_part_that_compression_changes_otherwise_is_shown_and_never_weighs() -> None:
    scene, other = (
        photographed(np.asarray(street(seed), np.float32), np.random.default_rng(seed)) for seed in (5, 6)
    )
    taken = shot(PHONES[2], scene)
    before, place = Image.open(io.BytesIO(taken)).convert("RGB"), (400, 500, 1000, 1000)
    before.paste(other.crop(place), place[:2])
    found = examined(saved(before, format="PNG"))
    (levels,) = [each for each in found.signs if each.kind == "levels"]
    assert levels.box is not None
    assert levels.box.left < 700 / before.width < levels.box.left + levels.box.width
    assert levels.box.top < 750 / before.height < levels.box.top + levels.box.height

    assert levels.strength < thresholds.EDITED.warn
    untouched = examined(taken)
    assert "levels" not in {each.kind for each in untouched.signs}


@pytest.mark.clause("VL.8.2.3")
def test_a_photo_saved_again_is_doubted() -> None:
    phone = PHONES[4]
    resaved = again(shot(phone, street(4)))
    assert judged(resaved)["unedited"].verdict == "warn"
    assert [sign.kind for sign in examined(resaved).signs if sign.strength >= 0.4] == ["recompressed"]


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(("phone", "quality"), [(PHONES[1], 97), (PHONES[2], 90), (PHONES[3], 90)], ids=str)
def test_a_photo_saved_again_with_steps_close_to_its_own_is_doubted(phone: Phone, quality: int) -> None:
    resaved = again(shot(phone, street(23)), quality=quality)
    assert [sign.kind for sign in examined(resaved).signs if sign.strength >= 0.4] == ["recompressed"]


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("phone", PHONES, ids=lambda phone: phone.maker)
def test_a_photo_made_brighter_is_doubted_and_its_place_is_not_guessed(phone: Phone) -> None:
    lighter = again(
        shot(phone, street(24)), lambda image: image.point(lambda level: min(255, round(level * 1.2 + 6)))
    )
    signs = [sign for sign in examined(lighter).signs if sign.kind in ("recompressed", "toned")]
    assert "toned" in {sign.kind for sign in signs}
    assert all(sign.box is None for sign in signs)
    assert judged(lighter)["unedited"].verdict == "warn"


@pytest.mark.clause("VL.8.2.3")
def test_a_splice_saved_with_the_very_table_of_the_camera_is_unknown_and_never_passes() -> None:
    phone = PHONES[4]

    def spliced(image: Image.Image) -> Image.Image:
        image.paste(street(31).crop((0, 0, 400, 300)), (300, 600))
        return image

    found = judged(again(shot(phone, street(30)), spliced, quality=phone.quality))["unedited"]
    assert (found.verdict, found.score) == ("unknown", 0)
    assert "không có ảnh thu nhỏ" in found.reason


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("phone", PHONES[:4], ids=lambda phone: phone.maker)
def test_a_photo_whose_tones_are_not_its_thumbnails_is_doubted_however_coarsely_it_was_saved(
    phone: Phone,
) -> None:
    lighter = again(
        shot(phone, street(32)),
        lambda image: image.point(lambda level: round(255 * (level / 255) ** 0.75)),
        quality=85,
    )
    toned = [sign for sign in examined(lighter).signs if "ảnh thu nhỏ" in sign.seen]
    assert [(sign.kind, sign.box) for sign in toned] == [("toned", None)]
    assert judged(lighter)["unedited"].verdict == "warn"


@pytest.mark.clause("VL.8.2.3")
def test_a_part_that_lost_the_detail_that_the_thumbnail_has_is_doubted_and_shown() -> None:
    phone = PHONES[3]

    def smeared(image: Image.Image) -> Image.Image:
        place = (800, 600, 1200, 900)
        image.paste(image.crop(place).filter(ImageFilter.GaussianBlur(12)), place[:2])
        return image

    found = examined(again(shot(phone, street(33)), smeared, quality=95))
    (sign,) = [sign for sign in found.signs if "mất chi tiết" in sign.seen]
    assert sign.box is not None
    assert (sign.box.left, sign.box.top) == (pytest.approx(0.5, abs=0.08), pytest.approx(0.5, abs=0.08))
    assert judged(again(shot(phone, street(33)), smeared, quality=95))["unedited"].verdict == "warn"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("phone", PHONES, ids=lambda phone: phone.maker)
def test_a_phones_own_photo_has_no_trace_of_an_earlier_rounding_nor_gaps_among_its_tones(
    phone: Phone,
) -> None:
    for seed in (25, 26):
        kinds = {sign.kind for sign in examined(shot(phone, street(seed))).signs}
        assert not kinds & {"recompressed", "toned"}


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(("phone", "quality"), [(PHONES[4], 97), (PHONES[2], 90)], ids=str)
def test_a_splice_fails_and_is_shown_where_it_is(phone: Phone, quality: int) -> None:

    def splice(image: Image.Image) -> Image.Image:
        image.paste(street(99).crop((200, 500, 700, 900)), (800, 600))
        return image

    content = again(shot(phone, street(5)), splice, quality=quality)
    assert judged(content)["unedited"].verdict == "fail"
    place = examined(content).signs[0].box
    assert place is not None
    wide = min(place.left + place.width, 1300 / 1600) - max(place.left, 800 / 1600)
    tall = min(place.top + place.height, 1000 / 1200) - max(place.top, 600 / 1200)
    assert wide * tall > 0.5 * place.width * place.height, "the frame lies on what was pasted in"
    shown = show_where(io.BytesIO(content), examined(content).signs)
    assert shown is not None
    with Image.open(io.BytesIO(shown)) as picture:
        assert max(picture.size) <= 1280
        assert not picture.info.get("exif")


@pytest.mark.clause("VL.8.2.3")
def test_a_part_copied_over_another_part_fails() -> None:
    def copy(image: Image.Image) -> Image.Image:
        image.paste(image.crop((200, 800, 520, 1050)), (900, 820))
        return image

    content = again(shot(PHONE, street(6)), copy)
    assert "copied" in {sign.kind for sign in examined(content).signs}
    assert judged(content)["unedited"].verdict == "fail"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize("level", [0, 4, 150, 255])
@pytest.mark.parametrize("has_noise", [False, True], ids=["still", "with noise"])
def test_darkness_a_bare_wall_and_glaring_light_are_not_told_as_edited(level: int, has_noise: bool) -> None:
    picture = Image.new("RGB", (1600, 1200), (level, level, level))
    if has_noise:
        picture = photographed(np.asarray(picture, np.float32), np.random.default_rng(1))
    found = examine_picture(io.BytesIO(shot(PHONES[1], picture)))
    assert [each.kind for each in found.signs if each.kind != "noise"] == []
    assert found.unread == ()


@pytest.mark.clause("VL.8.2.3")
def test_lines_of_writing_that_come_again_and_again_are_no_copied_part() -> None:
    notice = Image.new("RGB", (1200, 1600), (250, 250, 248))
    pen = ImageDraw.Draw(notice)
    for line in range(14):
        pen.text(
            (60, 100 + 90 * line), "Không đổ rác tại đây, phạt đến 2.000.000 đồng", (20, 20, 20), font_size=44
        )
    taken = photographed(np.asarray(notice, np.float32), np.random.default_rng(1))
    found = examine_picture(io.BytesIO(shot(PHONES[1], taken)))
    assert "copied" not in {each.kind for each in found.signs}


@pytest.mark.clause("VL.8.2.3")
def test_a_thumbnail_that_shows_something_else_fails() -> None:
    other = shot(PHONE, street(8))
    assert judged(again(other, lambda _image: street(9)))["unedited"].verdict == "fail"


@pytest.mark.clause("VL.8.2.3")
def test_a_cropped_photo_whose_camera_wrote_another_size_is_doubted() -> None:
    image = street(10)
    block = metadata(PHONE, image).tobytes()
    cropped = saved(image.crop((0, 0, 1200, 900)), quality=95, exif=block)
    assert judged(cropped)["unedited"].verdict == "warn"


@pytest.mark.clause("VL.8.2.2")
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda image: image.filter(ImageFilter.GaussianBlur(9)), id="fog"),
        pytest.param(lambda image: image.point(lambda level: level * 0.06), id="night"),
        pytest.param(lambda image: image.point(lambda level: 200 + level), id="glare"),
        pytest.param(lambda image: Image.new("RGB", image.size, (120, 90, 80)), id="finger"),
        pytest.param(lambda image: image.resize((160, 120)), id="stamp"),
    ],
)
def test_what_nobody_can_see_is_not_clear(spoil: Any) -> None:
    assert judged(shot(PHONE, spoil(street(11))))["clear_picture"].verdict in ("warn", "fail")


def shaken(image: Image.Image, turn: int, length: int = 21) -> Image.Image:
    """The picture by a hand that moved so many pixels along one direction."""
    way = np.zeros((length, length), np.uint8)
    reach = length // 2
    right, down = {0: (1, 0), 45: (1, 1), 90: (0, 1), 135: (1, -1)}[turn]
    for step in range(-reach, reach + 1):
        way[reach + step * down, reach + step * right] = 1
    weights = (way / way.sum()).astype(np.float32)
    return Image.fromarray(cv2.filter2D(np.asarray(image), -1, weights))


@pytest.mark.clause("VL.8.2.2")
@pytest.mark.parametrize("turn", [0, 45, 90, 135])
def test_a_shaken_hand_is_doubted_though_it_leaves_the_other_direction_sharp(turn: int) -> None:
    found = judged(shot(PHONE, shaken(street(11), turn)))["clear_picture"]
    assert (found.verdict, "nhòe" in found.reason) == ("warn", True)


@pytest.mark.clause("VL.8.2.2")
def test_what_has_slopes_along_one_direction_alone_is_not_taken_for_shaken() -> None:
    waves = np.sin(2 * np.pi * np.arange(1600) / 14) * 55 + 128
    iron = np.repeat(np.repeat(waves[None, :], 1200, axis=0)[..., None], 3, axis=2).astype(np.float32)
    picture = photographed(iron, np.random.default_rng(4))
    assert judged(shot(PHONE, picture))["clear_picture"].verdict == "pass"


@pytest.mark.clause("VL.8.2.2")
def test_a_copied_screen_is_doubted() -> None:
    screen = Image.new("RGB", (1080, 2340), (250, 250, 250))
    pen = ImageDraw.Draw(screen)
    for line in range(300, 2200, 60):
        pen.text((60, line), "Phản ánh hiện trường " * 3, fill=(20, 20, 20), font_size=36)
    assert judged(saved(screen, "PNG"))["clear_picture"].verdict == "warn"


def test_a_turned_picture_is_measured_upright() -> None:
    tags = metadata(PHONE, street(12))
    tags[0x0112] = 6
    found = examined(saved(street(12), quality=95, exif=tags.tobytes()))
    assert (found.width, found.height) == (1200, 1600)
    upright = examined(saved(street(12).rotate(-90, expand=True), quality=95))
    assert sum(a != b for a, b in zip(found.hashes, upright.hashes, strict=True)) <= 4


@pytest.mark.parametrize("format", ["PNG", "WEBP", "HEIF", "AVIF"])
def test_other_kinds_of_pictures_are_read(format: str) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    found = examined(saved(street(13, (800, 600)), format))
    assert (found.width, found.height, len(found.hashes)) == (800, 600, 17)


def test_what_is_no_picture_is_told_from_one() -> None:
    whole = shot(PHONE, street(14))
    for content in (
        b"",
        b"GIF89a",
        whole[:200],
        b"\xff\xd8\xff" + bytes(400),
        np.arange(999, dtype=np.uint8).tobytes(),
    ):
        with pytest.raises(UnknownPictureError):
            examined(content)


def test_broken_metadata_break_nothing() -> None:
    whole = bytearray(shot(PHONE, street(15)))
    for at in range(20, 700, 7):
        whole[at] ^= 0x5A
    try:
        found = examined(bytes(whole))
    except UnknownPictureError:
        return
    assert found.width
