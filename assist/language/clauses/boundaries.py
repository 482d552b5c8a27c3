"""Where a new clause begins in a turn without punctuation. Pure."""

from collections.abc import Sequence, Set

from assist.language.clauses.conditions import VOCATIVES
from assist.language.clauses.denials import negated
from assist.language.clauses.stories import OURS, is_story
from assist.language.dates.named import DateSpan
from assist.language.terms.debts import debt_of
from assist.language.terms.paying import is_pay_word, moves_money
from assist.language.terms.relations import is_relation
from assist.language.words.tokens import Token
from assist.language.words.vocabulary import word_set

OPENERS = word_set(
    """tapi terus soalnya karena makanya yasudah kalau asal asalkan eh pokoknya padahal jika trus maka sisanya
    insyaallah gini begini wong siapatahu kecuali meskipun walaupun silakan"""
)
PROTESTS = word_set("masih bisa malah tetap belum gak jadi")
"""Behind "kok" these protest ("kok masih ditagih")."""
_MODALS = word_set(
    """bisa akan mau bakal mungkin sanggup mampu bisanya gak belum sudah yang biar kalau begitu akan pernah"""
)
_LEADING_ON = word_set("ke di sampai sebelum tanggal sejak janji mana apa kapan ngapain kenapa masa minta mohon")
"""Behind these the clause has to go on."""
_CLOSING = word_set(
    "berapa kapan kemarin tadi tergantung nunggu tunggu minta sudah meleset gagal molor kelewat kelewatan"
)
_CALLING = word_set(
    """telepon ditelepon nelepon hubungi dihubungi datang didatangi kontak wa diwa chat ganggu diganggu tagih ditagih
    nagih kirim sms"""
)
_HERE = word_set("sini situ bapak ibu mbak mas")
_LOOKING = word_set("lihat liat cek ngecek hitung itung ngitung ngintip buka")
_GONE = word_set("kemarin lalu tadi sudah semalam barusan dulu")
_NO_RESULT = word_set("kalau gak eh belum sudah bisa pasti yang")
_SUBJECTS = word_set("saya nanti baru")
_REACH = 16
"""So many words back are looked at, so that a turn without an end costs no more than its length."""
_ASKING = word_set("berapa apakah kenapa")
_ROUNDS_OFF = word_set("ya aja deh lah")
_LEADS = VOCATIVES | word_set("ya iya oke di untuk nanti yasudah siap hari")
_SAYING = word_set("bilang ngomong sebut nyebut")
_PERSONS = word_set("saya kami dia kita")
_WILL = word_set("mau akan siap pasti bakal")
_FAVOURS = word_set("dihapus hapus potongan diskon dikurangi dipotong keringanan")
_FINDING_OUT = word_set("kabari kabarin kabarkan tanya tanyain tanyakan cek infokan beritahu")
_HABITUAL = word_set("biasanya selalu")
_DEICTIC = word_set("besok lusa nanti sekarang")
_ABLE = word_set("bisa sanggup mau mampu")


def begins(tokens: list[Token], words: list[str], place: tuple[int, int], days: Set[int], sums: Set[int]) -> bool:
    """Whether a new clause begins at `place[1]`, when the present one began at `place[0]`.

    `days` and `sums` are the tokens where a day to come or a sum begins: one of them, a "saya bayar" or a form of
    address ends a clause that is complete.
    """
    start, at = max(place[0], place[1] - _REACH), place[1]
    if tokens[at].after_break or words[at] in OPENERS:
        return tokens[at].after_break or _opens(words, start, at)
    if words[at] in _PARTICLES:
        return _particle_opens(words, start, at)
    if _turns(words, (start, at), days, sums):
        return True
    if not (at in days or at in sums or words[at] in _SUBJECTS or words[at - 1] in VOCATIVES):
        return False
    if _changes_the_day(words, (start, at), days, sums):
        return True
    if _goes_on(words, start, at) or not _is_closed(words[start:at]):
        return False
    return _is_another(words, (start, at), days, sums)


