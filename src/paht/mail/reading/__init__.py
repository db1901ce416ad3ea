"""Reading a message as it came: whose it is, what it says, what it carries, and whether a person wrote it.

Nothing here knows a database or a province. Whatever the bytes are, :func:`paht.mail.reading.letter.read` gives a
letter or raises :class:`paht.mail.reading.letter.Unreadable`.
"""
