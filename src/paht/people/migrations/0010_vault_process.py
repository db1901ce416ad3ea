from django.db import migrations

FORWARD = """
ALTER TABLE people_sender ADD COLUMN same_as uuid;
CREATE INDEX people_sender_waiting ON people_sender (first_seen_at)
    WHERE octet_length(phone_index) = 16 AND same_as IS NULL;
CREATE INDEX people_sender_same ON people_sender (jurisdiction_id, same_as) WHERE same_as IS NOT NULL;
CREATE INDEX people_look_searches ON people_look (jurisdiction_id, looked_at) WHERE fields = '{phone_index}';
GRANT SELECT, UPDATE (phone_index, same_as) ON people_sender TO paht_vault;
GRANT UPDATE (key_version, wrapped_key) ON people_vault_record TO paht_vault;
"""
BACK = """
REVOKE UPDATE (key_version, wrapped_key) ON people_vault_record FROM paht_vault;
REVOKE ALL ON people_sender FROM paht_vault;
DROP INDEX people_look_searches;
ALTER TABLE people_sender DROP COLUMN same_as;
"""


class Migration(migrations.Migration):
    """What the vault process does by itself: know senders again, count searches, wrap keys anew."""

    dependencies = [("people", "0009_unlogged_attempts")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
