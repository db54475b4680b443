from app.accounts.domain.names import one_line


def test_a_name_can_not_write_paragraphs_of_a_mail_nor_turn_what_follows_it():
    assert one_line(" Lin\u3000Wei\n\nhttps://pool.example/x\u202e\x00 ") == "Lin Wei https://pool.example/x"
    assert one_line("👩‍🔬 O’Neil·买买提") == "👩‍🔬 O’Neil·买买提"
