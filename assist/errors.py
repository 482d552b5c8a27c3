"""What goes wrong in ways a user can mend. Each message is one line: where, what, and the fix."""


class AssistError(Exception):
    """Base of every error that is shown to the user as one line, without a traceback."""


class ConfigError(AssistError):
    """A configuration file that cannot be used: names file, key and fix."""


class AudioError(AssistError):
    """Audio that cannot be opened or heard: names the file or device and the fix."""


class ModelError(AssistError):
    """A speech model that is missing, damaged or unknown: names the model and the fix."""


class PlaybookError(AssistError):
    """A playbook file that does not load: names file, rule, field and fix."""


class StoreError(AssistError):
    """A database that cannot be opened, or a call that is not in it."""


class BusyError(AssistError):
    """Something that only one process may hold is held: a port, or the live call."""
