"""What the words of a report suggest to the desk, beside its forms: hints with their reasons, one key takes one over.

Nothing is filled in or done by it; the officer decides (VL.1.1.b, 8.2.9, 16.0). What they say of the conditions is
worked out when the page is shown, for the words are opened then and nowhere else.
"""

from dataclasses import dataclass
from typing import Any

from paht.agencies import geography
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.queries import Body
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.maskwords import KIND_NAMES as KIND_WORDS
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES
from paht.evidence import marks
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition
from paht.law.evidence.beside import Beside, judge_beside
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import judge_words
from paht.learning.queries import model_of
from paht.triage.competence import Place
from paht.triage.spelling import corrected, corrections, pieces
from paht.triage.spoken import flagged, personal_of, words_of
from paht.triage.suggesting import Proposal, Suggestion, suggest

OPEN_TO_SUGGESTIONS = frozenset({Stage.SENT, Stage.VERIFIED, Stage.ACCEPTED})
LEAST_SHOWN = 0.35
"""A field proposed with less confidence than that is not worth an officer's look."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A proposed value for a form: what is posted, its name, how sure (in percent), the words behind it."""

    value: str
    name: str
    percent: int
    words: tuple[str, ...]


def read_words(
    *, detail: Detail, original: str, edition: Edition, jurisdiction: Jurisdiction
) -> Suggestion | None:
    """What the words suggest; ``None`` where nothing is to be decided any more, or nothing was written."""
    if detail.case.stage not in OPEN_TO_SUGGESTIONS or not original.strip() or detail.is_withheld:
        return None
    return suggest(
        original,
        edition=edition,
        place=_place(detail, jurisdiction),
        has_districts=bool(jurisdiction.province.districts),
        model=model_of(jurisdiction.id),
    )


def verdicts_of(found: Suggestion | None, *, detail: Detail, edition: Edition) -> tuple[Verdict, ...]:
    """The verdicts of the words on the conditions."""
    case = detail.case
    if found is None:
        return ()
    return judge_words(
        words_of(found),
        edition=edition,
        kind=case.kind,
        originated=case.source is not None,
        linked=case.linked_to is not None,
    )


def beside_of(found: Suggestion | None, *, detail: Detail, jurisdiction: Jurisdiction) -> tuple[Verdict, ...]:
    """What stands beside the conditions: urgency, personal data in the words and in the pictures (one statement where
    there are any)."""
    if found is None:
        return ()
    pictures = [file.sha256 for file in detail.case.files if file.is_picture]
    seen = marks.found(jurisdiction_id=jurisdiction.id, hashes=pictures)
    return judge_beside(
        Beside(
            urgent=flagged(found.urgent),
            personal=personal_of(found.personal_data, names=KIND_WORDS),
            marks=[mark for each in seen.values() for mark in each or ()] if pictures else None,
            unseen=sum(seen.get(each) is None for each in pictures),
        ),
        edition=jurisdiction.edition,
    )


def suggested(
    found: Suggestion | None, *, detail: Detail, original: str, edition: Edition, candidates: list[Body]
) -> dict[str, Any] | None:
    """What ``desk/_suggested.html`` shows."""
    if found is None:
        return None
    case = detail.case
    return {
        "warnings": _warnings(found, edition, has_alarm=case.alarm is not None, declared=str(case.kind)),
        "field": _field(found, chosen=case.field.value),
        "agency": _agency(found, candidates),
        "spelling": _spelling(original),
    }


def _place(detail: Detail, jurisdiction: Jurisdiction) -> Place | None:
    place, province = detail.case.place, jurisdiction.province
    if place is None or not place.commune:
        return None
    try:
        commune = province.commune(code=place.commune)
    except KeyError:
        return None
    districts = {each.code: each.name for each in province.districts}
    return Place(commune.name, districts.get(commune.district_code or "", ""))


def _field(found: Suggestion, *, chosen: str) -> dict[str, Any] | None:
    one = found.field
    if one.confidence < LEAST_SHOWN or not one.because:
        return None
    return {"hint": _hint(one, FIELD_NAMES[one.value]), "agrees": one.value == chosen}


def _agency(found: Suggestion, candidates: list[Body]) -> Hint | None:
    """The competent body of the installation's own directory: the one that the words name, else the first."""
    joined = [body for body in candidates if body.joined]
    if not joined:
        return None
    wanted = geography.without_diacritics(found.agency.value)
    named = next((each for each in joined if geography.without_diacritics(each.name) == wanted), None)
    if named is None:
        # The likelihood and the words are those of a body that is not here: of this one they say nothing.
        return Hint(str(joined[0].id), joined[0].name, 0, ())
    return Hint(str(named.id), named.name, round(found.agency.confidence * 100), found.agency.because)


def _warnings(found: Suggestion, edition: Edition, *, has_alarm: bool, declared: str) -> list[dict[str, Any]]:
    """What an officer should see before anything else, the most pressing first."""
    rows: list[dict[str, Any]] = []
    if found.urgent.value and not has_alarm:
        kind = next((row for row in edition.urgent_kinds if row.key == found.urgent_kind), None)
        name, clause = (kind.name, kind.clause) if kind else ("Khẩn cấp", edition.urgent_clause)
        rows.append(
            _warning("bad", f"Lời kể có dấu hiệu khẩn cấp: {name}", found.urgent, clause, "lenh-raise-alarm")
        )
    if found.improper.value:
        rows.append(_warning("warn", "Có từ ngữ không phù hợp", found.improper, "", "nguoi-gui-vi-pham"))
    if found.kind.value != declared and found.kind.confidence >= 0.7 and found.kind.because:
        title = f"Người gửi chọn “{KIND_NAMES[declared]}”, lời lẽ giống “{KIND_NAMES[found.kind.value]}”"
        rows.append(_warning("info", title, found.kind, "", ""))
    return rows


def _warning(tone: str, title: str, one: Any, clause: str, target: str) -> dict[str, Any]:
    return {
        "tone": tone,
        "title": title,
        "percent": round(one.confidence * 100),
        "words": one.because,
        "clause": clause_words(clause) if clause else "",
        "target": target,
    }


def _hint(one: Proposal, name: str) -> Hint:
    return Hint(one.value, name, round(one.confidence * 100), one.because)


def _spelling(original: str) -> dict[str, Any] | None:
    """The difference that the proposed spelling would make, and the text with it."""
    proposed = corrections(original)
    if not proposed:
        return None
    return {
        "pieces": list(pieces(original, proposed)),
        "text": corrected(original, proposed),
        "count": len(proposed),
    }
