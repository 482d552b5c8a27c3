from assist.account import Account


def test_a_name_is_one_line_and_a_note_may_have_several() -> None:
    note = {"date": "2026-10-01", "text": "baris satu\nbaris dua"}
    account = Account.model_validate({"customer_name": " Ratna\n Dewi ", "last_notes": [note]})
    assert (account.customer_name, account.last_notes[0].text) == ("Ratna Dewi", "baris satu\nbaris dua")
