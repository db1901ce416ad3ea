"""Reading what strangers send, in a process of its own: no Django, no database, no network. What comes out are the
plain values of :mod:`paht.law.evidence.findings`, which the law judges, and derived copies.
"""
