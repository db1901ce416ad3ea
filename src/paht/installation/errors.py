"""The one error that this package raises for what an operator can mend."""


class InstallationError(Exception):
    """Says in one sentence what is missing or wrong, with the command or setting that mends it."""
