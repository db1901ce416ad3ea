"""Requests of data subjects as kept: an append-only log for each, the row that stands for it, and what they change:
corrections and restrictions of what the vault holds."""
