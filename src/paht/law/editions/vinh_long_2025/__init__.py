"""Vĩnh Long 2025: two levels of government. The text lies in the Official Gazette; every row names its clause."""

from datetime import date

from paht.law.casework.states import Channel, Kind
from paht.law.editions import form
from paht.law.editions.criteria import CRITERIA
from paht.law.editions.rows import Edition, LetterForm, Level, by_command
from paht.law.editions.vinh_long_2025.admission import (
    AFTER_PHOTO_FIELDS,
    CONDITIONS,
    DISPATCH_EFFECT,
    ESCALATION_GROUNDS,
    EXTENSION,
    JUDGEMENTS,
    LOCKS,
    MONITORING_GROUNDS,
    NON_PUBLIC_GROUNDS,
    PROCEDURES,
    REFUSAL_GROUNDS,
    RESULT_GROUNDS,
    RETURN_GROUNDS,
    SANCTION_GROUNDS,
    SOURCES,
    SUPPLEMENT_GROUNDS,
    VERIFICATION_MATTERS,
    VIOLATION_GROUNDS,
)
from paht.law.editions.vinh_long_2025.course import STEPS
from paht.law.editions.vinh_long_2025.failings import FAILINGS
from paht.law.editions.vinh_long_2025.terms import TERMS
from paht.law.editions.vinh_long_2025.urgency import KINDS, SIGNS
from paht.law.worktime import WORKING_DAY

EDITION = Edition(
    id="vinh-long-2025",
    name="Quy chế quản lý, sử dụng Hệ thống thông tin tiếp nhận và xử lý phản ánh hiện trường tỉnh Vĩnh Long (2025)",
    province="Vĩnh Long",
    ioc="Trung tâm Giám sát, Điều hành thông minh tỉnh",
    code_prefix="VL",
    in_force_on=date(2025, 12, 31),
    in_force_clause="VL.QĐ.3",
    channels=frozenset({Channel.APP, Channel.WEB, Channel.ZALO, Channel.FACEBOOK, Channel.DESK}),
    channel_clause="VL.7.1",
    form=(form.name(clause="VL.7.4"), form.phone(clause="VL.7.4"), form.email(clause="VL.7.4")),
    photo_clause="VL.8.2.1",
    place_clause="VL.8.1.c",
    outside_clause="VL.1.1.a",
    content_clause="VL.7.3",
    declaration_clause="VL.7.4",
    security_clause="VL.4.6",
    incident_clause="VL.21.8",
    keeping_clause="VL.19.1",
    responsibility_clause="VL.22.1",
    consent_clause="VL.7.5",
    provision_clause="VL.20.4",
    writing_clause="VL.4.4",
    own_clause="VL.2.4",
    conditions=CONDITIONS,
    supplement_grounds=SUPPLEMENT_GROUNDS,
    supplement_lapse_clause="VL.8.2.4",
    refusal_grounds=REFUSAL_GROUNDS,
    non_public_grounds=NON_PUBLIC_GROUNDS,
    return_grounds=RETURN_GROUNDS,
    result_grounds=RESULT_GROUNDS,
    result_goes_to_leader=False,
    after_photo_clause="VL.12.4.a",
    after_photo_fields=AFTER_PHOTO_FIELDS,
    steps=STEPS,
    terms=TERMS,
    levels=(
        Level(key="satisfied", name="Hài lòng", clause="VL.14.4", is_satisfied=True),
        Level(key="acceptable", name="Chấp nhận được", clause="VL.14.4"),
        Level(key="unsatisfied", name="Không hài lòng", clause="VL.14.4", asks_clarification=True),
    ),
    result_form="VL.PL",
    result_letter=LetterForm.NOTICE,
    guidance_notice=(
        "Nội dung trả lời nhằm phổ biến, hướng dẫn các văn bản, quy định của nhà nước, "
        "không phải là cơ sở pháp lý để giải quyết các quan hệ dân sự (khoản 3 Điều 3)."
    ),
    by_command=by_command(STEPS),
    urgent_clause="VL.16.0",
    urgent_kinds=KINDS,
    urgent_signs=SIGNS,
    dispatch_effect=DISPATCH_EFFECT,
    escalation_grounds=ESCALATION_GROUNDS,
    monitoring_grounds=MONITORING_GROUNDS,
    designated_clause="VL.21.7",
    coordinated_clause="VL.17.3",
    disagreements_until_direction=2,
    judgements=JUDGEMENTS,
    failings=FAILINGS,
    criteria=CRITERIA,
    ranking_clause="VL.24.3",
    place_kinds=frozenset({Kind.REPORT}),
    verification_matters=VERIFICATION_MATTERS,
    verification_lapse_clause="VL.8.2.5",
    sources=SOURCES,
    link_clause="VL.5.6",
    violation_grounds=VIOLATION_GROUNDS,
    locks=LOCKS,
    extension=EXTENSION,
    sanction_grounds=SANCTION_GROUNDS,
    procedures=PROCEDURES,
    own_terms_clause="VL.12.2.b",
    membership_clause="VL.21.2",
    membership_length=7 * WORKING_DAY,
    cited_as={
        "VL.8.2.1": "điểm a khoản 2 Điều 8",
        **{
            f"VL.{article}.{step}": f"bước {step} Điều {article}"
            for article in (16, 17)
            for step in range(1, 6)
        },
    },
)
