"""The verdicts on a report's conditions, made of what its files were found to show: one for each condition that binds.

Nothing is decided here: an officer finds a condition fulfilled or overrides it (VL.9.1). A verdict of ``pass`` is only
given where something says so; what nobody could know is ``unknown``.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from paht.law.casework.admission import binds
from paht.law.casework.case import Place
from paht.law.casework.states import Kind
from paht.law.editions.rows import Condition, Edition
from paht.law.evidence import pictures
from paht.law.evidence import thresholds as t
from paht.law.evidence.findings import Spot
from paht.law.evidence.pictures import Found
from paht.law.evidence.verdicts import GRAVITY, Outcome, Report, Shown, Verdict

PHOTO_PRESENT = "photo"
"""The key under which the presence of a picture is judged: no officer confirms it, sending asks for it (VL.8.2.1)."""

ABOUT_FILES = frozenset({PHOTO_PRESENT, "photo_age", "gps", "place", "clear_picture", "unedited"})
"""The keys on which files have something to say."""

_OFFICER: Found = ("unknown", 0.0, "Cán bộ xem và quyết định; tệp gửi kèm không nói lên điều này.")


def judge(files: Sequence[Shown], report: Report, *, edition: Edition, kind: Kind) -> tuple[Verdict, ...]:
    """One verdict a condition that binds a report of that kind in the edition, in its order; first whether there is a
    picture at all, where the edition asks for one.

    Each file is measured against the moment at which it came (``Shown.came_at``: sending or supplement). What is
    urgent never fails: its evidence is checked by phone. Verdicts worked out elsewhere (``report.others``) stand in
    the place of their conditions.
    """
    given = {verdict.condition: verdict for verdict in report.others}
    made = []
    if edition.photo_clause and kind is Kind.REPORT and not report.originated:
        made.append(_verdict(edition.photo_clause, PHOTO_PRESENT, _present(files)))
    for condition in edition.conditions:
        if not binds(condition, kind=kind, originated=report.originated, linked=report.linked):
            continue
        made.append(
            given.get(condition.key)
            or _verdict(condition.clause, condition.key, _found(condition, files, report, edition))
        )
    return tuple(_by_phone(verdict, edition) if report.urgent else verdict for verdict in made)


def _found(condition: Condition, files: Sequence[Shown], report: Report, edition: Edition) -> Found:
    shown = [file for file in files if file.findings is None or _is_picture(file)]
    if condition.key in ("gps", "place"):
        return _place(condition, shown, report.place, edition)
    if condition.key in _OF_FILES and not shown:
        return "unknown", 0.0, "Không có ảnh hoặc video để kiểm tra."
    if condition.key == "photo_age" and condition.within_hours is not None:
        return _age(shown, timedelta(hours=condition.within_hours))
    of_file = _OF_FILES.get(condition.key)
    return of_file(shown) if of_file else _OFFICER


def _is_picture(file: Shown) -> bool:
    return file.findings is not None and (
        pictures.is_photo(file.findings) or pictures.is_video(file.findings)
    )


def _present(files: Sequence[Shown]) -> Found:
    waiting = [file for file in files if file.findings is None]
    seen = [file for file in files if _is_picture(file)]
    broken = [
        file
        for file in seen
        if file.findings and pictures.is_photo(file.findings) and not file.findings.width
    ]
    if len(seen) > len(broken):
        return "pass", 1.0, f"Có {len(seen) - len(broken)} ảnh hoặc video."
    if broken:
        return "unknown", 0.0, f"{broken[0].name}: không đọc được ảnh; xin người gửi gửi lại."
    if waiting:
        return "unknown", 0.0, "Chưa kiểm tra được tệp gửi kèm."
    return "fail", 1.0, "Không có ảnh và không có video."


def _age(files: Sequence[Shown], within: timedelta) -> Found:
    """One fresh photo is enough, if it is also one that can be seen: the clear and the fresh must be the same. A fresh
    film beside a late photo makes the failure a doubt; alone it fulfils.
    """
    each = [(file, pictures.age(file, within=within)) for file in files]
    photos = [one for one in each if one[0].findings is None or pictures.is_photo(one[0].findings)]
    outcome, score, reason = _best(photos or each)
    if outcome == "fail" and any(found[0] == "pass" for _, found in each):
        return "warn", 0.5, _said(each)
    if outcome != "pass":
        return outcome, score, reason
    fresh = [file for file, found in each if found[0] == "pass"]
    if all(pictures.clear(file)[0] == "fail" for file in fresh) and _best_clear(files) in ("pass", "warn"):
        return "warn", 0.5, f"{reason} Nhưng ảnh chụp trong thời hạn lại không rõ; ảnh rõ là ảnh khác."
    return outcome, score, reason


def _best_clear(files: Sequence[Shown]) -> Outcome:
    return _best([(file, pictures.clear(file)) for file in files])[0]


def _clear(files: Sequence[Shown]) -> Found:
    """One clear, related file is enough (VL.8.2.2); what it is about only a person sees."""
    outcome, score, reason = _best([(file, pictures.clear(file)) for file in files])
    if outcome == "pass":
        reason += " Có liên quan đến nội dung hay không do cán bộ xem."
    return outcome, score, reason


def _unedited(files: Sequence[Shown]) -> Found:
    """Any file that shows signs counts: the clause speaks of the report's photos and videos, not of the best."""
    each = [(file, pictures.unedited(file)) for file in files]
    worst = max(each, key=lambda one: (GRAVITY[one[1][0]], one[1][1]))
    same = [one for one in each if one[1][0] == worst[1][0]]
    return worst[1][0], worst[1][1], _said(same)


