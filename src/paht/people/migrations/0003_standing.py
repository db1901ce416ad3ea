from django.db import migrations

FORWARD = """
CREATE TABLE people_standing (
    jurisdiction_id smallint NOT NULL,
    sender_id uuid NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    PRIMARY KEY (jurisdiction_id, sender_id)
);

CREATE TABLE people_standing_event (
    jurisdiction_id smallint NOT NULL,
    sender_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid,
    case_id uuid,
    content text NOT NULL,
    salt bytea NOT NULL,
    finding text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, sender_id, number)
);
CREATE UNIQUE INDEX people_standing_event_once ON people_standing_event (jurisdiction_id, sender_id, command_id)
    WHERE command_id IS NOT NULL;

CREATE FUNCTION people_standing_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER people_standing_event_append_only BEFORE UPDATE OR DELETE ON people_standing_event
    FOR EACH ROW EXECUTE FUNCTION people_standing_event_is_append_only();
CREATE TRIGGER people_standing_event_never_truncated BEFORE TRUNCATE ON people_standing_event
    FOR EACH STATEMENT EXECUTE FUNCTION people_standing_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON people_standing_event FROM paht_app, paht_worker;
REVOKE DELETE, TRUNCATE ON people_standing FROM paht_app, paht_worker;
"""
BACK = """
DROP TABLE people_standing_event, people_standing;
DROP FUNCTION people_standing_event_is_append_only
"""


class Migration(migrations.Migration):
    """Senders' standings: violations found, what they closed (VL.15.1)."""

    dependencies = [("people", "0002_vault")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
