"""Counters, periods, rankings, reports."""
