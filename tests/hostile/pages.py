"""The office as a machine at a browser sees it: its links, its forms, and what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.admin.office import Browser

OUT = "/admin/logout"
NO_PAGES = (OUT, ".pdf", ".zip", ".csv", ".json")


@dataclass
class Form:
    """One form of a page: where its button leads, and its fields as they are filled in."""

    page: str
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """A page taken apart."""

    def __init__(self, page: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.forms: list[Form] = []
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.texts: list[str] = []
        self._select = self._area = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.handlers |= {name for name in told if name.startswith("on")}
        self.texts += told.values()
        if tag == "a":
            self.links.add(self._here(told.get("href", "")))
        elif tag == "form":
            self.forms.append(
                Form(
                    self.page,
                    self._here(told.get("action", "") or self.page),
                    told.get("method", "get").lower(),
                )
            )
        elif self.forms and told.get("name"):
            self._note_field(tag, told)
        elif tag == "option" and self._select and "selected" in told:
            self.forms[-1].fields[self._select] = told.get("value", "")

    def _note_field(self, tag: str, told: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        name = told["name"]
        if tag == "select":
            self._select = name
            fields.setdefault(name, "")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""
        elif told.get("type") in ("checkbox", "radio"):
            if "checked" in told or name not in fields:
                fields[name] = told.get("value", "on")
        elif tag == "input":
            fields[name] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._area:
            self.forms[-1].fields[self._area] += data

    def _here(self, link: str) -> str:
        return urljoin(self.page, link)


def walk(browser: Browser, start: str = "/admin/", pages_max: int = 80) -> dict[str, Reader]:
    """Every page of the office that links lead to from `start`, each once whatever is asked of it."""
    found: dict[str, Reader] = {}
    waiting, seen = [start], {start}
    while waiting and len(found) < pages_max:
        page = waiting.pop(0)
        answer = browser.get(page, follow_redirects=True)
        assert answer.status_code < 500, page
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[page] = Reader(page, answer.text)
            for link in sorted(found[page].links):
                path = urlsplit(link).path
                if path.startswith("/admin/") and path not in seen and not path.endswith(NO_PAGES):
                    seen.add(path)
                    waiting.append(path)
    return found


def forms_of(pages: dict[str, Reader]) -> list[Form]:
    """Every form that changes something, each once, but the one that logs out."""
    found = {form.action: form for page in pages.values() for form in page.forms if form.method == "post"}
    return [form for action, form in sorted(found.items()) if action != OUT]
