"""Bodies to choose from."""

from collections.abc import Callable, Sequence

from paht.agencies import queries as agencies
from paht.agencies.queries import Body
from paht.doors.pages.commandforms.form import Option, Shown


def bodies(*, which: Callable[[Body], bool]) -> Callable[[Shown], Sequence[Option]]:
    """The bodies of the province that fit, grouped by kind."""

    def options(shown: Shown) -> Sequence[Option]:
        found = agencies.directory(jurisdiction_id=shown.jurisdiction.id)
        return [Option(str(body.id), body.name, group=body.kind_name) for body in found if which(body)]

    return options


joined = bodies(which=lambda body: body.joined)
"""Those that take part."""
absent = bodies(which=lambda body: not body.joined)
"""Those that do not take part yet."""
coordinators = bodies(which=lambda body: body.coordinates)
"""Those that the People's Committee designated to coordinate."""
any_body = bodies(which=lambda body: True)
"""All of them."""
