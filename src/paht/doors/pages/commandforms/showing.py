"""The forms that a person may fill in on a case now, ready for ``macros/commands.html``."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import datetime
from typing import Any

from django.http import QueryDict

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.allowed import allowed_numbers
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.commandforms.form import Asks, CommandForm, Field, Option, Shown
from paht.doors.pages.marks import Marks, answers, marks, name_for_release
from paht.doors.pages.publicpictures import Picture, pictures
from paht.evidence import tokens
from paht.identity import new_id
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef
from paht.law.editions import get
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Attempted:
    """A form that was given in vain: everything typed, the files kept, and why. ``status`` is that of the answer."""

    action: str = ""
    typed: QueryDict = default(default_factory=QueryDict)
    files: tuple[FileRef, ...] = ()
    errors: Mapping[str, str] = default(default_factory=dict)
    status: int = 200
    seen_version: int | None = None


NOTHING = Attempted()


def command_forms(
    *,
    official: Official,
    jurisdiction: Jurisdiction,
    detail: Detail,
    now: datetime,
    attempted: Attempted = NOTHING,
) -> dict[str, Any]:
    """The context ``commands`` (forms in the order of the course), ``command_errors``, and ``command_kept``: what was
    written into a form that is no longer offered."""
    permits = allowed_numbers(official, detail)
    edition = get(detail.case.edition)
    shown = Shown(official, jurisdiction, detail, edition, now)
    offered = [
        _form(form, replace(shown, numbers=permits[form.command]), attempted)
        for form in sorted(FORMS.values(), key=lambda form: not (form.opens or form.opens_on(shown)))
        if form.command in permits and form.fits(replace(shown, numbers=permits[form.command]))
    ]
    names = {form["action"] for form in offered}
    return {
        "commands": offered,
        "command_errors": {
            f"{attempted.action}-{name}" if name else "": text for name, text in attempted.errors.items()
        },
        "command_kept": _kept_texts(attempted) if attempted.action and attempted.action not in names else [],
    }


def _form(form: CommandForm, shown: Shown, attempted: Attempted) -> dict[str, Any]:
    mine = attempted.action == form.action
    step = shown.edition.step(form.command)
    assert step is not None, "what is permitted has its row"
    return {
        "action": form.action,
        "title": form.title,
        "lead": form.lead,
        "button": form.button,
        "kind": form.kind,
        "icon": form.icon,
        "key": form.key,
        "clause": step.clause,
        "opens": form.opens or form.opens_on(shown),
        "tried": mine,
        "command_id": new_id(),
        "version": shown.detail.case.version,
        "numbers": [Option(str(number), _name(form, shown, number)) for number in shown.numbers],
        "number": attempted.typed.get("number", "") if mine else "",
        "has_files": any(field.asks is Asks.FILES for field in form.fields),
        "fields": [_field(field, form, shown, attempted if mine else NOTHING) for field in form.fields],
    }


def _field(field: Field, form: CommandForm, shown: Shown, attempted: Attempted) -> dict[str, Any]:
    was_typed = bool(attempted.action)
    initial = field.initial(shown) if field.initial and not was_typed else ""
    options = field.options(shown) if field.options else ()
    value = attempted.typed.get(field.name, "") if was_typed else initial
    return {
        "name": field.name,
        "id": f"f-{form.action}-{field.name}",
        "label": field.label,
        "asks": field.asks.value,
        "required": field.required,
        "hint": field.hint,
        "rows": field.rows,
        "value": value,
        "marks": _marks(value, shown, attempted) if field.asks is Asks.MARKS else None,
        "pictures": _pictures(shown, attempted) if field.asks is Asks.PICTURES else (),
        "values": attempted.typed.getlist(field.name) if was_typed else [],
        "error": attempted.errors.get(field.name, ""),
        "options": options,
        "choices": _grouped(options),
        "kept": [_kept_file(file, shown) for file in attempted.files] if field.asks is Asks.FILES else [],
    }


def _marks(value: str, shown: Shown, attempted: Attempted) -> Marks:
    name = name_for_release(shown.detail, jurisdiction_id=shown.jurisdiction.id)
    return marks(value, answers(attempted.typed), name=name)


def _pictures(shown: Shown, attempted: Attempted) -> tuple[Picture, ...]:
    return pictures(shown.detail, jurisdiction_id=shown.jurisdiction.id, typed=answers(attempted.typed))


def _grouped(options: Sequence[Option]) -> list[tuple[str, Any]]:
    """The options of a select: pairs, or groups of pairs where they have headings."""
    if not any(option.group for option in options):
        return [(option.value, option.label) for option in options]
    groups: dict[str, list[tuple[str, str]]] = {}
    for option in options:
        groups.setdefault(option.group, []).append((option.value, option.label))
    return list(groups.items())


def _name(form: CommandForm, shown: Shown, number: int) -> str:
    if form.names:
        return form.names(shown, number)
    if issubclass(form.command, c.AssignmentCommand):
        assignment = shown.detail.case.assignment(number)
        return shown.detail.agencies.get(assignment.agency, "") if assignment else ""
    request = next((r for r in shown.detail.case.requests if r.number == number), None)
    return shown.detail.text(request.text) if request else ""


def _kept_file(file: FileRef, shown: Shown) -> dict[str, str]:
    return {"token": tokens.sign(uuid.UUID(file.id), shown.jurisdiction.id), "name": "Tệp đã nhận"}


def _kept_texts(attempted: Attempted) -> list[str]:
    hidden = {"csrfmiddlewaretoken", "command_id", "expected_version", "number"}
    values = [value for name, values in attempted.typed.lists() if name not in hidden for value in values]
    return [value for value in values if " " in value.strip()]
