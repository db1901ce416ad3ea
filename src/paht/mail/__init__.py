"""Electronic mail that citizens send: collected, kept sealed, read, and made a draft that an officer completes."""
