"""States, commands, events; ``decide`` and ``evolve``; the duties that a case owes at this moment."""
