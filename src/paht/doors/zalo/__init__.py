"""Zalo official accounts: events in, read into words of no platform."""
