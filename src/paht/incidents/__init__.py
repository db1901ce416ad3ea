"""Incidents of the system itself as kept: an append-only log for each, and the row that stands for it (VL.21.8)."""
