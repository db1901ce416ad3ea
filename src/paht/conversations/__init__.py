"""Conversations on chat platforms: what somebody sends bit by bit becomes a report; neutral to the platform."""
