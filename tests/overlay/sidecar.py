"""For the tests of the overlay: the real server and view in an event loop of their own, fed from the test."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future

from assist.events import AnyEvent
from assist.push import OverlayServer
from assist.view import OverlayView


class Sidecar:
    """What a live call is to the overlay. `dismissed` and `misheard` hold the ids that the page sent."""

    def __init__(self) -> None:
        self.view = OverlayView()
        self.dismissed: list[str] = []
        self.misheard: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server: OverlayServer | None = None

    @property
    def server(self) -> OverlayServer:
        """The running server."""
        assert self._server is not None
        return self._server

    @property
    def port(self) -> int:
        """The port of the running server."""
        return int(self.server.url.split(":")[2].split("/")[0])

    def start(self, port: int = 0, *, english: bool = False) -> None:
        """Serves the overlay on `port`."""
        language = "en" if english else "id"
        closed = self.dismissed.append, language, self.misheard.append
        self._server = OverlayServer(port, self.view.snapshot, *closed)  # type: ignore[arg-type]
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

    def note(self, text: str) -> None:
        """Shows a note draft."""
        self._call(lambda: self.server.publish(self.view.set_note(text)))

    def notice(self, text: str) -> None:
        """Shows a notice."""
        self._call(lambda: self.server.publish(self.view.set_notice(text)))

    def cut(self) -> None:
        """Breaks the connection to every page without a goodbye."""

        def abort() -> None:
            for page in self.server._connections:
                page.transport.abort()

        self._call(abort)

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
