"""Forms of a page as a browser sends them: every control with the content that it was shown with."""

from html.parser import HTMLParser


def form_of(answer, name=""):
    """Return what the form of a page sends when its button is clicked; ``name`` is a part of its class or action."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    forms = [form for form in reader.forms if name in form.address or name in form.classes]
    assert forms, f"no form “{name}” on the page"
    return forms[0].sent


class _Form:
    def __init__(self, attributes):
        self.address = attributes.get("action") or ""
        self.classes = attributes.get("class") or ""
        self.sent = {}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self.text_of = self.select = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append(_Form(given))
        elif tag == "input" and given.get("name") and given.get("type") not in ("submit", "button"):
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.forms[-1].sent[given["name"]] = given.get("value", "on" if "checked" in given else "")
        elif tag == "textarea":
            self.text_of = given["name"]
            self.forms[-1].sent[self.text_of] = ""
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and ("selected" in given or self.select not in self.forms[-1].sent):
            self.forms[-1].sent[self.select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser drops the line break right after the opening tag.
            self.forms[-1].sent[self.text_of] = self.forms[-1].sent[self.text_of].removeprefix("\n")
            self.text_of = None

    def handle_data(self, data):
        if self.text_of:
            self.forms[-1].sent[self.text_of] += data
