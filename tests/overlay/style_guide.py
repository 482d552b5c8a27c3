"""Pictures of the style guide, and how far two of them differ.

`python -m tests.overlay.style_guide` draws the baseline anew: look at the pictures in `tests/overlay/baseline` before
you commit them. They hold for one font, whose measure stands beside them: other fonts break lines elsewhere.
"""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.chromium import open_chromium
from tests.overlay.sidecar import Sidecar

BASELINE = Path(__file__).parent / "baseline"
NAMES = ("id-light", "id-dark", "en-light", "en-dark")
WIDTH = 1200
KEPT = 2
"""The baseline holds every second pixel of each direction: a picture has some 100 kB."""
CELL = 6
"""Pictures are compared in cells of so many kept pixels, about a word: smoothing of letters averages out."""
DIFFERENT = 14.0
"""The mean of a cell, in levels of 255 of one channel, differs from here on. The palette of the baseline alone gives 5,
a word that comes or goes 30 and more."""
FONT = """
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = `100px ${getComputedStyle(document.body).fontFamily}`;
  return Math.round(canvas.measureText("Tanggal pastinya berapa, Bu?").width);
}
"""
BOXES = """
() => [...document.querySelectorAll(".specimen")].map((node) => {
  const box = node.getBoundingClientRect();
  return { title: node.firstElementChild.textContent, x: box.x, y: box.y, right: box.right, bottom: box.bottom };
})
"""


@dataclass(frozen=True)
class Drawn:
    """A picture of the guide, the measure of its font, and where each specimen stands (in CSS pixels)."""

    picture: Image.Image
    font: int
    boxes: list[dict[str, float | str]]


def open_guide(browser: Browser, sidecar: Sidecar, name: str) -> Page:
    """The guide in a language and a theme, at a fixed time and without motion."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time("2026-05-11T09:00:00+07:00")
    page.goto(f"http://127.0.0.1:{sidecar.port}/style#{name}")
    expect(page.locator("body")).to_have_attribute("data-drawn", name, timeout=20_000)
    return page


def draw(page: Page) -> Drawn:
    """The picture of an open guide."""
    whole = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    picture = whole.resize((whole.width // KEPT, whole.height // KEPT), Image.Resampling.BOX)
    return Drawn(picture, page.evaluate(FONT), page.evaluate(BOXES))


def baseline(name: str) -> tuple[Image.Image, int]:
    """The picture that was looked at and kept, and the measure of its font."""
    return Image.open(BASELINE / f"{name}.png").convert("RGB"), json.loads((BASELINE / "font.json").read_text())[
        "width"
    ]


def differences(drawn: Drawn, kept: Image.Image) -> list[str]:
    """The titles of the specimens that look different, in the order of the page; what is longer counts as different."""
    size = (max(drawn.picture.width, kept.width), max(drawn.picture.height, kept.height))
    apart = np.abs(_cells(drawn.picture, size) - _cells(kept, size)).max(axis=2)
    spots = [(x * CELL * KEPT, y * CELL * KEPT) for y, x in np.argwhere(apart >= DIFFERENT).tolist()]
    found = [str(box["title"]) for box in drawn.boxes if any(_within(spot, box) for spot in spots)]
    return found or (["between the specimens"] if spots else [])


def _cells(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    canvas = Image.new("RGB", size)
    canvas.paste(picture)
    grid = canvas.resize((size[0] // CELL, size[1] // CELL), Image.Resampling.BOX)
    return np.asarray(grid, dtype=np.float32)


def _within(spot: tuple[int, int], box: dict[str, float | str]) -> bool:
    side = CELL * KEPT
    inside_x = float(box["x"]) - side < spot[0] < float(box["right"])
    return inside_x and float(box["y"]) - side < spot[1] < float(box["bottom"])


def main() -> None:
    """Draws the baseline anew."""
    BASELINE.mkdir(exist_ok=True)
    sidecar = Sidecar()
    sidecar.start()
    with open_chromium() as browser:
        for name in NAMES:
            page = open_guide(browser, sidecar, name)
            drawn = draw(page)
            drawn.picture.quantize(256, Image.Quantize.MAXCOVERAGE).save(BASELINE / f"{name}.png", optimize=True)
            (BASELINE / "font.json").write_text(json.dumps({"width": drawn.font}) + "\n")
            page.context.close()
    sidecar.close()


if __name__ == "__main__":
    main()