def _turns(words: list[str], place: tuple[int, int], days: Set[int], sums: Set[int]) -> bool:
    """Whether the words at `place[1]` turn to something else, whatever is said of days and sums."""
    start, at = place
    word, before = words[at], words[at - 1]
    if word == "biar" and words[at + 1 : at + 2] and (words[at + 1] in _PERSONS or is_relation(words[at + 1])):
        return True
    if debt_of(word) and words[at + 1 : at + 2] == ["aja"] and _refuses_another(words[start:at]):
        return True  # "dendanya saya gak mau bayar | angsurannya aja"
    if before in VOCATIVES and _has_asked(words[start : at - 1]):
        return True
    if word == "sudah" and _tells_it_is_done(words, start, at):
        return True
    if word == "yang" and words[start] == word and {"gak", "belum"} & set(words[at + 2 : at + 4]):
        return any(map(is_pay_word, words[start:at]))  # "yang ini saya bayar besok | yang motor belum ada"
    if word in _ASKING and _has_plan(words[start:at]):
        return True
    if word in OURS and before not in ("untuk", "bayar") and is_story(words[start:at]):
        return True
    if word in ("jangan", "gak") and _wants_no_call(words, at) and not (days | sums).isdisjoint(range(start, at)):
        return True
    if word in ("yang", "untuk") and _turns_to_us(words[at : at + 3]) and is_story(words[start:at]):
        return True
    return at in sums and before not in _LOOKING and _only_looks(words[start:at])


def _tells_it_is_done(words: list[str], start: int, at: int) -> bool:
    """ "besok saya kirim resinya pak | sudah saya setor senin lalu"; a mere "besok pak sudah saya bayar" goes on."""
    pays = any(map(is_pay_word, words[at + 1 : at + 3]))
    return pays and words[at - 1] in VOCATIVES and any(map(moves_money, words[start:at]))


def _changes_the_day(words: list[str], place: tuple[int, int], days: Set[int], sums: Set[int]) -> bool:
    """Whether a day or sum follows that has nothing to do with the story or habit told before."""
    start, at = place
    if words[at - 1] in VOCATIVES and (at in days or at in sums) and is_story(words[start:at]):
        return True  # "anak saya kuliah semua bu | dua ratus aja ya"
    if at in days and words[at] in _DEICTIC and not _HABITUAL.isdisjoint(words[start:at]):
        return True  # "saya selalu tepat | besok pagi saya ke kantor"
    told = bool(days & set(range(start, at))) and is_story(words[start:at])
    return at in days and told and _is_offered_instead(words, at)


def _goes_on(words: list[str], start: int, at: int) -> bool:
    """Whether the word at `at` still belongs to what stands before it."""
    word, before = words[at], words[at - 1]
    if word == "saya" and before in ("berapa", "kapan", "mana") and not _FINDING_OUT.isdisjoint(words[start:at]):
        return True  # "besok saya kabari jam berapa saya bayar"
    if word == "baru" and before in _GONE:
        return True  # "padahal kemarin baru bayar"
    if before in _SAYING and "gak" in words[max(start, at - 4) : at]:
        return True
    if is_pay_word(before) and words[max(0, at - 3) : at - 1] == ["kalau", "gak"]:
        return True  # "kalau gak dibayar hari ini"
    named = before not in VOCATIVES or words[at - 2 : at - 1] == ["kalau"]
    return before in _LEADING_ON or (word == "saya" and named and is_relation(before))  # "kalau adik saya gak sanggup"


def _is_another(words: list[str], place: tuple[int, int], days: Set[int], sums: Set[int]) -> bool:
    """Whether a day, a sum, a "saya bayar" or what follows a form of address stands apart from a complete clause."""
    start, at = place
    word, before = words[at], words[at - 1]
    if at in days:
        refused = before in _ABLE and days.isdisjoint(range(start, at))
        return at > start + 1 and not (refused and not {"aja", "deh", "gimana"} & set(words[at + 1 : at + 4]))
    if at in sums:
        refused = before in _MODALS and sums.isdisjoint(range(start, at))
        return not (refused or is_pay_word(before)) and negated(words[start:at]) is not None
    if before in _MODALS:
        return False
    if word == "nanti" and at + 1 in days:
        return at > start + 1
    if before in VOCATIVES:
        subject = is_pay_word(word) or word in _MODALS
        return not subject and not (words[start] in ("kemarin", "tadi") and at == start + 2)
    ahead = words[at + 1 : at + 4]
    says_no = word == "saya" and ahead[:1] in (["gak"], ["belum"])
    return at > start + 1 and (says_no or any(map(is_pay_word, ahead)))


def _has_asked(so_far: list[str]) -> bool:
    """Whether a yes-no question is complete ("bisa transfer gak bu | jauh sih"); one with "saya" may hold a plan."""
    return so_far[-1:] == ["gak"] and len(so_far) > 2 and so_far[0] in ("bisa", "boleh") and "saya" not in so_far


