"""Senders, staff, the vault of personal data, sanctions."""
