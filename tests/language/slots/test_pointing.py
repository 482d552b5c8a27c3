from datetime import date

import pytest

from assist.language.promise.state import Dialogue
from assist.language.promise.step import step

DIALOGUES = {
    "a angsuran enam ratus kapan dibayar | c segitu lusa": "600000 instalment",
    "a angsuran ibu enam ratus ribu | c angsurannya lusa saya transfer": "600000 instalment",
    "a angsuran ibu enam ratus ribu | c enam ratus lusa saya transfer": "600000 instalment",
    "a angsuran ibu enam ratus ribu | c lusa saya transfer dua ratus": "200000 partial",
    "a total tunggakan bapak sejuta empat ratus | c semuanya lusa saya transfer": "1400000 arrears_plus_penalty",
    "a total tunggakan bapak sejuta empat ratus | c lima puluh persen dulu lusa saya transfer": "700000 partial",
    "a cicilan per bulan tiga ratus ribu | c dua duanya saya bayar lusa": "600000 instalment",
    "a cicilan per bulan tiga ratus ribu | c lusa bayar tiga tiganya": "900000 instalment",
    "a cicilan per bulan tiga ratus ribu | c lusa saya bayar dobel": "600000 instalment",
    "a minimumnya dua ratus totalnya tiga juta | c totalnya lusa saya bayar": "3000000 full_settlement",
    "a minimumnya dua ratus totalnya tiga juta | c minimumnya aja lusa saya bayar": "200000 instalment",
    "a mampunya berapa | c enam puluh | a kapan | c lusa saya transfer": "60000 None",
    "a bisa tujuh ratus ribu lusa pak | c empat ratus ya": "400000 partial",
    "a jadi lusa tujuh ratus ribu ya | c empat ratus bu bukan tujuh ratus": "400000 None",
    "a bagaimana kalau setengahnya dari delapan ratus ribu lusa pak | c bisa siap": "400000 partial",
    "c tagihan sejuta lusa saya transfer separuhnya": "500000 partial",
    "a per bulannya tiga ratus ribu | c dua bulan sekaligus lusa saya transfer": "600000 instalment",
    "c tanggal lima tiga ratus tanggal sepuluh tiga ratus dua duanya lewat ovo": "300000 partial",
    "c gopek saya bayar sekarang gopek lagi lusa": "500000 partial",
    "c lusa saya transfer tiga ratus belum bisa full": "300000 None",
    "c setengahnya lusa saya transfer": "None partial",
    "c lusa saya kirim semampunya": "None partial",
}


@pytest.mark.parametrize(("said", "wanted"), DIALOGUES.items(), ids=DIALOGUES)
def test_a_sum_that_is_pointed_at(said: str, wanted: str) -> None:
    dialogue = Dialogue(reference=date(2026, 6, 15))
    for turn, line in enumerate(said.split(" | ")):
        dialogue = step(dialogue, "agent" if line[0] == "a" else "customer", line[2:], turn)
    promise = dialogue.promise
    assert f"{promise.value('amount_idr')} {promise.value('amount_kind')}" == wanted
