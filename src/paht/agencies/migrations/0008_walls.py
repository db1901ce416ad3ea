from django.db import migrations

from paht.walls.policies import PROVINCE, opened_to_vault, unwalled, walled

OF_A_PROVINCE = (
    "agencies_agency",
    "agencies_reminderchoice",
    "people_staff",
    "people_sender",
    "people_vault_record",
    "people_look",
    "people_standing",
    "people_standing_event",
    "evidence_file",
    "messages_outbox",
    "cases_case",
    "cases_event",
    "cases_assignment",
    "cases_duty",
    "cases_text",
    "figures_count",
    "figures_delta",
    "incidents_incident",
    "incidents_event",
    "messages_sms",
    "people_person",
    "people_phone",
    "people_identity",
    "people_claim",
    "people_person_event",
    "people_citizen_session",
    "people_code",
)
OF_A_BODY = (
    "agencies_competence",
    "agencies_internalprocedure",
    "people_membership",
    "people_rosterentry",
    "people_namedperson",
    "people_membernotice",
)
OF_A_PERSON = (
    "people_staffsession",
    "people_factor",
    "people_recoverycode",
    "people_invitation",
    "people_accountevent",
)
VAULT = ("people_vault_record", "people_look", "people_sender")

FORWARD = [
    PROVINCE,
    *(walled(table) for table in OF_A_PROVINCE),
    *(walled(table, through=("agency_id", "agencies_agency")) for table in OF_A_BODY),
    *(walled(table, through=("staff_id", "people_staff")) for table in OF_A_PERSON),
    *(opened_to_vault(table) for table in VAULT),
]
BACK = [unwalled(table) for table in (*OF_A_PERSON, *OF_A_BODY, *OF_A_PROVINCE)]


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0007_coordinators"),
        ("people", "0011_citizens"),
        ("evidence", "0001_files"),
        ("messages", "0005_sms"),
        ("cases", "0008_written_in"),
        ("figures", "0002_rights"),
        ("incidents", "0001_incidents"),
    ]
    operations = [
        migrations.RunSQL("".join(FORWARD), "".join([*BACK, "DROP FUNCTION paht_province();"])),
    ]
