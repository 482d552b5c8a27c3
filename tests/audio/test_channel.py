import pytest

from assist.audio.channel import MEND_S, Channel
from assist.audio.devices import Device
from assist.config import AudioSettings
from assist.events import SAMPLE_RATE_HZ

DEVICE = Device(0, "headset", 1, 48_000)


@pytest.fixture
def channel() -> Channel:
    return Channel("customer", DEVICE, AudioSettings())


ROUTES: dict[str, tuple[tuple[int, int] | None, dict[int, int], bool]] = {
    "as it was": ((3, 5), {1: 4, 3: 5}, False),
    "another source": ((3, 5), {1: 4, 3: 4}, True),
    "nothing was known": (None, {1: 4, 3: 5}, False),
    "a new stream, the same source": ((3, 5), {1: 4, 7: 5}, False),
    "a new stream, another source": ((3, 5), {1: 4, 7: 4}, True),
    "the stream is gone": ((3, 5), {1: 4}, False),
    "which new stream is not clear": ((3, 5), {1: 4, 7: 4, 8: 4}, False),
}


@pytest.mark.parametrize("name", ROUTES)
def test_a_stream_that_was_moved_is_noticed(name: str, channel: Channel) -> None:
    channel.route, routes, moved = ROUTES[name][0], ROUTES[name][1], ROUTES[name][2]
    assert channel.moved(routes, of_others={1}) is moved


def test_without_its_device_a_channel_is_lost_silence_goes_on_and_it_is_tried_again(channel: Channel) -> None:
    for tenth in range(1, 51):
        samples = channel.take(tenth / 10, started_s=0.0)
        changed = channel.judge(tenth / 10, duplicated=False)
        assert (changed is not None) == (tenth == 1)
        assert not any(chunk.samples.any() for chunk in channel.chunks(samples + 0.5))
    assert len(samples) == pytest.approx(SAMPLE_RATE_HZ / 10, abs=1)
    assert channel.wants_mending(5.0)
    channel.detach(5.0)
    assert not channel.wants_mending(5.0 + MEND_S / 2)
    assert channel.wants_mending(5.0 + MEND_S)
