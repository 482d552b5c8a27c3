"""Word tables of the normaliser: spelling variants, regional words, fillers and words a recogniser splits.

Each line maps what is heard to one form, so that every other module knows a word by one name. Regional words come
from Javanese, Sundanese, Minangkabau and Betawi as they are spoken on the phone.
"""


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def _table(text: str) -> dict[str, str]:
    """`one form: variant variant; ...` turned round: variant -> form."""
    table: dict[str, str] = {}
    for line in filter(str.strip, text.split(";")):
        form, variants = line.split(":")
        table.update(dict.fromkeys(variants.split(), form.strip()))
    return table


VARIANTS = _table("""
satu: satuh satoe siji setunggal hiji ciek; dua: duwa duak loro kalih rong duo due; tiga: tigah telu telung tilu
tigo; empat: ampat mpat papat patang sekawan opat ampek; lima: limah limo limang gangsal; enam: anam nam enem nem
genep onam; tujuh: tuju tujoh pitu pitung tujuah; delapan: dlapan lapan delapang delepan wolu wolung dalapan;
sembilan: smbilan sembilang sambilan sebilan songo sanga sangang salapan; sepuluh: sepulu spuluh sedoso sadoso
sapuluh sapuluah; sebelas: sblas sewelas sabelas; belas: welas blas; dua belas: rolas; puluh: pulu pulo puluhh doso;
ratus: ratos ratuss atus ratuih rtus; seratus: sratus satus saratus sarratus; ribu: rebu ribuh rb rbu rebuh ewu ribo
ceng; seribu: sewu sarebu serebu saribu seceng; juta: jt jta jutah yuta yuto jeti jutak; sejuta: sajuta sejeti
sayuta setiau cetiau; miliar: milyar; setengah: stengah satengah setenga; dua ratus: rongatus; tiga ratus:
telungatus; empat ratus: patangatus; lima ratus: limangatus; lima puluh: seket; enam puluh: suwidak; dua puluh:
rongpuluh; dua puluh satu: selikur; dua puluh dua: rolikur; dua puluh lima: selawe; koma: comma; senin: senen senén;
selasa: seloso salasa slasa; rabu: rebo rebok; kamis: kemis; jumat: jumaat jemuah jumah jemah jum'at jumuah; sabtu:
setu saptu sebtu; ahad: ahat; januari: januwari; februari: pebruari febuari pebuari; maret: marett; april: aprill;
juni: jun; juli: jul; agustus: agustuss; september: septembr; oktober: octobere; november: nopember; desember:
december; besok: besuk bsk sesuk benjing mbenjing isukan isuk isuak bisuak enjing bsok; lusa: pageto luse; sekarang:
skrg skrng saiki sakniki ayeuna kini sakmenika; seminggu: sepekan; hari: dinten dina dino poe hr; bulan: bln sasi
wulan sasih; depan: dpn ngarep ngajeng hareup; kemarin: kmrn kemaren wingi kamari; tanggal: tgl tangal tanggalnya
tggl; minggu: mingu mnggu pekan; lalu: kepungkur; malam: malem; sore: sonten; pagi: enjang; saya: aku gue gua gw
kulo kula abdi ane ulun ambo sy sayah aq; gak: ga ngga nggak enggak kagak ndak tidak tdk gk nda mboten ora teu
henteu indak kaga engga tida; belum: belom blm dereng durung acan tacan; sudah: udah dah sdh udh sampun parantos uda
wis wes; aja: saja ae aje wae; nanti: ntar entar nti mengke mangke engke tar; kalau: kalo klo kl kalu nek menawi yen
lamun mun pami lek; bayar: mbayar mayar bayaraken bayarken byr; mau: badhe arep arek bade ameh pengen pengin pingin
ingin hendak; bisa: saged iso tiasa bs isa; uang: duit arto artos yatra doku duwit; iya: inggih nggih enggih njih
muhun sumuhun enya iyo he'eh iye yoi iyaa; benar: leres betul bener btul; oke: ok okey okeh okee okelah baik baiklah
sip siap; semoga: mugi mugia moga; suami: salaki lakik; istri: garwa isteri; pakai: pake pke nganggo; lewat: liwat
lwt via melalui; untuk: buat utk bwt kangge keur; dulu: dahulu rumiyin heula dl; sama: ama sm sareng karo; sampai:
sampe ampe nyampe hingga; transfer: tf trf transper trasfer tranfer transver; cicilan: kreditan; kayaknya: kayanya
keknya kyknya sepertinya kayake koyone sigana jigana; terima: trima; terimakasih: makasih mksh;
karena: krn gara; habis: abis; setelah: sesudah
selepas sehabis; dengan: dgn; yang: yg sing nu; tapi: tetapi namun cuman cuma; bapak: bpk; telepon: telpon telfon
tlp telp nelpon nelepon telponnya; kapan: kpn iraha; berapa: brp brapa pira sabaraha pinten; lebih: lbih; kirakira:
kira2; rp: idr; angsuran: ansuran angsurannn; gajian: gajihan; gaji: gajih; insyaallah: insyallah inshaallah
insyaalloh isyaallah insallah; usahakan: usahain diusahakan diusahain usahaken diusahaken; alfamart: alfa
alpamart alfamat alphamart alfamrt; alfamidi: alpamidi; indomaret: indomart indomarek indomerit idm indomarit;
gopay: gopey gopei; shopeepay: shopepay spay sopipay shopipay sopeepay; linkaja: linkja; qris: kris kuris kuwris
qiris krist qr; ovo: ofo; brilink: brilling brilin; mbanking: mbangking ebanking ibanking; autodebit: autodebet
otodebet autodebt; teller: teler; tokopedia: tokped tokopedya; ewallet: ewalet; cabang: cabangg
""")
"""One heard word -> its form (a form of several words stands for several tokens)."""

