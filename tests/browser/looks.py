"""How a page looks to who cannot see it, in the dark, and in a narrow window; it is loaded once for all of that."""

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (1440, 390, 320)
HANGS_ON_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def no_barrier(page):
    """That axe finds nothing on the page as it stands; in the dark what hangs on colours is looked at anew."""
    for scheme, options in (("light", None), ("dark", HANGS_ON_COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{page.url} in the {scheme}: {found.generate_report()}"


def no_scrolling_sideways(page, widths=WIDTHS):
    """That the page as it stands is no wider than its window."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"
