from initiatives.web.page import Page


class Changes(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
