"""A form as a browser sends it back when nobody touches it."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class _Form(HTMLParser):
    """The first form of a page that has a field of this name."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self.field = field
        self.sent: list[tuple[str, str]] = []
        self.is_open = self.is_done = False
        self.select: str | None = None
        self.chosen: list[str] = []
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "form" and not self.is_done:
            self.sent, self.is_open = [], True
        if not self.is_open:
            return
        if tag == "input" and name:
            is_sent = told.get("type") not in ("checkbox", "radio") or "checked" in told
            self.sent += [(name, told.get("value", "on"))] if is_sent else []
        elif tag == "select":
            self.select, self.chosen = name, []
        elif tag == "option" and ("selected" in told or not self.chosen):
            self.chosen = [told.get("value", "")]
        elif tag == "textarea":
            self.area = name
            self.sent.append((name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.is_open:
            self.is_open = False
            self.is_done = any(name == self.field for name, _ in self.sent)
        elif tag == "select" and self.select:
            self.sent += [(self.select, value) for value in self.chosen]
            self.select = None
        elif tag == "textarea" and self.area:
            # A browser leaves out a newline that begins the field.
            self.sent[-1] = (self.area, self.sent[-1][1].removeprefix("\r").removeprefix("\n"))
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.is_open and self.area:
            self.sent[-1] = (self.area, self.sent[-1][1] + data)


def browser_form(html: str, field: str) -> MultiDict[str, str]:
    """What the first form of a page with a field of this name sends."""
    form = _Form(field)
    form.feed(html)
    assert form.is_done, f"no form has a field {field}"
    return MultiDict(form.sent)
