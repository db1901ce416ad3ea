from django.db import migrations

TOLD = (
    "known, direction, state, rung_at, answered_at, ended_at, queue, extension, staff_id, number_record_id, caller, "
    "is_voice_message, is_urgent, order_id, due_at"
)
"""What the exchange's words change of a call, whoever takes them."""

FORWARD = f"""
GRANT SELECT (id, slug) ON agencies_jurisdiction TO paht_vault;

REVOKE UPDATE ON calls_call, calls_order FROM paht_app, paht_worker;
GRANT UPDATE ({TOLD}, heard_at, heard_by) ON calls_call TO paht_app;
GRANT UPDATE ({TOLD}, file_id) ON calls_call TO paht_worker;
GRANT UPDATE (state, reference, problem, placed_at, due_at, settled_at) ON calls_order TO paht_app;
GRANT UPDATE (state, attempts, reference, problem, dial_ids, placed_at, due_at, settled_at) ON calls_order
    TO paht_worker;
REVOKE UPDATE (state, attempts, due_at, problem) ON calls_recording FROM paht_app;
REVOKE UPDATE ON calls_line FROM paht_app;
GRANT UPDATE (extension, record_id, set_at) ON calls_line TO paht_app;
"""
BACK = """
REVOKE SELECT (id, slug) ON agencies_jurisdiction FROM paht_vault;
GRANT UPDATE ON calls_call, calls_order TO paht_app, paht_worker;
GRANT UPDATE (state, attempts, due_at, problem) ON calls_recording TO paht_app;
GRANT UPDATE ON calls_line TO paht_app;
"""


class Migration(migrations.Migration):
    """Each role changes of calls what it works on; the vault process knows whose exchange an exchange is."""

    dependencies = [("calls", "0002_extensions"), ("agencies", "0008_walls")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
