"""An operator's own map style is shown, and the page may fetch it."""

import os
import subprocess
import sys

PROGRAM = (
    "import django; django.setup(); from django.conf import settings; "
    "from paht.doors.pages.environment import environment; "
    "print(settings.SECURE_CSP['connect-src'], settings.SECURE_CSP['img-src']); "
    "print(environment().from_string(\"{% import 'macros/map.html' as m %}{{ m.show('/c', 1, 2) }}\").render())"
)


def page_and_policy(**environment: str) -> str:
    """The content policy and a map, as a program with these variables gives them."""
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_policy_allows_the_origins_of_the_operators_style_and_the_map_names_it() -> None:
    told = page_and_policy(
        PAHT_MAP_STYLE="https://map.vidu.vn/style.json", PAHT_MAP_ORIGINS="https://tiles.vidu.vn"
    )
    policy, _, page = told.partition("\n")
    assert policy.count("'https://map.vidu.vn', 'https://tiles.vidu.vn'") == 2
    assert 'data-style="https://map.vidu.vn/style.json"' in page


def test_without_a_style_nothing_outside_is_allowed() -> None:
    told = page_and_policy(PAHT_MAP_STYLE="", PAHT_MAP_ORIGINS="")
    assert "http" not in told
    assert "data-style" not in told
