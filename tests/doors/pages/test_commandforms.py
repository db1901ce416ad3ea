"""What holds for every command's form, whatever matter it belongs to."""

import pytest

from paht.doors.agency.casepage import ACTIONS as AGENCY_ACTIONS
from paht.doors.desk.actions import ACTIONS as DESK_ACTIONS
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm
from paht.doors.pages.wording import iso


def test_a_command_is_given_by_one_form() -> None:
    commands = [form.command for form in FORMS.values()]
    assert len(set(commands)) == len(commands)
    special = {action.command for action in DESK_ACTIONS.values()} | set(AGENCY_ACTIONS.values())
    assert not special & set(commands)
    assert not FORMS.keys() & (DESK_ACTIONS.keys() | AGENCY_ACTIONS.keys())


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.action)
def test_a_form_says_what_it_does_and_asks_each_thing_once(form: CommandForm) -> None:
    assert form.title
    assert form.button
    assert form.done
    assert not form.done.endswith("."), "the page puts the full stop"
    names = [field.name for field in form.fields]
    assert len(set(names)) == len(names)
    chosen = [field for field in form.fields if field.asks in (Asks.CHOICE, Asks.SELECT, Asks.SEVERAL)]
    assert all(field.options for field in chosen)


def test_what_cannot_be_read_is_as_if_it_were_not_given() -> None:
    from django.http import QueryDict

    given = Answers(QueryDict("on=2026-02-30&at=2026-02-13T16:30&note=%20x%20&who=b&who=a&who=b"))
    assert given.day("on") is None
    moment = given.moment("at")
    assert moment is not None
    assert iso(moment) == "2026-02-13T16:30:00+07:00"
    assert given.text("note") == "x"
    assert given.several("who") == ("b", "a")
