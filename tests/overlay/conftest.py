"""The system's Chromium and a running sidecar; without Chromium or Playwright these tests skip."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.overlay.sidecar import Sidecar

if TYPE_CHECKING:  # Playwright may not be installed
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> "Iterator[Browser]":
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        pytest.skip("no Chromium on this system")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        opened = driver.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def sidecar() -> Iterator[Sidecar]:
    running = Sidecar()
    running.start()
    yield running
    running.close()


@pytest.fixture
def page(browser: "Browser", sidecar: Sidecar) -> "Iterator[Page]":
    from tests.overlay.browsing import open_page

    opened = open_page(browser, sidecar)
    yield opened
    opened.context.close()
