"""Carries the utterances of one channel to a recogniser server, in a thread of its own.

vosk-server ends an utterance only by ending the stream, so each has a connection; the next one is opened as soon as the
last final is there, and waits. The thread runs an event loop: a wait that a server does not let end can be given up.
"""

import asyncio
import logging
import threading
from contextlib import suppress
from time import monotonic
from typing import Any

from websockets.asyncio.client import ClientConnection

from assist.config import RemoteSettings
from assist.speech.remote.addresses import shown
from assist.speech.remote.delivery import Delivery
from assist.speech.remote.dialling import Dialler, Faults, reason
from assist.speech.remote.vosk_protocol import ProtocolError, config_message, read_answer

FIRST_DELAY_S = 0.25
LONGEST_DELAY_S = 5.0
"""When no server serves, all are tried again after FIRST_DELAY_S, which doubles each time up to this."""
COLLECT_S = 0.01
"""How long it is waited for more audio to send, or for the end."""
LOOK_S = 0.05
"""How often it is looked whether an utterance that is on its way was given up."""
logger = logging.getLogger(__name__)


class Courier:
    """One channel's thread and connection; it carries one utterance after another to the first server that serves.

    A connection that fails is replaced, by one to the next address in turn, and hears the whole utterance again.
    """

    def __init__(self, dialler: Dialler, settings: RemoteSettings) -> None:
        self._dialler = dialler
        self._answer_s = settings.answer_s
        self._config = config_message(settings.sample_rate_hz)
        self._at = 0
        self._faults = 0
        self._told: dict[str, str] = {}
        self._delivery: Delivery | None = None
        self._failure: BaseException | None = None
        self._loop = asyncio.new_event_loop()
        self._deliveries: asyncio.Queue[Delivery] = asyncio.Queue()
        self._task = self._loop.create_task(self._main())
        threading.Thread(target=self._run, args=(self._task,), daemon=True, name="courier").start()

    def carry(self, delivery: Delivery) -> None:
        """Takes an utterance on its way; audio may still be added to it. Raises what broke the thread, if anything."""
        if self._failure is not None:
            raise RuntimeError("the courier's thread has failed") from self._failure
        self._loop.call_soon_threadsafe(self._deliveries.put_nowait, delivery)

    def close(self) -> None:
        """Ends thread and connection, without waiting for them. Nothing is carried afterwards."""
        with suppress(RuntimeError):  # its loop has ended already
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self, main: "asyncio.Task[None]") -> None:
        try:
            self._loop.run_until_complete(main)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # not a server's fault, but ours: the recogniser's thread is told
            self._failure = error
        finally:
            self._loop.run_until_complete(_end(*asyncio.all_tasks(self._loop)))  # websockets leaves its keepalive
            self._loop.close()

    async def _main(self) -> None:
        while True:
            began_s = monotonic()
            try:
                async with self._dialler.open(self._dialler.urls[self._at]) as connection:
                    await self._carry(await self._next(connection), connection)
                self._faults = 0
                self._told.clear()
            except Faults as fault:
                if monotonic() - began_s >= LONGEST_DELAY_S:
                    self._faults = 0  # it served for a while
                await self._back_off(reason(fault))

    async def _back_off(self, why: str) -> None:
        """Turns to the next address; once all have failed, waits before it does."""
        url = self._dialler.urls[self._at]
        self._at = (self._at + 1) % len(self._dialler.urls)
        self._faults += 1
        rounds = min(self._faults - len(self._dialler.urls), 10)
        delay_s = min(FIRST_DELAY_S * 2**rounds, LONGEST_DELAY_S) if rounds >= 0 else 0.0
        if self._told.get(url) != why:  # while servers are away, each line would come every few seconds
            logger.warning("engine remote: %s: %s; a server is tried again until one serves", shown(url), why)
        self._told[url] = why
        await asyncio.sleep(delay_s)

    async def _next(self, connection: ClientConnection) -> Delivery:
        """The utterance that is still to be brought to its end, or the next one. Raises Faults if the server leaves."""
        while self._delivery is None or self._delivery.over:
            calling = asyncio.ensure_future(self._deliveries.get())
            watching = asyncio.ensure_future(connection.recv())
            try:
                await asyncio.wait((calling, watching), return_when=asyncio.FIRST_COMPLETED)
                if calling.done():
                    self._delivery = calling.result()
                    continue
                watching.result()  # raises that the connection was closed
                raise ProtocolError("the server spoke unasked")
            finally:
                await _end(calling, watching)
        return self._delivery

    async def _carry(self, delivery: Delivery, connection: ClientConnection) -> None:
        """Returns when the utterance is final; raises one of Faults, also when it was given up meanwhile."""
        delivery.restart()
        await connection.send(self._config)
        sending = asyncio.ensure_future(_send(delivery, connection))
        try:
            await self._receive(delivery, connection)
        finally:
            await _end(sending)
        if not delivery.final_came:
            raise TimeoutError("gave no final in time")  # the next utterance may fare better elsewhere

    async def _receive(self, delivery: Delivery, connection: ClientConnection) -> None:
        heard_s = monotonic()
        while not delivery.over:
            try:
                async with asyncio.timeout(LOOK_S):
                    message = await connection.recv()
            except TimeoutError:
                if not delivery.waits_for_answer:
                    heard_s = monotonic()
                elif monotonic() - heard_s > self._answer_s:
                    raise TimeoutError(f"gave no answer for {self._answer_s:.1f} s") from None
            else:
                heard_s = monotonic()
                delivery.take(read_answer(message))


async def _send(delivery: Delivery, connection: ClientConnection) -> None:
    with suppress(*Faults):  # whoever receives meets them too
        while not delivery.over:
            message = delivery.next_message()
            if message is None:
                await asyncio.sleep(COLLECT_S)
            else:
                await connection.send(message)


async def _end(*tasks: "asyncio.Task[Any]") -> None:
    """Cancels what still runs and waits for it; what went wrong in it was told, or is of no matter by now."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
