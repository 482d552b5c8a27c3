"""The template writer: facts of a call put into a Jinja template of `prompts/notes/`. Pure: the text is handed in.

A template sees every fact by its key (`amount_idr.value`, `amount_idr.cites`), `reasons`, `incidents`, `mismatches`,
`outside_hours` and `stages` (id, label by language, done) as lists, the account as `account`, `started_at`, labels as
`label("kind.partial")`, and the filters `rupiah`, `day` (an ISO day), `channel` (a method), `of_account("amount")` (a
value of a mismatch) and `quoted` (cites: the words that say it).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from assist.errors import PlaybookError
from assist.events import CallStarted, Concluded, Heard
from assist.language.words.writing import clock, day, rupiah
from assist.notes.draft import Cite, NoteDraft
from assist.notes.facts import note_facts

LISTS = {
    "reason": "reasons",
    "incident": "incidents",
    "mismatch": "mismatches",
    "outside_hours": "outside_hours",
    "stage": "stages",
}
"""The facts of which there may be several, and what a template calls them together."""


class TemplateWriter:
    """Writes drafts from one template. Raises PlaybookError, naming line and fault, when the template is wrong."""

    def __init__(self, name: str, template: str, labels: Mapping[str, str]) -> None:
        self._name, self._labels = name, labels
        environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        environment.filters |= {"of_account": _of_account}
        environment.filters |= {"rupiah": rupiah, "day": _day, "channel": self._channel, "quoted": self._quoted}
        environment.globals["label"] = self._label
        try:
            self._template = environment.from_string(template)
        except TemplateError as error:
            raise PlaybookError(f"{name}: line {getattr(error, 'lineno', '?')}: {error}; mend the template") from None

    def write(self, events: Sequence[Heard | Concluded]) -> NoteDraft:
        """The draft of a call from its whole log, which begins with CallStarted."""
        start = next(event for event in events if isinstance(event, CallStarted))
        items = note_facts(events)
        facts: dict[str, object] = {item.key: item for item in items if item.key not in LISTS}
        facts["reasons"] = [item for item in items if item.key == "reason" and item.value is not None]
        for key, name in LISTS.items():
            facts.setdefault(name, [item for item in items if item.key == key])
        try:
            text = self._template.render(facts, account=start.account, started_at=start.started_at)
        except Exception as error:  # a template can divide by zero, or ask a number for its parts
            raise PlaybookError(f"{self._name}: {error}; mend the template") from None
        return NoteDraft(
            call_id=start.call_id,
            playbook_version=start.playbook_version,
            written_by="template",
            items=items,
            text=text.strip() + "\n",
        )

    def _label(self, key: str) -> str:
        return self._labels.get(key, key)

    def _channel(self, method: str) -> str:
        """`minimarket:indomaret` as `Minimarket Indomaret`."""
        category, _, brand = method.partition(":")
        return f"{self._label('method.' + category)} {self._label('brand.' + brand) if brand else ''}".strip()

    def _quoted(self, cites: Iterable[Cite]) -> str:
        """The words that say a fact, with speaker and time, behind a space; empty without any."""
        places = [f"{clock(cite.at_s)} {self._label('speaker.' + cite.speaker)}: “{cite.words}”" for cite in cites]
        return f" [{'; '.join(places)}]" if places else ""


def _of_account(value: int | str, what: str) -> str:
    """What was said or is known of an account, written out: a sum, a due date, or days."""
    if isinstance(value, str):
        return _day(value) if len(value) == len("2026-11-25") else f"tanggal {value}"
    return f"{value} hari" if what == "days_past_due" else rupiah(value)


def _day(value: str) -> str:
    """An ISO day, written out."""
    return day(date.fromisoformat(value))
