from initiatives.web.page import Page


class Timeline(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
