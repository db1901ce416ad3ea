from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
CREATE TABLE calls_told (
    jurisdiction_id smallint NOT NULL,
    call_id uuid NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (jurisdiction_id, call_id, event_id)
);
CREATE INDEX calls_call_of_caller ON calls_call (jurisdiction_id, caller, rung_at) WHERE caller IS NOT NULL;
REVOKE ALL ON calls_told FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON calls_told TO paht_app, paht_worker;
"""
BACK = "DROP INDEX calls_call_of_caller; DROP TABLE calls_told;"


class Migration(migrations.Migration):
    """Which messages of the exchange told of a call: they quote its number, and are erased with it."""

    dependencies = [("calls", "0003_least")]
    operations = [migrations.RunSQL(FORWARD + walled("calls_told"), BACK)]
