import pytest

from assist.language.clauses.telling import gives_reason, tells_how_it_is

TOLD = ["angsurannya tinggal lima bulan lagi", "tinggal dua kali bayar", "dia yang harusnya bayar"]
NOT_TOLD = ["tinggal dua angsuran saya lunasi", "tinggal di bandung", "saya yang harusnya bayar", "tinggal transfer"]
REASONS = ["padahal saya setor", "soalnya saya bayar di sana", "kok saya yang bayar", "kok bayarnya jadi segitu"]
NO_REASONS = ["saya bayar besok", "kok", "soalnya uangnya baru ada sekarang makanya saya bayar"]


@pytest.mark.parametrize(("text", "wanted"), [*((t, True) for t in TOLD), *((t, False) for t in NOT_TOLD)])
def test_how_it_is(text: str, wanted: bool) -> None:
    assert tells_how_it_is(text.split()) == wanted


@pytest.mark.parametrize(("text", "wanted"), [*((t, True) for t in REASONS), *((t, False) for t in NO_REASONS)])
def test_reasons_and_protests(text: str, wanted: bool) -> None:
    assert gives_reason(text.split(), []) == wanted
