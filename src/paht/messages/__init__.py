"""Templates and the outbox: what somebody must be told, written in the transaction that makes it true."""
