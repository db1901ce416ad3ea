"""The course written down a second time, as the checks expect it: authority, effects of events, what is carried over.

The law's own code is not asked here: what two writings of one rule disagree about is a defect in one of them.
"""
