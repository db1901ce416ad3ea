from django.db import migrations

FORWARD = """
ALTER TABLE transfer_key ADD COLUMN last_used_at timestamptz;
GRANT UPDATE (last_used_at) ON transfer_key TO paht_app;
"""


class Migration(migrations.Migration):
    """When a key of Open311 was last good for something, so that one nobody uses is seen and revoked."""

    dependencies = [("transfer", "0002_provisions")]
    operations = [migrations.RunSQL(FORWARD, "ALTER TABLE transfer_key DROP COLUMN last_used_at")]
