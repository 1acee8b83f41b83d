from initiatives.web.page import Page


class Update(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Confirm(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Reopen(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class DateKinds(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class ChangeDate(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Correct(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()


class Withdraw(Page):
    template = "base.html"

    def get(self, request, **names):
        return self.show()
