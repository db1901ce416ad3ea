from django.db import migrations

FORWARD = """
CREATE TABLE people_sender (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    phone_index bytea NOT NULL,
    first_seen_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, phone_index)
);

CREATE TABLE people_vault_record (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    key_version smallint NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
);

CREATE TABLE people_look (
    id bigint GENERATED ALWAYS AS IDENTITY,
    jurisdiction_id smallint NOT NULL,
    record_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    purpose text NOT NULL,
    looked_at timestamptz NOT NULL,
    fields text[] NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX people_look_by_record ON people_look (jurisdiction_id, record_id, id);

REVOKE ALL ON people_vault_record, people_look FROM paht_app, paht_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON people_sender FROM paht_app, paht_worker;
GRANT INSERT ON people_vault_record TO paht_app, paht_worker;
GRANT SELECT ON people_look TO paht_app, paht_worker;
GRANT SELECT ON people_vault_record TO paht_vault;
GRANT SELECT, INSERT ON people_look TO paht_vault;
"""

BACK = "DROP TABLE people_look, people_vault_record, people_sender"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_staff"), ("agencies", "0002_agencies")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
