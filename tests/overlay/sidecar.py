"""For the tests of the overlay: a real server in an event loop of its own, fed from the test.

`feed`, `note` and `notice` go through the view; `show` publishes parts as they are.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future

from pydantic import JsonValue

from assist.events import AnyEvent
from assist.push.doors import NO_WAY_BACK, overlay_door
from assist.push.messages import Dismiss, FromOverlay
from assist.push.server import OverlayServer
from assist.push.way_back import WayBack
from assist.view.parts import AccountPart
from assist.view.view import OverlayView


class Sidecar:
    """What a running sidecar is to the overlay. `heard` holds what the page said."""

    def __init__(self) -> None:
        self.view = OverlayView()
        self.heard: list[FromOverlay] = []
        self._shown: dict[str, JsonValue] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server: OverlayServer | None = None

    @property
    def told(self) -> list[dict[str, JsonValue]]:
        """What the page said, as it said it."""
        return [message.model_dump(mode="json", exclude_unset=True) for message in self.heard]

    @property
    def dismissed(self) -> list[str]:
        """The ids of the tips that the page dismissed."""
        return [message.tip_id for message in self.heard if isinstance(message, Dismiss)]

    @property
    def server(self) -> OverlayServer:
        """The running server."""
        assert self._server is not None
        return self._server

    @property
    def port(self) -> int:
        """The port of the running server."""
        return int(self.server.url.split(":")[2].split("/")[0])

    def start(self, port: int = 0, *, english: bool = False, way_back: WayBack = NO_WAY_BACK) -> None:
        """Serves the overlay on `port`."""
        language = "en" if english else "id"
        doors = [overlay_door(self.heard.append, way_back)]
        self._server = OverlayServer(port, self._snapshot, doors, language)  # type: ignore[arg-type]
        asyncio.run_coroutine_threadsafe(self._server.__aenter__(), self._loop).result(10)

    def stop(self) -> None:
        """Ends the server, as the end of the program does."""
        if self._server is not None:
            asyncio.run_coroutine_threadsafe(self._server.__aexit__(None, None, None), self._loop).result(10)
            self._server = None

    def close(self) -> None:
        """Ends all."""
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def feed(self, *events: AnyEvent) -> None:
        """Lets the view take the events in, and publishes what they change."""
        for event in events:
            self._call(lambda event=event: self.server.publish(self.view.feed(event)))  # type: ignore[misc]

    def show(self, **parts: JsonValue) -> None:
        """Publishes parts as they are; every later snapshot holds them too."""

        def work() -> None:
            self._shown |= parts
            self.server.publish(parts)

        self._call(work)

    def note(self, text: str, saved: str | None = None) -> None:
        """Shows a note draft, and the agent's version of it."""
        self._call(lambda: self.server.publish(self.view.set_note(text, saved)))

    def account(self, card: AccountPart | None) -> None:
        """Shows the account card."""
        self._call(lambda: self.server.publish(self.view.set_account(card)))

    def status(self, **update: object) -> None:
        """Changes the status, as between calls."""
        self._call(lambda: self.server.publish(self.view.set_status(**update)))

    def notice(self, text: str) -> None:
        """Shows a notice."""
        self._call(lambda: self.server.publish(self.view.set_notice(text)))

    def forget(self) -> None:
        """Forgets what the page has said."""
        self.told.clear()

    def cut(self) -> None:
        """Breaks the connection to every page without a goodbye."""

        def abort() -> None:
            for page in list(self.server._connections):
                page.transport.abort()

        self._call(abort)

    def _snapshot(self) -> dict[str, JsonValue]:
        return {**self.view.snapshot(), **self._shown}

    def _call(self, work: Callable[[], object]) -> None:
        done: Future[None] = Future()

        def run() -> None:
            try:
                work()
                done.set_result(None)
            except BaseException as error:
                done.set_exception(error)

        self._loop.call_soon_threadsafe(run)
        done.result(10)
