"""Sentence splitting of UN prose in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.text.sentences import pieces, sentences, spans

CASES = [
    # ends and closing marks
    ("会议开幕。主席致辞。", ["会议开幕。", "主席致辞。"]),
    ("他说：“我们同意。”会议结束。", ["他说：“我们同意。”", "会议结束。"]),
    ("“何时？”的问题没有答案。", ["“何时？”的问题没有答案。"]),
    ("真的吗？！当然。", ["真的吗？！", "当然。"]),
    ("谁负责?各国政府!", ["谁负责?", "各国政府!"]),
    ("见附件（第一部分。第二部分）和表2。完", ["见附件（第一部分。第二部分）和表2。", "完"]),
    ("《条约。议定书》已生效。好", ["《条约。议定书》已生效。", "好"]),
    ("工作已完成.下一步是评估.", ["工作已完成.", "下一步是评估."]),
    ("增长3.5%。", ["增长3.5%。"]),
    # clauses do not end at a semicolon or comma
    ("注意到进展；欢迎报告，并感谢秘书长。", ["注意到进展；欢迎报告，并感谢秘书长。"]),
    ("Notes the progress; welcomes the report,", ["Notes the progress; welcomes the report,"]),
    # lines
    ("回顾其决议，\n强调必须合作，\r\n1. 决定如下：", ["回顾其决议，", "强调必须合作，", "1. 决定如下："]),
    ("一、导言\n\n二、结论", ["一、导言", "二、结论"]),
    # lists
    (
        "委员会：(a) 通过议程；(b) 选举主席；以及(c) 休会。",
        ["委员会：", "(a) 通过议程；", "(b) 选举主席；以及", "(c) 休会。"],
    ),
    ("应当：（一）调查；（二）起诉。", ["应当：", "（一）调查；", "（二）起诉。"]),
    ("Decides: (a) To meet; and (b) To report.", ["Decides:", "(a) To meet; and", "(b) To report."]),
    ("in accordance with article 5 (a); it also", ["in accordance with article 5 (a); it also"]),
    # numbered paragraphs
    ("12. The Committee met. 13. It adjourned.", ["12. The Committee met.", "13. It adjourned."]),
    ("IV. Conclusions", ["IV. Conclusions"]),
    ("三. 结论", ["三. 结论"]),
    ("B. Funding", ["B. Funding"]),
    # abbreviations
    ("See No. 5 and Art. 7. They apply.", ["See No. 5 and Art. 7.", "They apply."]),
    ("He said no. The vote failed.", ["He said no.", "The vote failed."]),
    ("It is in A/74/127/Add.1 and Corr.2. It was issued.", ["It is in A/74/127/Add.1 and Corr.2.", "It was issued."]),
    ("The U.S. Mission replied. It agreed.", ["The U.S. Mission replied.", "It agreed."]),
    ("They moved to the U.S. The others stayed.", ["They moved to the U.S.", "The others stayed."]),
    (
        "Mr. J. Smith and Ms. K. Wang spoke at 3 p.m. They left.",
        ["Mr. J. Smith and Ms. K. Wang spoke at 3 p.m.", "They left."],
    ),
    ("States, organizations, etc. The list is open.", ["States, organizations, etc.", "The list is open."]),
    ("See e.g. Article 3 and cf. Annex II.", ["See e.g. Article 3 and cf. Annex II."]),
    ("It grew by 3.5 per cent. In 2020 it fell.", ["It grew by 3.5 per cent.", "In 2020 it fell."]),
    # what follows
    ("“Why?” asked the delegate. “Because.”", ["“Why?” asked the delegate.", "“Because.”"]),
    ("The report.12 The annex.", ["The report.12", "The annex."]),
    ("The report.¹² The annex.", ["The report.¹²", "The annex."]),
    ("(See annex I.) The table follows.", ["(See annex I.)", "The table follows."]),
    ("He paused (cf. para. 3. above) and went on. Good.", ["He paused (cf. para. 3. above) and went on.", "Good."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:24] for text, _ in CASES])
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


WILD = st.text(alphabet="AaTh Nno.5?!;:。！？；：，“”\"'()（）《》[]\n\r一国的等和and\u3000…①", max_size=60)


@given(WILD)
def test_pieces_tile_the_text(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    if text.strip():
        assert [piece.strip() for piece in found] == sentences(text)


@given(WILD)
def test_spans_lie_in_order_and_leave_only_white_space_out(text: str) -> None:
    at = 0
    for start, end in spans(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "（甲。" * 20_000
    assert "".join(pieces(text)) == text
