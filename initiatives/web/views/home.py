from initiatives.web.page import Page


class Home(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
