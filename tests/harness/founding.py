"""Found the harness's province in the home of ``PAHT_HOME``; run as a program; prints a commune's code."""

import django

django.setup()

from paht import clock  # noqa: E402
from paht.agencies import geography  # noqa: E402
from paht.agencies.founding import found_jurisdiction  # noqa: E402
from paht.agencies.holidays_default import default_calendar  # noqa: E402


def main() -> None:
    """One province under Vĩnh Long 2025, reached as 127.0.0.1."""
    now = clock.now()
    years = [now.year, now.year + 1]
    found_jurisdiction(
        slug="harness",
        edition="vinh-long-2025",
        province="vinh-long",
        hosts=["127.0.0.1"],
        calendar=default_calendar(years),
        confirmed_years=years,
        now=now,
    )
    print(geography.load("vinh-long").communes[0].code)


if __name__ == "__main__":
    main()
