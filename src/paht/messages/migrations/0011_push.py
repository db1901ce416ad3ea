from django.db import migrations

from paht.walls.policies import opened_to_vault

FORWARD = """
GRANT SELECT, DELETE ON people_push TO paht_vault;
GRANT SELECT (jurisdiction_id, sender_id, person_id, left_at) ON people_phone TO paht_vault;
GRANT SELECT (jurisdiction_id, id, person_id, ended_at, seen_at, started_at) ON people_citizen_session TO paht_vault;
"""
TABLES = ("people_push", "people_phone", "people_citizen_session")
BACK = """
REVOKE ALL ON people_push, people_phone, people_citizen_session FROM paht_vault;
"""


class Migration(migrations.Migration):
    """The vault finds where a sender's pushes go, and drops what a push service says is gone."""

    dependencies = [("messages", "0010_wording"), ("people", "0012_apps")]
    operations = [
        migrations.RunSQL(
            FORWARD + "".join(map(opened_to_vault, TABLES)),
            BACK + "".join(f"DROP POLICY of_the_vault ON {table};" for table in TABLES),
        )
    ]
