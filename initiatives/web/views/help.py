from initiatives.web.page import Page


class Help(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Accessibility(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
