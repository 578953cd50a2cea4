"""The ground that every page stands on: contrast in both lights, no style or script in the markup, small files."""

import gzip
import math
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = [
    path for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html") if "email" not in path.parts
]  # mail has no stylesheets: its style attributes are asked for
STYLESHEETS = sorted(STATIC.glob("*.css"))
LIGHTS = ["light", "dark"]
PAPERS = ["--paper", "--paper-tint", "--paper-press"]


def luminance(colour):
    """Relative luminance (WCAG 2.2) of `#rrggbb` or `oklch(lightness chroma hue)`."""
    if colour.startswith("#"):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    else:
        lightness, chroma, hue = (float(number) for number in re.findall(r"[\d.]+", colour))
        a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
        long, medium, short = (  # CSS Color 4, conversion of Oklab to linear sRGB
            (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
            (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
            (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
        )
        red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
        green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
        blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(c, 0), 1) for c in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colours(light):
    pairs = re.findall(
        r"(--[\w-]+):\s*light-dark\((#\w+|oklch\([^)]*\)),\s*(#\w+|oklch\([^)]*\))\)", (STATIC / "desk.css").read_text()
    )
    return {name: pair[LIGHTS.index(light)] for name, *pair in pairs}


def contrast(light, name, ground):
    lighter, darker = sorted((luminance(colours(light)[name]), luminance(colours(light)[ground])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_luminance_agrees_with_known_contrasts():
    assert (1.05) / (luminance("#767676") + 0.05) == pytest.approx(4.54, abs=0.01)  # the grey of WCAG's examples
    assert luminance("oklch(1 0 0)") == pytest.approx(1, abs=0.001)
    assert luminance("oklch(0.62796 0.25768 29.234)") == pytest.approx(0.2126, abs=0.001)  # sRGB red, CSS Color 4


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("ground", [*PAPERS, "--blue-tint"])
@pytest.mark.parametrize("ink", ["--ink", "--ink-soft", "--ink-faint", "--blue"])
def test_what_is_read_stands_out_on_every_paper(ink, ground, light):
    assert contrast(light, ink, ground) >= 4.5


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("ground", ["--paper", "--paper-tint", "--paper-press", "--late-tint"])
def test_late_can_be_read(ground, light):
    assert contrast(light, "--late", ground) >= 4.5


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize(
    ("mark", "ground"), [("--rule-edge", "--paper"), ("--rule-edge", "--paper-press"), ("--un", "--paper")]
)
def test_edges_of_controls_and_marks_can_be_seen(mark, ground, light):
    assert contrast(light, mark, ground) >= 3


@pytest.mark.parametrize("light", LIGHTS)
def test_a_seat_in_favour_and_the_first_button_can_be_read(light):
    assert contrast(light, "--ink", "--blue-band") >= 4.5
    assert contrast(light, "--paper", "--blue") >= 4.5


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_style_attribute_and_no_script(template):
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", template.read_text(), flags=re.S)
    assert not re.search(r"\sstyle\s*=", source), "the content security policy refuses style attributes"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", source), "the content security policy refuses inline handlers"
    assert not re.search(r"hx-on|hx-vals=['\"]js:|javascript:", source), "htmx may not evaluate text"
    assert not re.search(r"<script(?![^>]*\ssrc=)", source), "scripts are files"
    assert not re.search(r"<style(?![^>]*nonce=)", source), "a style block needs the page's nonce"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_shape_that_a_template_uses_is_in_the_sprite(template):
    sprite = (Path(settings.BASE_DIR) / "templates/parts/sprite.html").read_text()
    for shape in re.findall(r'<use href="#([\w-]+)"', template.read_text()):
        assert f'id="{shape}"' in sprite


@pytest.mark.parametrize("stylesheet", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheets_know_no_left_and_right(stylesheet):
    rules = re.sub(r"/\*.*?\*/", "", stylesheet.read_text(), flags=re.S)
    physical = r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float)\s*:"
    assert not re.findall(physical, rules)
    assert not re.findall(r"text-align:\s*(?:left|right)", rules)


def test_stylesheets_name_only_files_that_are_there_and_nothing_from_elsewhere():
    for stylesheet in STYLESHEETS:
        for address in re.findall(r"url\(\"?([^\")]+)", stylesheet.read_text()):
            assert (STATIC / address).is_file()


def test_every_style_is_in_a_layer_that_is_in_order():
    order = re.search(r"@layer ([\w, ]+);", (STATIC / "desk.css").read_text())[1].split(", ")
    used = [name for path in STYLESHEETS for name in re.findall(r"@layer (\w+) {", path.read_text())]
    assert set(used) == set(order)


def test_the_licence_of_the_fonts_travels_with_them():
    licence = (STATIC / "fonts/OFL.txt").read_text()
    for font in (STATIC / "fonts").glob("*.woff2"):
        assert font.name in licence


def test_a_first_visit_loads_little():
    base = (Path(settings.BASE_DIR) / "templates/base.html").read_text()
    own = [STATIC / name for name in re.findall(r"static ['\"]([\w.-]+\.(?:css|js))['\"]", base)]
    assert len(own) >= 4
    assert sum(len(gzip.compress(path.read_bytes())) for path in own) < 20_000
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) < 105_000
