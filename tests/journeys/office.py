"""An organiser's way into the office."""

from playwright.sync_api import Page

from pantbox.places.organisations import Role
from tests.admin.office import PASSWORD, address


def log_in(page: Page, organisation: str, role: Role = Role.OWNER) -> None:
    """Type what whoever has this role logs in with."""
    page.goto("/admin/")
    page.get_by_label("E-mail").fill(address(organisation, role))
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/admin/**")
