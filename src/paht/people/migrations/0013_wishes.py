from django.db import migrations

from paht.walls.policies import unwalled, walled

TABLE = """
CREATE TABLE people_wish (
    jurisdiction_id smallint NOT NULL,
    sender_id uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('vi', 'en')),
    unwanted text[] NOT NULL,
    wished_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, sender_id)
);
REVOKE ALL ON people_wish FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (language, unwanted, wished_at) ON people_wish TO paht_app;
GRANT SELECT ON people_wish TO paht_worker;
"""


class Migration(migrations.Migration):
    """In which language somebody is written to and by which ways they do not want to be: choices, no address."""

    dependencies = [("people", "0012_apps"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(TABLE + walled("people_wish"), unwalled("people_wish") + "DROP TABLE people_wish")
    ]
