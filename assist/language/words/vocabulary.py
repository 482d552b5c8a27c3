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
satu: satuh satoe siji setunggal hiji ciek; dua: kaleh duwa duak loro kalih rong duo due;
tiga: tigah telu telung tilu tolu talu tello
tigo tigang telong; empat: empatnya ampat mpat papat patang sekawan opat ampek appa; lima: limanya limah limo limang
gangsal lema; enam: enamnya anam nam enem nem
genep onam nenem anem onom enneng; tujuh: tujuhnya tuju tujoh pitu pitung tujuah petto; delapan: delapannya dlapan
lapan delapang delepan wolu wolung dalapan lapan walu kutus ballu ualu;
sembilan: sembilannya smbilan sembilang sambilan sebilan songo sanga sangang salapan salapang smbln; sepuluh:
sepuluhnya sepulu spuluh sedoso sadoso
sapuluh sapuluah sedasa sapolo; sebelas: sebelasnya sblas sewelas sabelas sabaleh; belas: belasnya welas blas baleh;
dua belas: rolas; tiga belas: telulas; empat belas: patbelas; lima belas: limolas limalas;
enam belas: nembelas; tujuh belas: pitulas; delapan belas: wolulas; sembilan belas: sangalas songolas; puluh:
puluhnya pulu pulo puluhh doso dasa puluah polo;
ratus: ratusnya ratos ratuss atus ratuih rtus rattus rastus atos; seratus: sratus satus saratus sarratus saratuih
setatus satos siratu; ribu: rebu ribuh rb rbu rebuh ewu ribo ebu rewu rib
ceng; seribu: sewu sarebu serebu saribu seceng saebu sarewu siu; juta: jt jta jutah yuta yuto jeti jutak tiau tiaw
juto; sejuta: sajuta sejeti
sayuta setiau cetiau; miliar: milyar; setengah: stengah satengah setenga satangah setangah; dua ratus: rongatus;
tiga ratus:
telungatus; empat ratus: patangatus; lima ratus: limangatus; lima puluh: seket; enam puluh: suwidak; dua puluh:
rongpuluh; tiga puluh: telungpuluh; empat puluh: patangpuluh; empat ratus: samas;
delapan ratus: domas; dua puluh satu: selikur; dua puluh dua: rolikur; dua puluh lima: selawe salawe selae;
dua puluh tiga: telulikur; dua puluh empat: patlikur; dua puluh enam: nemlikur;
dua puluh tujuh: pitulikur; dua puluh delapan: wolulikur; dua puluh sembilan: sangalikur songolikur; koma: comma;
senin: seninnya seninnya seninlah senen senén;
selasa: selasanya selasanya seloso salasa slasa; rabu: rabunya rabunya rebo rebok; kamis: kamisnya kamisnya kemis;
jumat: jumatnya jumatnya jumatlah jumaah jumaat jemuah jumah jemah jum'at jumuah;
sabtu: sabtunya sabtunya
setu saptu sebtu; ahad: ahat; januari: januwari; februari: pebruari febuari pebuari; maret: marett; april: aprill;
juni: jun; juli: jul; agustus: agustuss; september: septembr; oktober: octobere; november: nopember; desember:
december; besok: besoklah mani besoknyalah beso benjang besuk bsk sesuk benjing mbenjing isukan isuk isuak bisuak
enjing bsok; lusa: lusalah pageto
luse; sekarang:
skrg skrng saiki sakniki ayeuna kini sakmenika; seminggu: sminggu saminggu sakminggu sepekan; hari: dinten dina dino
poe hr; bulan: bln sasi
wulan sasih; depan: payun dpn ngarep ngajeng hareup; kemarin: kamareng kamarin kmrn kemaren wingi kamari; tanggal: tgl
tangal
tanggalnya
tggl; minggu: mingu mnggu pekan; lalu: kepungkur; malam: bengi wengi peuting malem; sore: sorean sonten; pagi:
enjang; saya: tiang sa awak beta denai aku gue gua gw
kulo kula abdi ane ulun ambo sy sayah aq; gak: nyanda dak idak ndk kada moal ga ngga nggak enggak kagak ndak tidak
tdk gk nda mboten ora teu
henteu indak kaga engga tida; belum: can encan alun balun balum belom blm dereng durung acan tacan;
sudah: so tos ges geus atos
uwis mpun suda sdah udah dah sdh udh sampun parantos uda
wis wes; aja: we weh doang saja ae aje wae; nanti: beko bekko ngke engkin engkinna mengko engko ngko ntar entar nti
mengke
mangke engke tar; kalau: kalok kalou menowo menawa upami jiko jikok apabila bilamana jikalau misale kalo klo kl kalu
nek menawi yen
lamun mun pami lek; bayar: mbayar mayar bayaraken bayarken byr; mau: rek mo kepingin badhe arep arek bade ameh pengen
pengin pingin
ingin hendak; bisa: saged iso tiasa bs isa; uang: pitih pipis kepeng hepeng duit arto artos yatra doku duwit; iya: yo
hooh heeh yup yap yes yups iyap injih enggeh nggeh iyah inggih nggih enggih njih
muhun sumuhun enya iyo he'eh iye yoi iyaa; benar: leres betul bener btul; oke: sae bereh rancak jadih gas gass
gaskeun mantap mantab ok okey okeh okee okelah baik baiklah
sip siap; semoga: muga mugo mudah2an mudahmudahan mugi mugia moga; suami: salaki lakik; istri: garwa isteri; pakai:
make ngagem pake pke nganggo; lewat: liwat
lwt via melalui; untuk: buat utk bwt kangge keur; dulu: sik sek disik disek dhisik riyin rumiyen dahulu rumiyin heula
dl;
sama: ama sm sareng karo; dari: seko soko saking saka; sampai:
sampe ampe nyampe hingga; transfer: tf trf transper trasfer tranfer transver; cicilan: kreditan; kayaknya: ketoke
kadose kadosipun kadosna nampaknya nampaknyo koyoke kykny kayanya
keknya kyknya sepertinya kayake koyone sigana jigana; terima: trima; terimakasih: makasih mksh;
karena: krn gara; habis: bar sawise sakwise saentos saatos sabakdo salapeh bakda sabada bada abis; setelah: sesudah
selepas sehabis; dengan: dgn; yang: yg sing nu; tapi: mung tetapi namun cuman cuma; bapak: bpk; telepon: telpon telfon
tlp telp nelpon nelepon telponnya; kapan: kpn iraha; berapa: brp brapa pira sabaraha pinten; lebih: lbih; kirakira:
kira2; rp: idr; angsuran: ansuran angsurannn; gajian: gajihan; gaji: gajih; insyaallah: insyallah inshaallah
insyaalloh isyaallah insallah; usahakan: usahaaken usahakaken usahakne diusahakne diusahakeun diusahaken
ngusahano upayakan diupayakan
mengupayakan upayain diupayain ngupayakan ngusahain ngusahakeun usahakeun usahano usahake diusahake usahain
diusahakan diusahain usahaken diusahaken; alfamart: alfa
alpamart alfamat alphamart alfamrt; alfamidi: alpamidi; indomaret: indomart indomarek indomerit idm indomarit;
gopay: gopey gopei; shopeepay: shopepay spay sopipay shopipay sopeepay; linkaja: linkja; qris: kiris keris kyuris
kuaris kris kuris kuwris
qiris krist qr; ovo: ofo; brilink: brilling brilin; mbanking: mbangking ebanking ibanking; autodebit: autodebet
otodebet autodebt; teller: teler; tokopedia: tokped tokopedya; ewallet: ewalet; cabang: cabangg;
kantor: kantua kantoa; katanya: jarene jare
jarenipun ujare saurna saurnya ceunah cenah keceknyo katonyo katane ktnya; mungkin: meureun panginten panginteun
mngkn mbokmenawa mbokmenowo; jangan: jangankan boro ojo ulah jgn; ada: aya wonten ono onok enten ado; punya: duwe
nduwe gaduh gadah
boga ndue; dapat: angsal kenging meunang dpt; ribuan: rebuan rebuwan ribuwan ewuan;
ditelepon: ditelpon ditelfon ditlp; ke: ka nang menyang ning; ayo: hayu hayuk ayok yuk; lagi: meneh maneh malih
deui;
adik: adek adhik ading; tahu: tau ngerti; coba: cubo cobi cobo jajal nyobi; apa: opo nopo naon apo; eh: ding deng;
yasudah: sudahlah udahlah yaudah yasudahlah yaudahlah yawes yowes yowis; gitu: ngono
ngoten kitu;
ini: ieu iki iko niki; magrib: maghrib mahrib; isya: isak; tahun: taun; muda: enom anom; duhur: zuhur dzuhur dhuhur
lohor; asar: ashar; ramadhan: ramadan romadhon; sholat: salat solat shalat; setelahnya: sesudahnya sehabisnya
habisnya; siang: siangan;
dua puluhan: likuran;
sebelum: sadurunge sakdurunge sateuacan sabelum sateuacanna samemeh; lebaran: bodo boda riyaya
""")
"""One heard word -> its form (a form of several words stands for several tokens)."""

AFTER_DIGITS = _table("""
ribu: k; kali: x; miliar: m; januari: jan; februari: feb; maret: mar; april: apr; agustus: agt ags; september: sep sept;
oktober: okt; november: nov; desember: des
""")
"""Short forms that are read so only right behind a figure."""

FILLERS = word_set(
    """e ee eee eeee em emm emmm hm hmm hmmm mm mmm uh uhm umm um anu nganu ehm err aa aaa ah oh nah tuh kek sih
    nih teh mah atuh euy ji ki mi lho loh"""
)
"""Hesitations and colourings that carry nothing here."""

MERGES: dict[tuple[str, ...], str] = {
    tuple(key.strip().split()): value.strip()
    for key, value in (
        entry.split("=")
        for entry in """
