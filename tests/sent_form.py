"""What a browser would send of the forms of a page if nobody touched them."""

from html.parser import HTMLParser


def sent_form(markup: str) -> dict[str, str]:
    """Name → value of every field that would be sent, the buttons left out; of several of one name the last."""
    reader = _Reader()
    reader.feed(markup)
    return reader.sent


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sent, self.select, self.area = {}, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "select":
            self.select, self.chosen = name, None
        elif tag == "option" and self.select and (self.chosen is None or "selected" in given):
            self.chosen = value
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            if given.get("type") in ("checkbox", "radio"):
                if "checked" in given:
                    self.sent[name] = given.get("value", "on")
            else:
                self.sent[name] = value

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select and self.chosen is not None:
            self.sent[self.select] = self.chosen
        if tag == "textarea" and self.area:
            self.sent[self.area] = self.text.removeprefix("\r\n").removeprefix("\n")
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None
