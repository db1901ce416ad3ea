"""Learning from the desk's own decisions: a model for a province, kept only where it is better, versioned, reversible.

What was accepted, in the words that were released, with the field that an officer settled: never the sealed original.
"""