def _refuses_another(so_far: list[str]) -> bool:
    """Whether paying one debt was refused, so that another one named with "aja" is what will be paid."""
    return negated(so_far) == "refused" and any(map(debt_of, so_far))


def _wants_no_call(words: list[str], at: int) -> bool:
    """ "jangan ditelepon lagi", "gak usah datang ke kantor"."""
    ahead = words[at + 1 : at + 4]
    return (words[at] == "jangan" or ahead[:1] in (["usah"], ["perlu"])) and not _CALLING.isdisjoint(ahead)


def _turns_to_us(words: list[str]) -> bool:
    """ "yang buat sini", "untuk angsurannya": what is left for this debt when another was told of."""
    if words[0] == "yang":
        return words[1:2] == ["untuk"] and bool(words[2:]) and (words[2] in _HERE or words[2] in OURS)
    return words[1:2] != [] and words[1] in ("sini", "situ")


def _only_looks(so_far: list[str]) -> bool:
    """ "sebentar saya lihat dompet": what is seen there is told next."""
    return not _LOOKING.isdisjoint(so_far) and not any(map(is_pay_word, so_far))


def answer_end(words: list[str], spans: Sequence[DateSpan]) -> int | None:
    """Where what follows an answer begins ("minggu depan ya mbak | mertua saya sakit"), if the turn begins with one."""
    first = next((span for span in spans if not span.past), None)
    if first is None or not _LEADS.issuperset(words[: first.first]):
        return None
    reach = first.last
    while reach < len(words) and words[reach] in _ROUNDS_OFF | VOCATIVES:
        reach += 1
    rounded = not _ROUNDS_OFF.isdisjoint(words[first.last : reach])
    told = words[reach:] and (words[reach] == "jangan" or is_story(words[reach : reach + _REACH], besides=True))
    return reach if rounded and told else None


def _is_offered_instead(words: list[str], at: int) -> bool:
    """Whether the day at `at` is put in place of another ("jumat saya kerja senin aja")."""
    return not {"aja", "deh"}.isdisjoint(words[at + 1 : at + 4])


def _has_plan(so_far: list[str]) -> bool:
    """Whether a plan stands already, so that a question behind it is one of its own ("mau lunasi hari ini berapa")."""
    return so_far[0] != "kalau" and not _WILL.isdisjoint(so_far) and any(map(is_pay_word, so_far[:-1]))


_PARTICLES = word_set("jadi kan kok begitu")


def _particle_opens(words: list[str], start: int, at: int) -> bool:
    """Whether a small word of many uses opens a clause: "jadi besok", "kan saya bilang", "kok masih", "begitu cair"."""
    before, ahead = words[at - 1], words[at + 1 : at + 2]
    if words[at] == "jadi":
        return before not in _NO_RESULT
    if not ahead:
        return False
    if words[at] == "kan":
        done = ahead[0] == "sudah" and any(map(is_pay_word, words[at + 2 : at + 4]))
        return (done or ahead[0] in ("saya", "gak", "belum", "kami")) and _GONE.isdisjoint(words[start:at])
    if words[at] == "kok" and words[at + 1 : at + 3] in (["saya", "yang"], ["kami", "yang"]):
        return True
    if words[at] == "kok":
        return ahead[0] in PROTESTS or ahead[0].startswith("di") or ahead[0].endswith("nya")
    return ahead[0] not in VOCATIVES | {"ya", "aja", "juga"} and before not in ("kalau", "ya", "memang")


def _opens(words: list[str], start: int, at: int) -> bool:
    if words[at - 1] == "eh":
        return False
    return not (words[at] == "kalau" and _asks_leave(words[start:at]))


def _asks_leave(so_far: list[str]) -> bool:
    """Whether it ends in a request that a *kalau* goes on with ("boleh gak pak kalau saya ...")."""
    called = so_far[-1] in VOCATIVES
    ends = so_far[:-1] if called else so_far
    if not ends:
        return False
    if ends[-1] == "gak":
        leave = ends[-2:-1] in (["bisa"], ["boleh"])
        return leave or (not called and not _FAVOURS & set(ends))
    return ends[-1] in ("boleh", "gimana", "bagaimana") or (ends[-1] == "bisa" and not called)


def _is_closed(so_far: list[str]) -> bool:
    """Whether what was said so far is complete."""
    if so_far[0] in ("begitu", "soalnya", "karena") or not _CLOSING.isdisjoint(so_far):
        return True
    return (so_far[0] == "kalau" and not any(map(is_pay_word, so_far))) or negated(so_far) is not None
