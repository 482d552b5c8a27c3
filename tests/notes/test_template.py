from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from assist.account import Account
from assist.errors import PlaybookError
from assist.events import CallEnded, CallStarted, Concluded, Evidence, Heard, HearingHealth, Signal, Utterance
from assist.notes.template import TemplateWriter
from assist.strings import catalogue

START = CallStarted(
    call_id="c1",
    started_at=datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=7))),
    source="uji",
    playbook_version="v1",
    account=Account(customer_name="Ratna Wulandari", account_id="LN-204"),
)


def said(utterance_id: str, at_s: float, text: str) -> Utterance:
    speaker: Any = utterance_id.split("-")[0]
    return Utterance(
        known_at_s=at_s + 2, utterance_id=utterance_id, speaker=speaker, start_s=at_s, end_s=at_s + 2, text=text
    )


def signal(name: str, utterance_id: str, **fields: Any) -> Signal:
    by: Any = utterance_id.split("-")[0]
    evidence = Evidence(speaker=by, start_s=0, end_s=1, utterance_id=utterance_id)
    return Signal(name=name, by=by, fields=fields, evidence=(evidence,))


PROMISE: list[Heard | Concluded] = [
    START,
    said("customer-1", 12, "saya baru dipecat pak"),
    signal("hardship_job_loss", "customer-1"),
    said("customer-2", 65, "saya bayar lima ratus ribu dulu"),
    said("customer-3", 71, "tanggal dua puluh lima lewat indomaret"),
    signal(
        "commitment",
        "customer-3",
        status="firm",
        amount_idr=500_000,
        amount_approx=False,
        amount_kind="partial",
        date="2026-11-25",
        method="minimarket:indomaret",
        payer="self",
        missing=[],
        confirmed=True,
        said={
            "amount_idr": "customer-2",
            "amount_kind": "customer-2",
            "date": "customer-3",
            "method": "customer-3",
            "payer": "customer-2",
        },
    ),
    CallEnded(known_at_s=80, reason="end_of_audio"),
]


@pytest.fixture
def writer(shipped_template: str) -> TemplateWriter:
    return TemplateWriter("id.md", shipped_template, catalogue("id"))


def test_a_complete_promise(writer: TemplateWriter) -> None:
    assert writer.write(PROMISE).text == (
        "CATATAN PANGGILAN (draf, mohon dicek)\n"
        "Senin, 23 November 2026, pukul 10.05\n"
        "Nasabah: Ratna Wulandari (LN-204)\n"
        "\n"
        "Hasil: Nasabah berjanji membayar; kesepakatan sudah diulang dan dibenarkan.\n"
        "- Jumlah: Rp500.000 [01:05 Nasabah: “saya bayar lima ratus ribu dulu”]\n"
        "- Tanggal: Rabu, 25 November 2026 [01:11 Nasabah: “tanggal dua puluh lima lewat indomaret”]\n"
        "- Jenis: Pembayaran sebagian [01:05 Nasabah: “saya bayar lima ratus ribu dulu”]\n"
        "- Cara bayar: Minimarket Indomaret [01:11 Nasabah: “tanggal dua puluh lima lewat indomaret”]\n"
        "- Yang membayar: Nasabah sendiri [01:05 Nasabah: “saya bayar lima ratus ribu dulu”]\n"
        "\n"
        "Alasan: Kehilangan pekerjaan [00:12 Nasabah: “saya baru dipecat pak”]\n"
        "Cerita nasabah: [00:12 Nasabah: “saya baru dipecat pak”]\n"
        "Tindak lanjut: cek pembayaran dan jumlahnya pada Kamis, 26 November 2026\n"
        "Masih kurang: tidak ada\n"
    )


def test_every_fact_points_at_the_utterance_that_says_it(writer: TemplateWriter) -> None:
    draft = writer.write(PROMISE)
    ids = {event.utterance_id for event in PROMISE if isinstance(event, Utterance)}
    for key in ("outcome", "amount_idr", "date", "amount_kind", "method", "payer", "reason", "story", "follow_up"):
        item = draft.item(key)
        assert item is not None
        assert item.value is not None
        assert item.cites, key
        assert {cite.utterance_id for cite in item.cites} <= ids


def test_nothing_is_asserted_that_was_not_heard(writer: TemplateWriter) -> None:
    text = writer.write([START, CallEnded(known_at_s=4, reason="stopped")]).text
    assert "Hasil: Belum ada janji bayar." in text
    assert "Rp" not in text
    assert "Alasan: belum diketahui" in text
    assert "Masih kurang: janji bayar" in text
    assert "Untuk dilihat supervisor" not in text


