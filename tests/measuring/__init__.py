"""How well the system judges what is sent: each condition of the sheet on examples whose truth is known.

``tools/measure`` works them out anew and writes them into ``docs/evidence.md``. Photographs come out of packages and
are not kept here; streets, plates and sentences are the project's own.
"""
