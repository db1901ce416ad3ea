"""The app says how its owner wants to be written to."""

from collections.abc import Callable

from tests.doors.api.phone import App
from tests.province import TestProvince


def test_the_app_reads_and_keeps_the_wishes_of_whoever_is_signed_in(
    vinh_long: TestProvince, app_of: Callable[[TestProvince], App]
) -> None:
    app = app_of(vinh_long)
    app.signs_in()
    assert app.get("/me/wishes").json() == {"language": "vi", "unwanted": []}
    wanted = {"language": "en", "unwanted": ["email", "zalo"]}
    assert app.ask("put", "/me/wishes", wanted).status_code == 200
    assert app.get("/me/wishes").json() == wanted
    assert app.ask("put", "/me/wishes", {"language": "fr", "unwanted": []}).status_code == 422
    assert app.ask("put", "/me/wishes", {"language": "en", "unwanted": ["fax"]}).status_code == 422
    assert app_of(vinh_long).get("/me/wishes").status_code == 401
