"""How ways of paying, banks and shops are called. Pure."""

import re

_NAMES = """
minimarket:indomaret=indomaret; minimarket:alfamart=alfamart; minimarket:alfamidi=alfamidi; ewallet:ovo=ovo
ewallet:gopay=gopay; ewallet:shopeepay=shopeepay; ewallet:linkaja=linkaja; agent_outlet:brilink=brilink
marketplace:tokopedia=tokopedia; marketplace=bukalapak,lazada,shopee,blibli,marketplace
mobile_banking:bri=brimo; mobile_banking:mandiri=livin; mobile_banking:bca=mybca,klik bca,bca mobile,mobile bca,klikbca
mobile_banking:bni=wondr; mobile_banking:bsi=byond; mobile_banking:cimb=octo; virtual_account:bri=briva
mobile_banking=mbanking,mobile,sms banking,banking,mbank,mobile bank
transfer=transfer,mentransfer,ditransfer,transferan,transferin,transferkan,ditransferin,ditransferkan,rekening,trans fer
virtual_account=va,vea,ve a,fe a,virtual,virtual akun,virtual acount,virtual account,pa bri va
atm=atm,anjungan,ate em,a te em; teller=teller,setor tunai,setoran tunai,counter,kasir bank,loket bank,teler
minimarket=minimarket,supermarket,mini market,mini mart,super market; ewallet=ewallet,dompet digital,uang elektronik
qris=qris,barcode,barkod,scan,kode q r,q r,kode qr,scan kode,kode batang,kyu ris,ki ris,kuis scan; branch=cabang
autodebit=autodebit,autodebet,didebet,didebit,pendebetan,pendebitan,debet otomatis,debet langsung,debet rekening
post_office=kantorpos,pos,kantor pos,post office; app=aplikasi,apk,app,aplikasinya; agent_outlet=agen,agen bank
=bca; =bri; =bni; =mandiri; =bsi; =btn; =cimb; =permata; =cimb niaga>cimb; =niaga>cimb; =bank syariah>bsi
=bank syariah indonesia>bsi; =bank rakyat>bri; =bank rakyat indonesia>bri; =bank central>bca; =bank central asia>bca
=bank negara>bni; =bank negara indonesia>bni; =bank tabungan negara>btn; =b s i>bsi; =be ce a>bca; =be er i>bri
=be en i>bni; =be te en>btn; =bi si a>bca; =bi si ei>bca; =bi en ai>bni; =bi ar ai>bri; =bi ti en>btn; =bi es ai>bsi
"""
"""`category:brand=name,name`, a bank without a category; `name>brand` where the name is not the brand."""


def _table() -> dict[tuple[str, ...], tuple[str, str]]:
    table = {}
    for entry in filter(str.strip, re.split(r"[;\n]", _NAMES)):
        way, _, names = entry.strip().partition("=")
        category, _, brand = way.partition(":")
        for name in names.split(","):
            words, _, bank = name.partition(">")
            table[tuple(words.split())] = (category, brand or bank or (words if not category else ""))
    return table


WAYS = _table()
"""The words of a name -> its category and brand ("" where it has none)."""
