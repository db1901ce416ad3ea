from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
CREATE TABLE transfer_provision (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    body_id uuid,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    stands text NOT NULL,
    ends_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX transfer_provision_latest ON transfer_provision (jurisdiction_id, asked_at DESC, id DESC);
CREATE INDEX transfer_provision_owed ON transfer_provision (stands, ends_at) WHERE stands IN ('making', 'ready');

CREATE TABLE transfer_provision_event (
    jurisdiction_id smallint NOT NULL,
    provision_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid NOT NULL,
    content text NOT NULL,
    salt bytea NOT NULL,
    words text NOT NULL,
    made_at timestamptz NOT NULL,
    written_in bigint DEFAULT pg_current_xact_id()::text::bigint,
    PRIMARY KEY (jurisdiction_id, provision_id, number)
);
CREATE UNIQUE INDEX transfer_provision_event_once
    ON transfer_provision_event (jurisdiction_id, provision_id, command_id);
CREATE INDEX transfer_provision_event_written_in ON transfer_provision_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
CREATE FUNCTION transfer_provision_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER transfer_provision_event_append_only BEFORE UPDATE OR DELETE ON transfer_provision_event
    FOR EACH ROW EXECUTE FUNCTION transfer_provision_event_is_append_only();
CREATE TRIGGER transfer_provision_event_never_truncated BEFORE TRUNCATE ON transfer_provision_event
    FOR EACH STATEMENT EXECUTE FUNCTION transfer_provision_event_is_append_only();

CREATE TABLE transfer_making (
    jurisdiction_id smallint NOT NULL,
    provision_id uuid NOT NULL,
    key_id uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL DEFAULT 0,
    parts integer NOT NULL DEFAULT 0,
    after_at timestamptz,
    after_id uuid,
    PRIMARY KEY (jurisdiction_id, provision_id)
);

REVOKE ALL ON transfer_provision, transfer_provision_event, transfer_making FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON transfer_provision, transfer_provision_event TO paht_app;
GRANT SELECT ON transfer_provision TO paht_worker;
GRANT SELECT, INSERT ON transfer_provision_event TO paht_worker;
GRANT UPDATE (version, state, stands, ends_at) ON transfer_provision TO paht_app, paht_worker;
GRANT SELECT ON transfer_making TO paht_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON transfer_making TO paht_worker;
"""
TABLES = ("transfer_provision", "transfer_provision_event", "transfer_making")
BACK = f"""
DROP TABLE {", ".join(TABLES)};
DROP FUNCTION transfer_provision_event_is_append_only
"""


class Migration(migrations.Migration):
    """Requests of state bodies for reports, what became of them, how far their packages are (VL.19.1, ST.5.1)."""

    dependencies = [("transfer", "0001_keys"), ("people", "0011_citizens")]
    operations = [migrations.RunSQL(FORWARD + "".join(map(walled, TABLES)), BACK)]
