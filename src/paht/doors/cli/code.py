"""``./paht code``: what the authenticator application of the demo's accounts shows now."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``code`` takes no options: the demo's accounts share one application."""


def run(_arguments: argparse.Namespace) -> int:
    """Print the code and how long it shows; returns 1 where no demo was prepared."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    import django

    django.setup()
    from paht import clock
    from paht.doors.pages.phone import authenticator_code
    from paht.people.factors import STEP_SECONDS

    code = authenticator_code()
    if code is None:
        print("paht: there is no demo in this home; ./paht demo makes one.", file=sys.stderr)
        return 1
    left = STEP_SECONDS - int(clock.now().timestamp()) % STEP_SECONDS
    print(code)
    print(f"paht: changes in {left} s; each account may use it once", file=sys.stderr)
    return 0