AFTER_DIGITS = _table("""
ribu: k; kali: x; miliar: m; januari: jan; februari: feb; maret: mar; april: apr; agustus: agt ags; september: sep sept;
oktober: okt; november: nov; desember: des
""")
"""Short forms that are read so only right behind a figure."""

FILLERS = word_set(
    """e ee eee eeee em emm emmm hm hmm hmmm mm mmm uh uhm umm um anu nganu ehm err aa aaa ah oh nah tuh kek sih"""
)
"""Hesitations and colourings that carry nothing here."""

MERGES: dict[tuple[str, ...], str] = {
    tuple(key.strip().split()): value.strip()
    for key, value in (
        entry.split("=")
        for entry in """
eh gak jadi = eh;eh jangan = eh;eh salah = eh;maksud saya = maksudnya;apa namanya = ;apa ya namanya =
mudah mudahan = semoga;mudah 2 an = semoga;moga moga = semoga;insya allah = insyaallah
inshaa allah = insyaallah;in syaa allah = insyaallah;insya alloh = insyaallah;ya sudah = yasudah;iya sudah = yasudah
kira kira = kirakira;kurang lebih = sekitar;virtual account = va;virtual akun = va;virtual acount = va;v a = va
mobile banking = mbanking;m banking = mbanking;em banking = mbanking;internet banking = mbanking;e banking = mbanking
indo maret = indomaret;in do maret = indomaret;alfa mart = alfamart;alfa midi = alfamidi;link aja = linkaja
shopee pay = shopeepay;go pay = gopay;e wallet = ewallet;dompet digital = ewallet;auto debit = autodebit
auto debet = autodebit;debet otomatis = autodebit;potong otomatis = autodebit;bri link = brilink;b r i link = brilink
kantor pos = kantorpos;kantor cabang = cabang;orang tua = orangtua;kode qr = qris;q r i s = qris;scan barcode = qris
masing masing = masingmasing;bri mo = brimo;b r i mo = brimo;cepek ceng = cepek ribu;a t m = atm
jatuh tempo = jatuhtempo
paling tidak = minimal;paling sedikit = minimal;paling enggak = minimal;paling lambat = deadline
paling telat = deadline;paling lama = deadline;selambat lambatnya = deadline;dana pensiun = danapensiun
kerja sama = kerjasama;sama sekali = samasekali;terima kasih = terimakasih;mohon maaf = maaf
tokope dia = tokopedia;b c a = bca;b r i = bri;b n i = bni;b t n = btn;b s i = bsi;w a = wa;d p = dp
ku lunasi = saya lunasi
""".replace("\n", ";").split(";")
        if entry.strip()
    )
}
"""Neighbouring tokens that are one word (or nothing); forms are looked up before and after variants."""

KEY_WORDS = word_set(
    """satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus seratus ribu seribu
    juta sejuta setengah senin selasa rabu kamis jumat sabtu minggu januari februari maret april juni juli
    agustus september oktober november desember besok lusa tanggal transfer indomaret alfamart alfamidi mandiri
    permata gopay shopeepay linkaja brilink tokopedia angsuran cicilan tunggakan lunas pelunasan brimo teller
    cabang qris"""
)
"""Words worth putting together again when a recogniser split them ("se lasa")."""

FUZZY_KEYS = ("delapan", "sembilan", "januari", "februari", "agustus", "september", "november", "desember")
"""Long words with no near neighbour in Indonesian; a misspelling of one of them is safe to mend."""
