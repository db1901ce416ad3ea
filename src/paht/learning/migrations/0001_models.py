from django.db import migrations

from paht.walls.policies import unwalled, walled

FORWARD = """
CREATE TABLE learning_model (
    jurisdiction_id smallint NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    made_at timestamptz NOT NULL,
    job text NOT NULL,
    decisions integer NOT NULL,
    held_out integer NOT NULL,
    field_before double precision NOT NULL,
    field_after double precision NOT NULL,
    kind_before double precision NOT NULL,
    kind_after double precision NOT NULL,
    is_kept boolean NOT NULL,
    content bytea,
    PRIMARY KEY (jurisdiction_id, version),
    CHECK (is_kept = (content IS NOT NULL))
);
CREATE TABLE learning_choice (
    jurisdiction_id smallint NOT NULL,
    number integer NOT NULL,
    version integer NOT NULL,
    chosen_at timestamptz NOT NULL,
    chosen_by uuid,
    PRIMARY KEY (jurisdiction_id, number)
);

REVOKE UPDATE, DELETE, TRUNCATE ON learning_model, learning_choice FROM paht_app, paht_worker;
"""
BACK = "DROP TABLE learning_choice, learning_model"
TABLES = ("learning_model", "learning_choice")


class Migration(migrations.Migration):
    """What was learnt, when, from how much and how good; and which version is in use since when (0: the shipped one)."""

    dependencies = [("cases", "0008_written_in"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(FORWARD, BACK),
        *(migrations.RunSQL(walled(table), unwalled(table)) for table in TABLES),
    ]
