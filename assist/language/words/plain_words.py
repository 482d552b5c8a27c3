"""Words and names that sound like a number word, a weekday or a month, and yet mean something themselves."""

from assist.language.words.vocabulary import word_set

PLAIN = word_set(
    """
    abad abu adu alam alamat alasan aman amat ambil ampun anak angan angin angka angkat antar antara apaan apel
    artis arus asam atas atau atur ayah ayam ayu babu bagi bagus bahas baik baju balapan balas bali balik balok
    bambu baru batas batu bau beban bebas beda bekas bekasi bel bela belah belajar belakang belang beli beliau bella
    belok belut bening beras berat berebut beres beribu berikutnya berjalan berkas besar betul biar bias biasa biji
    bila bilah bilang biru bis blok bocah bodoh bola bolak boleh bolos bolu bos bro bu buah bujuk buka bukan buku
    bulanan bulat bully bulog bulu bumi bunga bunuh bunyi buru buruh buruk buta butir butuh cabul camat camilan
    campuran cara catat cek celaka celana cemas cemilan cengeng cepat cerdas cerita ceroboh cetak ciamis cilacap
    cina cita cocok cuci cucu culik cuma cuman cumi cuti da dah dahulu dalam dana dari data datang daya de debu dek
    dekat denda desa desain dewa dewan di dia dibalas dibayar dibilang dibunuh dicampur dicap dicat didepan digambar
    diikat dijamin dik dika dikit dilarang dilawan dilempar dilepas dilihat dilipat diluar dipakai disamping disebar
    disimpan do doa dosa duduk duet duga duit duka duku dukuh duluan dunia duta ekor emang emas empati empedu empuk
    enak enggak enggan entah erat esok etika film foto gadis games gamis ganas garis gelap gelar gelas gempa gigi
    giliran gram gratis gua gula hadis halaman halo halus hamba hamid hamil hampa hangus harapan harian haris haru
    harus hati hebat hemat heran hewan hinaan hitam hulu ibu ikan imam iman imbalan impian indah info ingat ingin
    item itu jadi jaga jam jamaah jamak jamin jaminan jamur janin jasa jatah jati jatuh jauh jawa jawaban jaya jebol
    jeda jelajah jelas jelasnya jelata jeli jemaat jembatan jember jemput jenis jika jilid jimat jingga jitu jiwa
    joni judi juga jujur julia jumlah jumpa jung juri kades kakak kaki kalaupun kali kalo kami kamil kamu kamus kan
    karet kartu kasih kasus kata kayu kecil kedelapan kedua keempat keenam kelak kelapa kelas kelebihan kelima
    keluhan kemas kembali kembalinya kena kening kepala keras kerja kertas kesembilan ketiga kilas kilo kini kirim
    kita kode kok komisi kosong kota kotak kredit ku kuat kuda kuli kulit kumis kurang labu lah lahan lahir lain
    lama lambat langkah lantai lapang lapar lawan lebat lelah lemah lemak lemas lembar lembut lengah lepas les letak
    lia libur liga lihat limit lina line link lisa liter lu lubang lucu luluh lulus luna lupa ma maaf macam macet
    madu maha maju malas malu mana mandi manfaat manggis marah marak mari maria mario mark masuk mata mati mba mbah
    mbak mega membeli memberikan menang menghilang menjelang menuju merah merebut mereda merek meter mingguan
    minimal minta minus mirip mobil motor mudah mulai mulut murid musuh na nak nama nampak nan nangis nasional ngeri
    nomor non number nyata obat oleh om orang otak pa pala paling palsu palu panas panjang papan parit pas pasang
    pasar pasti patut pedas pelajar pelan pelanggan pelat peluh peluk pembelaan pembeli pembelian pembinaan
    pemilihan pendek penuh peras perbedaan perlu peroleh persen pertama perut pesta pihak pilih pilot pinggang
    pinjam pinjaman plus po pokok pola pole polisi pos puas puasa publik pucuk pukul pula pulang pulas pulau pulih
    pulsa pun pupuk pura pusat putih putu putus rabi rabun radio rafi raga ragu rakus rambu rambut rapat rapi rapuh
    rata ratu raya rebut relevan rembulan rempah renang repot riau riba ribet ribut rilis ringan roboh roda rujuk
    rumah rumus rute saat saatnya sabda sabu sabuk sadar sadis saja sajadah saku sambil sambungan sambutan sampah
    sampaikan samping sampingan sana sangat sanggup sapi sapu sari saru sate satuan satunya satwa satya sdh sebagai
    sebagian sebal sebanyak sebatas sebelah sebesar sebilah sebuah sebulan seburuk sebut secara sedih segala segelas
    segera seharian sehat sejak sejarah sejati sejumlah sekali sekelas sekian sekilas sekolah sela selada selain
    selalu selama selamat selatan selera selesai selisih seluas seluruh semacam semakin semalam semasa sembarang
    semboyan sembuh sembuhkan semburan semen sempat sempurna semua semudah semula senam senang sendirian sengaja
    senggang sengit seni senilai sentuh senyum seolah separo separuh sepatu sepekan sepele sepenuh sepuh sepulang
    sepupu serabut serap serasa serat serba serbu seri sering serius serta seru serupa sesama sesepuh sesuai sesuatu
    setahu setiap setor setting setuju sewaktu share si siasat sibuk sikap silahkan silakan simak simbol simon
    simpan simpanan singgung sini sinis sipil siswa situ situs soal soda soleh solid some soni sonny soto status
    suatu suci sudut sujud suka sulit sunat sungguh sunyi supaya surat suruh susah susu swasta ta tabu tadi tagihan
    tahan tahapan tajuk taman tambah tambahan tampilan tamu tanaman tangan tanggapan tangis tanpa tante tas tata
    tatapan tau tebu tega tegak tegap tegar tegas teguh teka tekad tekanan teko teks teladan telah telapak telat
    telefon telp telpon tema teman tempat tempo tempuh tenang tengah terakhir terapan teratas terbang terus tes
    tetap tetapi tetapkan tewas tiap tiba tidak tika tikar tiket timur tina tinggal tinggi tingkat tipe tisu titip
    to toga toko tokoh tolong tomat tua tuak tuan tubuh tugas tugu tujuan tulang tuli tulisan tumbuh tunai tunggu
    tunjuk turun turut tusuk tutup ucapan udah uji ujung ulang ulasan umat umum unit upah usah usaha voli waktu
    walaupun ya yani yudha yuli yulia yuni
    """
)
"""Ours, from the commonest words of the language; one that is still taken for a number wrongly belongs here too.

The words that the normaliser has a form for (`vocabulary`) are known to `misheard` anyway and not repeated here.
"""
