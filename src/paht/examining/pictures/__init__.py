"""From a picture's bytes to figures and signs: when and where it was taken, how clear it is, what speaks of editing,
the hashes by which it is known again, faces and number plates. No verdicts: those are the law's.
"""

VERSION = 2
"""Grows whenever the same picture may be found to show something else: what was examined before is examined again."""
