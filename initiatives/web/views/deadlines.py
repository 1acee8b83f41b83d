from initiatives.web.page import Page


class Deadlines(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Overdue(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class ConfirmSelected(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
