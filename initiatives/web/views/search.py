from initiatives.web.page import Page


class Search(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
