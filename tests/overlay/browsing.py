"""For the tests of the overlay: opening its page, looking at it, and keeping what was seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect
from pydantic import JsonValue

from tests.overlay.sidecar import Sidecar

PATIENCE_MS = 20_000
"""How long a test waits for what should be there at once: machines are loaded, and only a failure takes that long."""
expect.set_options(timeout=PATIENCE_MS)
SHOTS = Path(__file__).parents[1] / "_shots"
Scheme = Literal["light", "dark"]
NOTE = """Hasil: janji bayar, pasti.
Jumlah: Rp 200.000 (angsuran)
Tanggal: Jumat, 15 Mei 2026
Cara bayar: Minimarket Indomaret, oleh nasabah sendiri
Alasan: penghasilan menurun
Tindak lanjut: cek pembayaran pada 16 Mei 2026"""


def open_page(
    browser: Browser, sidecar: Sidecar, scheme: Scheme = "light", *, width: int = 360, height: int = 640
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=2
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(sidecar.server.url)
    expect(page.locator("#assist")).to_have_attribute("data-connection", "open")
    return page


def begin_memo(page: Page) -> None:
    """Presses the memo's key once the page shows the call: what is published takes a moment to get there."""
    expect(page.locator("memo-pad")).to_be_visible()
    page.keyboard.press("m")


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(350)  # the page's own transitions
    page.screenshot(path=SHOTS / f"{name}.png")


def wait_for(page: Page, sidecar: Sidecar, dismissed: list[JsonValue]) -> None:
    wait_until(page, lambda: sidecar.dismissed == dismissed)
    assert sidecar.dismissed == dismissed


def wait_until(page: Page, true: Callable[[], bool]) -> None:
    """Lets the page run until `true()`, for PATIENCE_MS at most; the test then says what is wrong."""
    for _ in range(PATIENCE_MS // 20):
        if true():
            return
        page.wait_for_timeout(20)


def told(page: Page, sidecar: Sidecar, *messages: dict[str, JsonValue]) -> None:
    """Waits until the page has said just these messages, and forgets them."""
    wait_until(page, lambda: len(sidecar.told) >= len(messages))
    assert sidecar.told == list(messages)
    sidecar.heard.clear()


def contrast(page: Page, selector: str) -> float:
    """The contrast of a text to what is behind it (WCAG 2.2, relative luminance), read from the browser's pixels."""
    ratio = page.locator(selector).first.evaluate(
        """(node) => {
          const paint = (color) => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = (color) => {
            const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            const [r, g, b] = paint(color).map((c) => linear(c / 255));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          document.getAnimations().forEach((animation) => animation.finish());
          let behind = node;
          while (paint(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
          const [a, b] = [luminance(getComputedStyle(node).color), luminance(getComputedStyle(behind).backgroundColor)];
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }"""
    )
    return float(ratio)