ke rek = ke rekening
dari rek = dari rekening;no rek = nomor rekening;rek bca = rekening bca;rek bri = rekening bri
rek bni = rekening bni;rek mandiri = rekening mandiri
gak lewat dari = deadline
eh bukan deng = eh;eh bukan = eh;bukan deng = eh;bukan ding = eh;suk emben = lusa;besok esuk = besok pagi
mbesuk esuk = besok pagi;sesuk isuk = besok pagi;sesuk esuk = besok pagi;sak minggu = seminggu
sak ratus = seratus;sak ribu = seribu;sak juta = sejuta;iya sudah mi = iya sudah;iya sudah ji = iya sudah
iya sudah ma = iya sudah;benjing enjing = besok pagi;besuk esuk = besok pagi;eh salah = eh
selebihnya benar = lainnya benar;selebihnya sudah benar = lainnya benar;selebihnya sama = lainnya sama
selebihnya cocok = lainnya cocok;selebihnya oke = lainnya oke;sisanya benar = lainnya benar
sisanya sudah benar = lainnya benar
maksud saya = maksudnya;apa namanya = ;apa ya namanya =
mudah mudahan = semoga;mudah 2 an = semoga;moga moga = semoga;insya allah = insyaallah;in sya allah = insyaallah
insya alah = insyaallah;insha allah = insyaallah;isya allah = insyaallah;insa allah = insyaallah
inshaa allah = insyaallah;in syaa allah = insyaallah;insya alloh = insyaallah;ya sudah = yasudah;iya sudah = yasudah
kira kira = kirakira;kurang lebih = sekitar;virtual account = va;virtual akun = va;virtual acount = va;v a = va
ve a = va;fe a = va;vi e = va;pe a = va;q ris = qris;kyu ris = qris
mobile banking = mbanking;m banking = mbanking;em banking = mbanking;internet banking = mbanking;e banking = mbanking
indo maret = indomaret;in do maret = indomaret;alfa mart = alfamart;alfa midi = alfamidi;link aja = linkaja
shopee pay = shopeepay;go pay = gopay;e wallet = ewallet;dompet digital = ewallet;auto debit = autodebit
auto debet = autodebit;debet otomatis = autodebit;potong otomatis = autodebit;bri link = brilink;b r i link = brilink
kantor pos = kantorpos;kantor cabang = cabang;orang tua = orangtua;kode qr = qris;q r i s = qris;scan barcode = qris
he eh = iya;ho oh = iya;rumah sakit = rumahsakit
masing masing = masingmasing;bri mo = brimo;b r i mo = brimo;cepek ceng = cepek ribu;a t m = atm
jatuh tempo = jatuhtempo
paling tidak = minimal;paling gak = minimal;paling sedikit = minimal;paling enggak = minimal;paling lambat = deadline
paling telat = deadline;paling lama = deadline;selambat lambatnya = deadline;dana pensiun = danapensiun
kawan ratus = empat ratus;uang muka = dp;paling banyak = maksimal;paling banter = maksimal;paling mentok = maksimal
tanda jadi = dp;eh gak gak = eh;lebih kurang = sekitar;kurang luwih = sekitar;kurang leuwih = sekitar
kerja sama = kerjasama;sama sekali = samasekali;terima kasih = terimakasih;mohon maaf = maaf
tokope dia = tokopedia;b c a = bca;b r i = bri;b n i = bni;b t n = btn;b s i = bsi;w a = wa;d p = dp
ku lunasi = saya lunasi;siapa tahu = siapatahu;mbok kalau = mungkin;dengar dengar = katanya
tak bisa = gak bisa;tak mau = gak mau;tak ada = gak ada;tak punya = gak punya;tak sanggup = gak sanggup
tak mampu = gak mampu;tak akan = gak akan;tak pernah = gak pernah;tak jadi = gak jadi;tak usah = gak usah
tak perlu = gak perlu;tak tahu = gak tahu;tak sempat = gak sempat;tak cukup = gak cukup
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
    cabang qris bayar seminggu sebulan rupiah sekarang rekening denda"""
)
"""Words worth putting together again when a recogniser split them ("se lasa")."""

FUZZY_KEYS = ("delapan", "sembilan", "januari", "februari", "agustus", "september", "november", "desember")
"""Long words with no near neighbour in Indonesian; a misspelling of one of them is safe to mend."""
