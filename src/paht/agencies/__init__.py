"""Bodies, their tree and members, and the places and fields they answer for."""
