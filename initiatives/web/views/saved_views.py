from initiatives.web.page import Page


class Save(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Remove(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
