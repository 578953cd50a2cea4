"""How many presses a job takes, by the rules of a day with each user."""


class Clicks:
    """Follows links and buttons, and counts them."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def in_mail(self, address):
        """Press a link in a mail program, which opens it in the browser."""
        self.number += 1
        self.page.goto(address)

    def on(self, name, role="link", within=None):
        self.number += 1
        (within or self.page).get_by_role(role, name=name, exact=True).first.click()
