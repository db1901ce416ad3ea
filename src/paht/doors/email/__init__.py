"""The door for electronic mail: what the worker does in turn; the pages of the desk are in ``paht.doors.desk``."""
