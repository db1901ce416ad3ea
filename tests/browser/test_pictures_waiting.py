"""The list of published results whose pictures wait, in a browser."""

import pytest
from playwright.sync_api import expect
from tests.browser.test_public_pictures import Published, published
from tests.browser.visitor import Watched

__all__ = ["published"]

pytestmark = [pytest.mark.browser, pytest.mark.clause("VL.7.5", "ST.4.5")]


def test_an_officer_comes_from_the_menu_to_the_pictures_that_wait(
    published: Published, watched: Watched
) -> None:
    desk = watched.signed_in("bientap")
    desk.open("/desk/anh-cho/")
    expect(desk.page.locator("nav").get_by_role("link", name="Ảnh chờ công khai")).to_have_attribute(
        "aria-current", "page"
    )
    desk.look("waiting-pictures")
    desk.follow(published.case.code)
    expect(desk.page.locator("#lenh-release-pictures:target")).to_be_visible()
    assert watched.faults == []


def test_the_list_is_readable_on_a_telephone(published: Published, watched: Watched) -> None:
    desk = watched.signed_in("bientap")
    desk.page.set_viewport_size({"width": 360, "height": 780})
    desk.open("/desk/anh-cho/")
    expect(desk.page.get_by_role("link", name=published.case.code)).to_be_visible()
    desk.look("waiting-pictures")
