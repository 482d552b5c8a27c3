"""Measures, and prints figures for README with the machine named. Quiet the machine first: others' load counts too.

    script/bench [--seconds N] [--times N] [CALL ...]     CALL: a demo call's name or a stereo file (default: the demos)

Each call plays in real time in a process of its own, its overlay open in Chromium. CPU is the processor time of that
process over the time from its first line to the end of the call, in cores; memory is the largest resident size seen,
the loading of the model included; both without the browser. How paint times are taken: `bench_paint.py`.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from bench_live import Measured, launch, measure
from bench_machine import machine
from bench_paint import Delay
from bench_replay import replay_s
from playwright.sync_api import sync_playwright

from assist import demo
from assist.config import load_settings

REPLAYS = 3


def main() -> None:
    """Plays every call, replays an hour, and prints it all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after so many seconds of each call")
    parser.add_argument("--times", type=int, default=1, help="play each call so often; more tips, surer percentiles")
    parser.add_argument("calls", nargs="*", metavar="CALL")
    given = parser.parse_args()
    print(f"machine: {machine()}")
    names: list[str] = given.calls or [name for name in demo.names() if demo.audio_file(name).exists()]
    print_live(names * given.times, given.seconds)
    print_replay()


def print_live(names: Iterable[str], seconds: float) -> None:
    """A row for each call, then the delays of all their tips."""
    results: list[Measured] = []
    print("\ncall            seconds   cores   memory MB   audio lost   tips   unseen")
    with sync_playwright() as driver:
        browser = launch(driver)
        for name in names:
            result = measure(name, seconds, browser)
            results.append(result)
            lost = "yes" if result.lost else "none"
            print(
                f"{Path(name).name:14} {result.seconds:8.0f} {result.cores:7.2f} {result.rss_mb:11.0f}   {lost:10}"
                f" {len(result.delays):6} {result.unseen:8}",
                flush=True,
            )
        browser.close()
    print_delays([delay for result in results for delay in result.delays])
    print_texts([text_s for result in results for text_s in result.texts_s])


def print_delays(delays: list[Delay]) -> None:
    """What lies between a cause and its tip's text on the screen, without what the rules of display held back."""
    of = {kind: [delay for delay in delays if delay.kind == kind] for kind in ("spoken", "interruption", "other")}
    print("\nseconds from ... to the tip painted           tips     p50     p95")
    row("the end of what was said", [delay.from_end_s for delay in of["spoken"]])
    first = [delay for delay in of["interruption"] if delay.cause == "interruption"]
    severe = [delay for delay in of["interruption"] if delay.cause != "interruption"]
    row("the onset of an interruption", [delay.from_start_s for delay in first])
    row("the moment its overlap qualified", [delay.from_end_s for delay in first])
    row("the moment an overlap became severe", [delay.from_end_s for delay in severe])
    row("another measured cause", [delay.from_end_s for delay in of["other"]])
    print(f"held back by the rules of display: {sum(delay.kind == 'held' for delay in delays)}, not counted above")


def print_texts(texts_s: list[float]) -> None:
    """Every utterance's final text, tip or no tip: there are many more of them, so their percentiles are surer."""
    print("\nseconds from ... to its final text             texts     p50     p95")
    row("the end of an utterance (voice activity)", texts_s)


def row(what: str, values: list[float]) -> None:
    """One line of the table of delays."""
    p50, p95 = (f"{np.percentile(values, share):.2f}" if values else "-" for share in (50, 95))
    print(f"{what:44} {len(values):5} {p50:>7} {p95:>7}")


def print_replay() -> None:
    """The quickest of some replays: what else the machine does can only slow one down."""
    results = [replay_s(load_settings()) for _ in range(REPLAYS)]
    events, utterances, _ = results[0]
    took_s = min(result[2] for result in results)
    print(f"\nreplay of an hour ({events} events, {utterances} utterances): {took_s:.1f} s")


if __name__ == "__main__":
    main()
