import re

import numpy as np
import pytest

from assist.audio.capture import UNAVAILABLE, BlockQueue, cannot_open
from assist.audio.devices import Device

HEADSET = Device(0, "USB Headset", 2, 48_000)


def block(value: float, count: int = 4, channels: int = 1) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.full((count, channels), value, np.float32)


def test_blocks_come_out_in_order_with_where_they_begin() -> None:
    blocks = BlockQueue()
    for number in range(3):
        blocks.put(block(number / 10), float(number))
    taken = blocks.take()
    assert [(item.start, item.arrived_s) for item in taken] == [(0, 0.0), (4, 1.0), (8, 2.0)]
    assert taken[2].samples == pytest.approx(np.full(4, 0.2))
    assert blocks.take() == []


def test_a_full_queue_drops_the_oldest_which_the_next_start_tells() -> None:
    blocks = BlockQueue(blocks=3)
    for number in range(5):
        blocks.put(block(0.0), float(number))
    assert [item.start for item in blocks.take()] == [8, 12, 16]


def test_several_channels_become_one() -> None:
    blocks = BlockQueue()
    blocks.put(np.array([[0.2, 0.4], [-0.2, 0.2]], np.float32), 0.0)
    assert blocks.take()[0].samples == pytest.approx([0.3, 0.0])


def test_a_block_outlives_the_memory_that_it_came_in() -> None:
    blocks, memory = BlockQueue(), block(0.5)
    blocks.put(memory, 0.0)
    memory[:] = 0
    assert blocks.take()[0].samples.all()


ERRORS: dict[str, tuple[tuple[object, ...], str]] = {
    "held by another, PortAudio's code": (("Error opening InputStream: Device unavailable", UNAVAILABLE), "is in use"),
    "held by another, ALSA's code": (("Unanticipated", -9999, (0, -16, "Device or resource busy")), "is in use"),
    "gone": (("Unanticipated host error", -9999, (0, -5, "Input/output error")), r"cannot be opened \(Input/output"),
    "a format": (
        ("Error opening InputStream: Invalid sample rate", -9997),
        r"cannot be opened \(Invalid sample rate\)",
    ),
    "a bare text": (("no reason",), r"cannot be opened \(no reason\)"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_a_device_that_cannot_be_opened_is_one_line_with_the_fix(name: str) -> None:
    arguments, expected = ERRORS[name]
    message = str(cannot_open(HEADSET, Exception(*arguments)))
    assert message.startswith("USB Headset: ")
    assert re.search(expected, message)
    assert "assist devices" in message
