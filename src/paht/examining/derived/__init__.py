"""The forms that others see: re-encoded from what a file shows, with nothing of what it says about itself."""
