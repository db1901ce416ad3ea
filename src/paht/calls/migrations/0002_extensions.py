from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
CREATE TABLE calls_extension (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    extension text NOT NULL CHECK (extension ~ '^[0-9]{1,8}$'),
    staff_id uuid NOT NULL,
    given_by uuid NOT NULL,
    given_at timestamptz NOT NULL,
    taken_by uuid,
    taken_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE UNIQUE INDEX calls_extension_given ON calls_extension (jurisdiction_id, extension, staff_id)
    WHERE taken_at IS NULL;
REVOKE ALL ON calls_extension FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (taken_by, taken_at) ON calls_extension TO paht_app;
GRANT SELECT ON calls_extension TO paht_worker;
UPDATE calls_line SET extension = '';
"""


class Migration(migrations.Migration):
    """Which extensions are whose, by the administrator. What people claimed themselves before counts no more."""

    dependencies = [("calls", "0001_calls")]
    operations = [migrations.RunSQL(FORWARD + walled("calls_extension"), "DROP TABLE calls_extension;")]
