"""Agencies' own software: its credentials, what changed for it, signed calls to its endpoint (VL.19.2, ST.15.5)."""
