import pytest

from assist.config import HOME


@pytest.fixture
def shipped_template() -> str:
    return (HOME / "prompts" / "notes" / "id.md").read_text(encoding="utf-8")