def test_what_is_missing_or_inexact_is_said(writer: TemplateWriter) -> None:
    fields = {"status": "conditional", "amount_idr": 300_000, "amount_approx": True, "payer": "self"}
    day = {"date": {"from": "2026-11-28", "to": "2026-11-29"}, "missing": ["date", "amount", "method"]}
    promise = signal("commitment", "customer-1", **fields, **day, said={})
    text = writer.write([START, said("customer-1", 3, "mungkin akhir minggu sekitar tiga ratus"), promise]).text
    assert "tetapi belum pasti" in text
    assert "- Jumlah: kira-kira Rp300.000" in text
    assert "- Tanggal: antara Sabtu, 28 November 2026 dan Minggu, 29 November 2026" in text
    assert "- Cara bayar: belum disebut" in text
    assert "Masih kurang: tanggal pasti, jumlah pasti, cara bayar" in text


def test_incidents_are_marked_without_a_verdict(writer: TemplateWriter) -> None:
    words = said("agent-1", 30, "nanti kami laporkan polisi")
    events: list[Heard | Concluded] = [START, words, signal("threat", "agent-1")]
    text = writer.write(events).text
    assert "Untuk dilihat supervisor (tanpa penilaian):\n- Ancaman [00:30 Agen: “nanti kami laporkan polisi”]\n" in text


def test_the_latest_words_of_an_utterance_count(writer: TemplateWriter) -> None:
    revised = said("customer-2", 65, "saya bayar lima ratus dulu").model_copy(update={"revision": 9})
    assert "“saya bayar lima ratus dulu”" in writer.write([*PROMISE[:-1], revised, PROMISE[-1]]).text


