"""Questions about senders' personal data and the grants that come of them as kept: an append-only log for each, and the
row that stands for it (VL.7.5, VL.20.4)."""
