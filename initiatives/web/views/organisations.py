from initiatives.web.page import Page


class Organisations(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class OrganisationPage(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
