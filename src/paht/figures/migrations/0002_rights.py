from django.db import migrations

FORWARD = """
REVOKE DELETE, TRUNCATE ON figures_count FROM paht_app, paht_worker;
REVOKE TRUNCATE ON figures_delta FROM paht_app, paht_worker;
"""
BACK = "GRANT DELETE ON figures_count TO paht_app, paht_worker"


class Migration(migrations.Migration):
    """Counts are added to and never taken away; only folded differences are deleted."""

    dependencies = [("figures", "0001_counts")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
