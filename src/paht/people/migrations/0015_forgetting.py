from django.db import migrations

FORWARD = """
ALTER TABLE people_person ADD COLUMN former_profiles uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE people_phone ADD COLUMN forgotten_at timestamptz;
CREATE INDEX people_person_unused ON people_person (jurisdiction_id, id) WHERE former_profiles <> '{}';
CREATE INDEX people_phone_unused ON people_phone (jurisdiction_id, id)
    WHERE left_at IS NOT NULL AND forgotten_at IS NULL;
"""
BACK = """
ALTER TABLE people_phone DROP COLUMN forgotten_at;
ALTER TABLE people_person DROP COLUMN former_profiles;
"""


class Migration(migrations.Migration):
    """What fell out of use and is yet to be forgotten: profiles that were replaced, numbers that were given up."""

    dependencies = [("people", "0014_push_least")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
