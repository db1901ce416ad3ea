from django.db import migrations

from paht.walls.policies import opened_to_vault, unwalled, walled

TABLE = """
CREATE TABLE messages_wording (
    jurisdiction_id smallint NOT NULL,
    template text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('short', 'long', 'subject')),
    language text NOT NULL CHECK (language IN ('vi', 'en')),
    version integer NOT NULL CHECK (version > 0),
    text text NOT NULL CHECK (length(text) <= 1500),
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, template, kind, language, version)
);
REVOKE ALL ON messages_wording FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON messages_wording TO paht_app;
GRANT SELECT ON messages_wording TO paht_vault;
GRANT SELECT ON agencies_host TO paht_vault;
"""
BACK = """
REVOKE SELECT ON agencies_host FROM paht_vault;
DROP TABLE messages_wording
"""


class Migration(migrations.Migration):
    """What an administrator had messages say, version after version; an empty text is the program's own again. The vault
    reads it, and the province's host name for the link to a report's page."""

    dependencies = [("messages", "0009_outbox_ways"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(
            TABLE + walled("messages_wording") + opened_to_vault("messages_wording"),
            unwalled("messages_wording") + BACK,
        )
    ]