_OF_FILES: dict[str, Callable[[Sequence[Shown]], Found]] = {
    "photo_age": lambda files: _OFFICER,
    "clear_picture": _clear,
    "unedited": _unedited,
}


def _best(each: Sequence[tuple[Shown, Found]]) -> Found:
    """The file that fulfils it best; where none does, what keeps each of them from it. An unknown one keeps a failure
    from being sure: it might be the one that fulfils."""
    passed = [one for one in each if one[1][0] == "pass"]
    if passed:
        best = max(passed, key=lambda one: one[1][1])
        return "pass", best[1][1], _said([best])
    for outcome in ("warn", "unknown", "fail"):
        these = [one for one in each if one[1][0] == outcome]
        if these:
            return these[0][1][0], max(found[1] for _, found in these), _said(list(each))
    raise AssertionError("asked without files")


def _said(each: Sequence[tuple[Shown, Found]]) -> str:
    return " ".join(f"{file.name}: {found[2]}." for file, found in each)


def _place(condition: Condition, files: Sequence[Shown], place: Place | None, edition: Edition) -> Found:
    """A receiver's position (VL.8.1.c): the device's, or the photo's own; where an edition asks for a clear place
    only, any that was sent."""
    spots = [(file, file.findings.spots[0]) for file in files if file.findings and file.findings.spots]
    if place is None and not spots:
        return "unknown", 0.0, "Phản ánh không kèm vị trí và tệp không ghi tọa độ."
    # Where both are known the report's own place counts: that the photo lies elsewhere is a contradiction, told below.
    outside = place.km_outside if place else min(file.km_outside or 0.0 for file, _ in spots)
    if outside > t.KM_OUTSIDE.warn:
        where: Outcome = "fail" if outside > t.KM_OUTSIDE.fail else "warn"
        reason = f"Vị trí nằm ngoài địa bàn tỉnh {edition.province} khoảng {_km(outside)} ({edition.outside_clause})."
        return where, 0.7, reason
    if place is not None and spots:
        far, name = max((_metres(place, spot.latitude, spot.longitude), file.name) for file, spot in spots)
        if far > t.METRES_APART.warn:
            return "warn", 0.6, f"{name} chụp cách vị trí đã gửi {_km(far / 1000)}; xin đối chiếu hai vị trí."
        rough = _rough(spots)
        if rough and not (place.source == "gps" and (place.accuracy_m or 0.0) <= t.ACCURACY_M.warn):
            return "warn", 0.5, f"{rough} Tọa độ này cách vị trí đã gửi {far:.0f} m.{_in(place)}"
        return "pass", 0.95, f"Tọa độ GPS ghi trong {name} cách vị trí đã gửi {far:.0f} m.{_in(place)}"
    if place is None:
        file, _ = spots[0]
        rough = _rough(spots[:1])
        if rough:
            return "warn", 0.5, rough
        where_taken = f" ({file.commune})" if file.commune else ""
        return "pass", 0.8, f"{file.name} ghi tọa độ GPS nơi chụp, nằm trong địa bàn tỉnh{where_taken}."
    if place.source == "gps":
        if place.accuracy_m is not None and place.accuracy_m > t.ACCURACY_M.warn:
            return (
                "warn",
                0.5,
                f"GPS của thiết bị chỉ chính xác đến {place.accuracy_m:.0f} m; cần xác minh vị trí.",
            )
        near = f", chính xác đến {place.accuracy_m:.0f} m" if place.accuracy_m is not None else ""
        return "pass", 0.9, f"Vị trí do GPS của thiết bị xác định khi gửi{near}.{_in(place)}"
    if condition.key == "place":
        return "pass", 0.7, f"Người gửi đã chọn vị trí.{_in(place)}"
    return "unknown", 0.0, "Vị trí do người gửi chọn; không có tọa độ GPS của thiết bị hoặc của ảnh."


def _rough(spots: Sequence[tuple[Shown, Spot]]) -> str:
    """What to say where the picture's own receiver calls its point no better than a mast's; empty for a good one."""
    for file, spot in spots:
        if spot.accuracy_m is not None and spot.accuracy_m > t.ACCURACY_M.warn:
            return f"GPS của máy chụp {file.name} chỉ chính xác đến {spot.accuracy_m:.0f} m; cần xác minh vị trí."
    return ""


def _in(place: Place) -> str:
    return f" {place.commune}." if place.commune else ""


def _km(kilometres: float) -> str:
    if kilometres < 1:
        return f"{kilometres * 1000:.0f} m"
    return f"{kilometres:.1f} km".replace(".", ",")


def _metres(place: Place, latitude: float, longitude: float) -> float:

    north, east = radians(latitude - place.latitude), radians(longitude - place.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(place.latitude)) * sin(east / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(min(1.0, chord)))


def _by_phone(verdict: Verdict, edition: Edition) -> Verdict:
    """Nothing urgent fails by the machine: what would, is a hint to ask about on the phone."""
    if verdict.verdict != "fail":
        return verdict
    by_phone = (
        f"Việc khẩn cấp: kiểm tra qua điện thoại, không từ chối vì điều kiện này ({edition.urgent_clause})."
    )
    reason = f"{verdict.reason} {by_phone}"
    return Verdict(
        clause=verdict.clause, condition=verdict.condition, verdict="warn", score=verdict.score, reason=reason
    )


def _verdict(clause: str, key: str, found: Found) -> Verdict:
    outcome, score, reason = found
    return Verdict(clause=clause, condition=key, verdict=outcome, score=round(score, 2), reason=reason)
