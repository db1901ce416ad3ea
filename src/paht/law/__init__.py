"""The regulation, pure: standard library alone, no clock, no chance, no input or output."""
