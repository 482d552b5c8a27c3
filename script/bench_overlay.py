"""From the push of a tip to its paint: how late the overlay itself is, beside what a call costs.

    script/bench overlay [--tips N]

The program's server and view in this process, the page in headless Chromium. Zero is the moment before the event is
given to the server's thread, by the clock on the wall; the page's clock is the same. The paint is the task behind the
next frame (as in `bench_paint.py`). Tips come at uneven distances, so that none falls in step with the frames.
"""

import argparse
import random
import time

import numpy as np
from bench_live import launch
from bench_machine import machine
from bench_paint import WATCH
from playwright.sync_api import Page, sync_playwright

from tests.overlay.sidecar import Sidecar
from tests.sample_call import STARTED, promise, tip

LEVELS = ("ask", "warn", "red")
WAIT_S = (0.05, 0.15)


def main() -> None:
    """Pushes tips and prints the percentiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tips", type=int, default=300)
    given = parser.parse_args()
    print(f"machine: {machine()}")
    sidecar = Sidecar()
    sidecar.start()
    try:
        with sync_playwright() as driver:
            browser = launch(driver)
            page = browser.new_page(viewport={"width": 380, "height": 700})
            page.add_init_script(WATCH)
            page.goto(sidecar.server.url)
            page.wait_for_selector("[data-connection=open]")
            sidecar.feed(STARTED, promise())
            late_ms = np.array(measure(page, sidecar, given.tips))
            browser.close()
    finally:
        sidecar.close()
    p50, p95, p99 = np.percentile(late_ms, (50, 95, 99))
    print(f"\nms from push to paint   tips     p50     p95     p99     max\n{'':22}{len(late_ms):6}", end="")
    print(f"{p50:8.1f}{p95:8.1f}{p99:8.1f}{late_ms.max():8.1f}")


def measure(page: Page, sidecar: Sidecar, tips: int) -> list[float]:
    """The delay of each tip in milliseconds; raises RuntimeError where one was not painted."""
    chance = random.Random(7)
    pushed_ms = []
    for number in range(tips):
        # each text is another one, so that its paint can be told from the last
        event = tip(f"t{number}", LEVELS[number % 3]).model_copy(
            update={"say": f"Tanggal pastinya berapa, Bu? {number}"}
        )
        pushed_ms.append(time.time() * 1e3)
        sidecar.feed(event)
        page.wait_for_timeout(1e3 * chance.uniform(*WAIT_S))
    painted = {item["say"]: item["at_ms"] for item in page.evaluate("window.bench.painted")}
    if len(painted) != tips:
        raise RuntimeError(f"{tips} tips were pushed, {len(painted)} painted")
    return [painted[f"Tanggal pastinya berapa, Bu? {number}"] - at_ms for number, at_ms in enumerate(pushed_ms)]


if __name__ == "__main__":
    main()
