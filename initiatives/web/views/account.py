from initiatives.web.page import Page


class Account(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class MakeToken(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class RevokeToken(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class ChangePassword(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
