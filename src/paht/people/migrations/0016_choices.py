from django.db import migrations

from paht.walls.policies import unwalled, walled

TABLE = """
CREATE TABLE people_choice (
    jurisdiction_id smallint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    subject_id uuid NOT NULL,
    way text NOT NULL,
    is_allowed boolean NOT NULL,
    chosen_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX people_choice_of ON people_choice (jurisdiction_id, subject_id, chosen_at);
REVOKE ALL ON people_choice FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON people_choice TO paht_app;
"""


class Migration(migrations.Migration):
    """When which way of writing to somebody was allowed or refused by them: only ever added to."""

    dependencies = [("people", "0015_forgetting"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(
            TABLE + walled("people_choice"), unwalled("people_choice") + "DROP TABLE people_choice"
        )
    ]
