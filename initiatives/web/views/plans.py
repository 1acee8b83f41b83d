from initiatives.web.page import Page


class Plans(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class PlanPage(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
