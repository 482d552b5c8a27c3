"""`config.toml` -> one frozen `Settings`. The only place that reads environment or chooses folders."""

import os
import sys
import tomllib
from datetime import time
from pathlib import Path
from typing import Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from assist.errors import ConfigError
from assist.values import readable

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

HOME = Path(__file__).resolve().parent.parent
"""The folder that holds `prompts/`, `overlay/` and `config.toml`."""


class Section(BaseModel):
    """A table of the file: frozen, unknown keys are errors, `true` is no number, and no number is infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class AgentSettings(Section):
    """Who calls."""

    id: str = ""
    name: str = ""
    company: str = ""
    team: str = ""


class AudioSettings(Section):
    """Live devices, and when it is said that one is not heard."""

    agent_device: str = ""
    customer_device: str = ""
    end_silence_s: float = Field(60.0, ge=0)
    silent_after_s: float = Field(8.0, ge=1)
    silent_dbfs: float = Field(-80.0, ge=-120, le=-20)
    lost_after_s: float = Field(4.0, ge=1)


class VoiceActivitySettings(Section):
    """When a channel counts as speaking."""

    threshold: float = Field(0.5, gt=0, lt=1)
    start_s: float = Field(0.1, ge=0)
    end_s: float = Field(0.4, ge=0.1)
    pre_roll_s: float = Field(0.3, ge=0)


class SpeechSettings(Section):
    """How speech becomes text."""

    engine: str = "whisper"
    model: str = "whisper-base"
    language: str = "id"
    model_dir: str = ""
    longest_s: float = Field(12.0, ge=2, le=25)
    partial_every_s: float = Field(0.7, ge=0)
    decode_ahead: bool = True
    tail_s: float = Field(0.2, ge=0.1, le=1)
    word_list: int = Field(30, ge=0, le=60)
    second_look_s: float = Field(1.0, ge=0)
    second_look_longest_s: float = Field(12.0, ge=5, le=28)
    final_beam: int = Field(5, ge=1, le=10)
    final_pad_s: float = Field(5.0, ge=1, le=15)
    partial_pad_s: float = Field(3.0, ge=1, le=15)
    threads: int = Field(1, ge=1, le=16)
    queue_s: float = Field(10.0, ge=1)


class VoskSettings(Section):
    """What only Vosk is told."""

    grammar: list[str] = []


class RemoteSettings(Section):
    """Servers that recognise speech for the engine `remote`."""

    urls: list[str] = ["ws://127.0.0.1:2700"]
    token: str = ""
    certificate: str = ""
    allow_unencrypted: bool = False
    sample_rate_hz: Literal[8_000, 16_000] = 16_000
    connect_s: float = Field(3.0, ge=0.1, le=30)
    answer_s: float = Field(3.0, ge=0.1, le=60)
    partial_wait_s: float = Field(0.5, ge=0, le=30)
    backlog_s: float = Field(8.0, ge=0.5, le=60)


class ServeSettings(Section):
    """How `assist serve-recogniser` serves."""

    host: str = "127.0.0.1"
    port: int = Field(2700, ge=0, le=65535)
    token_file: str = ""
    certificate: str = ""
    key: str = ""
    max_connections: int = Field(64, ge=1, le=1000)


class InterruptionSettings(Section):
    """When speaking over each other is an interruption."""

    other_before_s: float = Field(0.5, gt=0)
    other_share: float = Field(0.5, ge=0, le=1)
    pause_s: float = Field(0.7, ge=0)
    together_s: float = Field(0.01, ge=0)
    own_quiet_s: float = Field(1.0, gt=0)
    own_quiet_share: float = Field(0.85, ge=0, le=1)
    own_s: float = Field(0.64, gt=0)
    within_s: float = Field(1.15, gt=0)
    overlap_s: float = Field(0.38, gt=0)
    near_s: float = Field(0.1, ge=0)
    near_end_s: float = Field(0.3, ge=0)
    stopped_s: float = Field(0.4, gt=0)
    severe_overlap_s: float = Field(1.5, gt=0)


class EmotionSettings(Section):
    """When a voice counts as raised against its own baseline."""

    baseline_least_s: float = Field(5.0, gt=0)
    baseline_s: float = Field(18.0, gt=0)
    baseline_recent_s: float = Field(40.0, ge=0)
    raised: float = Field(1.1, gt=0)
    rising: float = Field(0.65, ge=0)
    raised_with_words: float = Field(0.6, gt=0)
    words_s: float = Field(15.0, ge=0)
    calm: float = Field(0.4, ge=0)
    calm_windows: int = Field(3, ge=1)
    again_after_s: float = Field(20.0, ge=0)
    automatic_gain: Literal["auto", "on", "off"] = "auto"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.baseline_least_s > self.baseline_s:
            raise ValueError("baseline_least_s is above baseline_s: no voice would ever be judged; lower it")
        if self.rising > self.raised or self.calm >= self.raised:
            raise ValueError("rising and calm have to lie below raised; lower them")
        return self


class DeadAirSettings(Section):
    """When silence is too long."""

    tip_s: float = Field(3.0, gt=0)
    alarm_s: float = Field(5.0, gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.tip_s >= self.alarm_s:
            raise ValueError("tip_s is not before alarm_s; change one of them")
        return self


class TalkSettings(Section):
    """When somebody speaks too much at a stretch, too much of the call, or too fast."""

    monologue_s: float = Field(60.0, gt=0)
    turn_s: float = Field(1.0, gt=0)
    share: float = Field(0.65, gt=0.5, lt=1)
    share_window_s: float = Field(180.0, ge=30)
    fast_syllables_per_s: float = Field(7.5, gt=0)
    fast_rise: float = Field(0.2, ge=0)
    fast_s: float = Field(10.0, gt=0)
    baseline_s: float = Field(15.0, gt=0)


class CallingHoursSettings(Section):
    """When a customer may be called, by the customer's own clock (POJK 22/2023, article 62 (2) f)."""

    enabled: bool = True
    earliest: time = time(8)
    latest: time = time(20)
    days: list[Weekday] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    holidays: bool = True
    cuti_bersama: Literal["warn", "forbid", "ignore"] = "warn"

    @model_validator(mode="after")
    def _in_order(self) -> "CallingHoursSettings":
        if self.earliest >= self.latest:
            raise ValueError("earliest is not before latest; change one of them")
        return self


