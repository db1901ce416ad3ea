"""What an examination found in a file (``findings``), and what the conditions of an edition make of it (``judging``).
The verdicts are shown to an officer, who decides (VL.9.1).
"""
