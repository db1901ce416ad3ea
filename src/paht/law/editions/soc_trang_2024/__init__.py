"""Sóc Trăng 2024: three levels of government, intake in office hours, identity number and address required."""

from datetime import date

from paht.law.casework.states import Channel
from paht.law.editions import form
from paht.law.editions.criteria import CRITERIA
from paht.law.editions.rows import Edition, LetterForm, Level, by_command
from paht.law.editions.soc_trang_2024.admission import (
    CONDITIONS,
    ESCALATION_GROUNDS,
    EXTENSION,
    MONITORING_GROUNDS,
    NON_PUBLIC_GROUNDS,
    REFUSAL_GROUNDS,
    RESULT_GROUNDS,
    RETURN_GROUNDS,
    SUPPLEMENT_GROUNDS,
    VERIFICATION_MATTERS,
)
from paht.law.editions.soc_trang_2024.course import STEPS
from paht.law.editions.soc_trang_2024.failings import FAILINGS
from paht.law.editions.soc_trang_2024.terms import TERMS
from paht.law.editions.soc_trang_2024.urgency import KINDS, SIGNS
from paht.law.worktime import WORKING_DAY

EDITION = Edition(
    id="soc-trang-2024",
    name="Quy chế quản lý, vận hành triển khai Hệ thống thông tin phản ánh hiện trường tỉnh Sóc Trăng (2024)",
    province="Sóc Trăng",
    ioc="Trung tâm IOC tỉnh",
    code_prefix="ST",
    in_force_on=date(2024, 2, 20),
    in_force_clause="ST.QĐ.2",
    channels=frozenset({Channel.HOTLINE, Channel.WEB, Channel.EMAIL, Channel.APP, Channel.DESK}),
    channel_clause="ST.2.1",
    form=(
        form.name(clause="ST.4.2"),
        form.phone(clause="ST.4.2"),
        form.address(clause="ST.4.2"),
        form.identity_number(clause="ST.4.2"),
        form.email(clause="ST.4.2"),
    ),
    photo_clause=None,
    place_clause="ST.4.3",
    outside_clause="ST.2.3",
    content_clause="ST.4.3",
    declaration_clause="ST.4.4",
    security_clause="ST.3.4",
    incident_clause="ST.3.4",
    keeping_clause="ST.5.1",
    responsibility_clause="ST.5.1",
    consent_clause="ST.4.5",
    provision_clause="ST.5.1",
    writing_clause="ST.3.3",
    own_clause="ST.2.4",
    conditions=CONDITIONS,
    supplement_grounds=SUPPLEMENT_GROUNDS,
    supplement_lapse_clause=None,
    refusal_grounds=REFUSAL_GROUNDS,
    non_public_grounds=NON_PUBLIC_GROUNDS,
    return_grounds=RETURN_GROUNDS,
    result_grounds=RESULT_GROUNDS,
    result_goes_to_leader=True,
    after_photo_clause=None,
    after_photo_fields=frozenset(),
    steps=STEPS,
    terms=TERMS,
    levels=(
        Level(key="very_satisfied", name="Rất hài lòng", clause="ST.10.3", is_satisfied=True),
        Level(key="satisfied", name="Hài lòng", clause="ST.10.3", is_satisfied=True),
        Level(key="unsatisfied", name="Không hài lòng", clause="ST.10.3", asks_clarification=True),
    ),
    result_form="ST.PL1",
    result_letter=LetterForm.STATE_LETTER,
    guidance_notice="",
    by_command=by_command(STEPS),
    escalation_grounds=ESCALATION_GROUNDS,
    monitoring_grounds=MONITORING_GROUNDS,
    designated_clause="ST.3.8",
    failings=FAILINGS,
    criteria=CRITERIA,
    ranking_clause="ST.12",
    verification_matters=VERIFICATION_MATTERS,
    entered_channels=frozenset({Channel.HOTLINE, Channel.EMAIL, Channel.DESK}),
    confidential_clause="ST.9.3.b",
    extension=EXTENSION,
    membership_clause="ST.15.1",
    membership_length=7 * WORKING_DAY,
    urgent_clause="ST.8.6.0",
    urgent_kinds=KINDS,
    urgent_signs=SIGNS,
    superior_choice_clause="ST.7.3.4",
)