class TipSettings(Section):
    """How tips share the screen."""

    max_per_call: int = Field(30, ge=0)
    min_show_s: float = Field(2.0, ge=0)
    per_word_s: float = Field(0.35, ge=0)
    max_min_show_s: float = Field(6.0, ge=0)
    gap_s: float = Field(0.2, ge=0)


class PlaybookSettings(Section):
    """Which playbook is used."""

    dir: str = "prompts"
    language: str = "id"

    @property
    def path(self) -> Path:
        """The playbook's folder, absolute."""
        return HOME / self.dir


class OverlaySettings(Section):
    """Where the overlay is served."""

    port: int = Field(8737, ge=0, le=65535)
    language: Literal["id", "en"] = "id"
    open_browser: bool = True


class ApiSettings(Section):
    """What programs on this computer may know."""

    transcript: bool = False


class StoreSettings(Section):
    """Where calls are kept."""

    dir: str = ""

    @property
    def path(self) -> Path:
        """The folder of the database, absolute."""
        return Path(self.dir).expanduser().absolute() if self.dir else platformdirs.user_data_path("assist", False)


class Settings(Section):
    """Everything that can be set; the defaults here are those of `config.toml`, and a test holds them together."""

    agent: AgentSettings = AgentSettings()
    audio: AudioSettings = AudioSettings()
    voice_activity: VoiceActivitySettings = VoiceActivitySettings()
    speech: SpeechSettings = SpeechSettings()
    vosk: VoskSettings = VoskSettings()
    remote: RemoteSettings = RemoteSettings()
    serve: ServeSettings = ServeSettings()
    interruption: InterruptionSettings = InterruptionSettings()
    emotion: EmotionSettings = EmotionSettings()
    dead_air: DeadAirSettings = DeadAirSettings()
    talk: TalkSettings = TalkSettings()
    calling_hours: CallingHoursSettings = CallingHoursSettings()
    tips: TipSettings = TipSettings()
    playbook: PlaybookSettings = PlaybookSettings()
    overlay: OverlaySettings = OverlaySettings()
    api: ApiSettings = ApiSettings()
    store: StoreSettings = StoreSettings()

    def without_partials(self) -> "Settings":
        """The same, but nothing is decoded that may be thrown away: where nobody waits for text it only costs time."""
        speech = self.speech.model_copy(update={"partial_every_s": 0.0, "decode_ahead": False})
        return self.model_copy(update={"speech": speech})

    @property
    def models_path(self) -> Path:
        """The folder where speech models are kept."""
        given = self.speech.model_dir
        return (
            Path(given).expanduser().absolute() if given else platformdirs.user_cache_path("assist", False) / "models"
        )


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the TOML file at `path`; without one, those of `config.toml` beside the package.

    Raises ConfigError, one line with file, key and fix.
    """
    file = path if path is not None else HOME / "config.toml"
    if path is None and not file.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); give an existing file to --config") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not valid TOML: {error}; mend that line") from None
    except ValidationError as error:
        raise ConfigError(f"{file}: {first_fault(error)}") from None


def with_devices(settings: Settings, agent: str | None, customer: str | None) -> Settings:
    """The settings with other devices, where they are given."""
    given = {"agent_device": agent, "customer_device": customer}
    audio = settings.audio.model_copy(update={key: name for key, name in given.items() if name is not None})
    return settings.model_copy(update={"audio": audio})


def with_engine(settings: Settings, name: str | None) -> Settings:
    """The settings with another speech engine, where one is given."""
    if name is None:
        return settings
    return settings.model_copy(update={"speech": settings.speech.model_copy(update={"engine": name})})


def first_fault(error: ValidationError, *, of: Literal["toml", "json"] = "toml") -> str:
    """The first fault of a pydantic error as `key: what is wrong; the fix`, in one line; `of`: what the file is."""
    return readable(_fault(error.errors()[0], of))


def _fault(fault: ErrorDetails, of: Literal["toml", "json"]) -> str:
    key = ".".join(f"{part!s:.60}" for part in fault["loc"]) or "(top)"
    if fault["type"] == "json_invalid":
        return f"is not valid JSON: {fault['ctx']['error']}; mend that line"
    if fault["type"] == "extra_forbidden":
        return f"{key}: unknown key; remove it or correct its name"
    if fault["type"] == "missing":
        return f"{key}: is missing; add it"
    if fault["type"] in ("model_type", "dict_type"):
        return f"{key}: " + (
            "is no object; write {...}" if of == "json" else f"is not a table; write [{key}] above its keys"
        )
    if fault["type"] in ("tuple_type", "list_type"):
        return f"{key}: is no list; write [...]"
    if fault["type"] == "value_error":  # raised by a validator of ours, which says the fix itself
        return f"{key}: {fault['ctx']['error']}"
    return f"{key}: {fault['msg'][0].lower()}{fault['msg'][1:]}, but it is {fault['input']!r:.60}; change the value"


def has_desktop() -> bool:
    """Whether a browser window can be opened here."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