@pytest.mark.parametrize(
    "template",
    ["{{ amount_idr.value", "{{ no_such_fact.value }}", "{% for x in %}", "{{ 1 / 0 }}", "{{ 5 | channel }}"],
)
def test_a_broken_template_is_one_line(template: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        TemplateWriter("id.md", template, {}).write(PROMISE)
    assert str(caught.value).startswith("id.md")
    assert "\n" not in str(caught.value)


def test_a_template_cannot_reach_outside() -> None:
    with pytest.raises(PlaybookError):
        TemplateWriter("id.md", "{{ account.__class__.__mro__[1].__subclasses__() }}", {}).write(PROMISE)


def test_what_was_not_heard_is_said(shipped_template: str) -> None:
    lost = HearingHealth(known_at_s=70, speaker="customer", state="impaired", lost_s=25.4)
    writer = TemplateWriter("id.md", shipped_template, catalogue("id"))
    line = "Perhatian: 25 detik suara nasabah tidak terdengar; isinya tidak ada di catatan ini."
    assert line in writer.write([*PROMISE, lost]).text.splitlines()
    assert "Perhatian" not in writer.write(PROMISE).text


def test_what_differs_from_the_account_is_written_out(writer: TemplateWriter) -> None:
    words = [said(f"agent-{n}", 10 * n, "tunggakannya segini") for n in range(1, 5)]
    sides = [
        ("amount", 1_500_000, 1_200_000),
        ("due_date", "2026-11-10", "2026-11-05"),
        ("due_date", "31", "2026-11-05"),
        ("days_past_due", 30, 18),
    ]
    differing = [
        signal("account_mismatch", f"agent-{n}", what=what, said=told, account=known)
        for n, (what, told, known) in enumerate(sides, 1)
    ]
    assert (
        "\n\nBerbeda dari data akun:\n"
        "- Jumlah tagihan: disebut Rp1.500.000, di sistem Rp1.200.000 [00:10 Agen: “tunggakannya segini”]\n"
        "- Tanggal jatuh tempo: disebut Selasa, 10 November 2026, di sistem Kamis, 5 November 2026"
        " [00:20 Agen: “tunggakannya segini”]\n"
        "- Tanggal jatuh tempo: disebut tanggal 31, di sistem Kamis, 5 November 2026"
        " [00:30 Agen: “tunggakannya segini”]\n"
        "- Lama keterlambatan: disebut 30 hari, di sistem 18 hari [00:40 Agen: “tunggakannya segini”]\n"
    ) in writer.write([START, *words, *differing]).text


def test_calls_outside_the_hours_are_written_out(writer: TemplateWriter) -> None:
    fields = {"reason": "holiday", "local_time": "10.05", "zone": "UTC+07:00", "holiday": "Hari Raya Natal"}
    outside = Signal(name="outside_hours", by="agent", fields={**fields, "assumed": True, "soft": False})
    assert (
        "\nDi luar jam menelepon: pukul 10.05 di tempat nasabah (UTC+07:00, zona waktu diperkirakan), "
        "hari libur nasional (Hari Raya Natal)\n"
    ) in writer.write([START, outside]).text
    soft = outside.model_copy(update={"fields": {**outside.fields, "reason": "cuti_bersama", "soft": True}})
    assert "\nDi luar jam menelepon (tidak dilarang): " in writer.write([START, soft]).text
    assert "Di luar jam" not in writer.write(PROMISE).text


def test_the_stages_are_two_short_lines(writer: TemplateWriter) -> None:
    stages = [{"id": name.lower(), "label": {"id": name}} for name in ("Salam", "Jumlah", "Rekap")]
    course = Signal(name="course", by="agent", fields={"stages": stages})
    greeted = signal("stage_done", "agent-1", stage="salam")
    text = writer.write([START, course, said("agent-1", 1, "selamat pagi"), greeted]).text
    assert "\nTahapan: Salam\nBelum terdengar: Jumlah, Rekap\n" in text
    text = writer.write([START, course]).text
    assert "\nTahapan: -\n" in text
    assert "Tahapan" not in writer.write([START]).text


def test_after_self_harm_nothing_is_collected(writer: TemplateWriter) -> None:
    words = said("customer-1", 12, "saya tidak mau hidup lagi")
    text = writer.write([START, words, signal("self_harm", "customer-1")]).text
    cite = "[00:12 Nasabah: “saya tidak mau hidup lagi”]"
    assert f"Tindak lanjut: hubungi supervisor sekarang; jangan menagih {cite}\n" in text
    assert "Masih kurang" not in text
    assert "sepakati" not in text


ANSWERED = {
    "wrong_number": ("salah nomor", "periksa nomor telepon nasabah; jangan menagih lewat nomor ini"),
    "relative": ("keluarga atau orang lain, bukan nasabah", "hubungi nasabah di lain waktu"),
}


@pytest.mark.parametrize("who", ANSWERED)
def test_who_answered_is_said_and_no_promise_is_missing(writer: TemplateWriter, who: str) -> None:
    words = said("customer-1", 5, "bukan saya")
    text = writer.write([START, words, signal("somebody_else", "customer-1", who=who)]).text
    told, follow_up = ANSWERED[who]
    assert f"\n\nYang menjawab: {told} [00:05 Nasabah: “bukan saya”]\nHasil: Belum bicara dengan nasabah.\n" in text
    assert f"\nTindak lanjut: {follow_up}\nMasih kurang: bicara dengan nasabah\n" in text
    assert "janji bayar" not in text


def test_the_rhythm_of_the_talk_is_summed(shipped_template: str) -> None:
    figures = {"agent_s": 60.4, "customer_s": 40.0, "longest_s": 21.3, "interruptions": 2, "too_fast": False}
    silence = Signal(name="dead_air", by="agent", fields={"silence_s": 3.0, "after": "agent"})

    def written(**pace: Any) -> str:
        talk = Signal(name="talk", by="agent", fields={**figures, **pace})
        return TemplateWriter("id.md", shipped_template, catalogue("id")).write([*PROMISE, silence, talk]).text

    known = written(speed_sps=5.2, own_speed_sps=4.8)
    assert "agen bicara 60% dari 100 detik bicara, terlama 21 detik tanpa giliran nasabah" in known
    assert "memotong 2 kali, hening 1 kali; kecepatan terakhir 5,2 suku kata per detik (biasanya 4,8)" in known
    assert "kecepatan" not in written(speed_sps=None, own_speed_sps=None)


def test_a_call_without_speech_has_no_rhythm(shipped_template: str) -> None:
    assert "Irama" not in TemplateWriter("id.md", shipped_template, catalogue("id")).write(PROMISE).text


def test_swapped_channels_are_warned_of(shipped_template: str) -> None:
    swapped = Signal(name="channels_swapped", by="agent")
    text = TemplateWriter("id.md", shipped_template, catalogue("id")).write([*PROMISE, swapped]).text
    assert "suara agen dan nasabah tertukar" in text
