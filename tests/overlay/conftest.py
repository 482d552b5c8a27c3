"""The system's Chromium and a running sidecar; without Chromium or Playwright these tests skip."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.chromium import open_chromium
from tests.overlay.sidecar import Sidecar

if TYPE_CHECKING:  # Playwright may not be installed
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="package")
def browser() -> "Iterator[Browser]":
    with open_chromium() as opened:
        yield opened


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
