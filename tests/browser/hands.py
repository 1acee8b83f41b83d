"""How somebody works with a page: with the mouse, or with nothing but the keyboard."""

from __future__ import annotations

MOST_TABS = 400
ONE_HAS_THE_FOCUS = "(elements) => elements.includes(document.activeElement)"


class Mouse:
    """Points and clicks."""

    def press(self, target) -> None:
        """Press a link, a button or the heading of a fold."""
        target.click()

    def choose(self, page, name: str, value: str) -> None:
        """Choose one of several answers."""
        page.locator(f"input[type=radio][name={name}][value={value}] + label").click()

    def tick(self, box) -> None:
        """Tick a box."""
        box.check()

    def type(self, field, text: str) -> None:
        """Write into a field what shall stand in it."""
        field.fill(text)


class Keyboard:
    """Tab, Enter, Space, arrows and letters."""

    def press(self, target) -> None:
        """Go there with Tab, and press Enter."""
        self._go_to(target)
        target.page.keyboard.press("Enter")

    def choose(self, page, name: str, value: str) -> None:
        """Go to the answers with Tab, and to the wanted one with the arrows."""
        wanted = page.locator(f"input[type=radio][name={name}][value={value}]")
        answers = page.locator(f"input[type=radio][name={name}]")
        self._go_to(answers)
        page.keyboard.press("Space")
        for _ in range(answers.count()):
            if wanted.is_checked():
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {name} {value}")

    def tick(self, box) -> None:
        """Go there with Tab, and press Space."""
        self._go_to(box)
        box.page.keyboard.press("Space")

    def type(self, field, text: str) -> None:
        """Go there with Tab, and write over what stands in it."""
        self._go_to(field)
        field.page.keyboard.press("Control+A")
        field.page.keyboard.type(text)

    def _go_to(self, target) -> None:
        """Press Tab until the target, or one of several, has the focus."""
        target.first.wait_for()
        for _ in range(MOST_TABS):
            if target.evaluate_all(ONE_HAS_THE_FOCUS):
                return
            target.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")
