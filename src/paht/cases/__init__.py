"""The event log, the current row, the duties; ``cases.operations`` is the only way in."""
