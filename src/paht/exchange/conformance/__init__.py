"""The conformance check that a vendor runs: its software against the sandbox, row by row; standard library alone."""
