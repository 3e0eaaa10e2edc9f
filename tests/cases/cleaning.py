"""Damage and what is left when it is undone: (name, text as extracted, paragraphs, reasons of what was set aside)."""

CASES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Chinese, wrapped",
        "理事会欢迎统计司编制海洋观测手册，包括其中关于潮汐站的附件，并决定第\n五十二届会议优先讨论浮标网络的维护费用，同时考虑到小岛屿沿海社区提出\n的技术需要和请求。\n",
        (
            "理事会欢迎统计司编制海洋观测手册，包括其中关于潮汐站的附件，并决定第五十二届会议优先讨论浮标网络的维护费用，同时考虑到小岛屿沿海社区提出的技术需要和请求。",
        ),
        (),
    ),
    (
        "Chinese, wrapped, a blank line after every line",
        "1. 理事会欢迎统计司编制海洋观测手册，包括其中关于潮汐站的附件，并决\n\n定第五十二届会议优先讨论浮标网络的维护费用，同时考虑到小岛屿沿海社区\n\n提出的技术需要和请求。\n\n2. 会员国赞赏秘书处的工作。\n",
        (
            "1. 理事会欢迎统计司编制海洋观测手册，包括其中关于潮汐站的附件，并决定第五十二届会议优先讨论浮标网络的维护费用，同时考虑到小岛屿沿海社区提出的技术需要和请求。",
            "2. 会员国赞赏秘书处的工作。",
        ),
        (),
    ),
    (
        "English, wrapped, paragraphs apart",
        "The Council welcomed the handbook on ocean observation which the Statistics\nDivision had compiled, including the annex on tide stations and the proposals\nmade by island States.\n\nIt decided to remain seized of the matter, in line with paragraph 5 of resolution\n78/12, and to consider it under the item entitled “Human rights”.\n",
        (
            "The Council welcomed the handbook on ocean observation which the Statistics Division had compiled, including the annex on tide stations and the proposals made by island States.",
            "It decided to remain seized of the matter, in line with paragraph 5 of resolution 78/12, and to consider it under the item entitled “Human rights”.",
        ),
        (),
    ),
    (
        "an abbreviation ends no sentence",
        "The Committee took note of the views of the Working Group, as set out in paras.\n5 to 9 of its report, and requested the Secretariat to circulate them in all six\nofficial languages before the next session.\n",
        (
            "The Committee took note of the views of the Working Group, as set out in paras. 5 to 9 of its report, and requested the Secretariat to circulate them in all six official languages before the next session.",
        ),
        (),
    ),
    (
        "clauses of a resolution set in",
        "    大会，\n    回顾其以往关于海洋和海洋法的各项决议，包括上届会议所通过的决议以及其\n他有关决议，\n    强调国际合作对于养护和可持续利用海洋生物资源十分重要，并指出各国应当，\n    1. 吁请各国加强能力建设；\n",
        (
            "大会，",
            "回顾其以往关于海洋和海洋法的各项决议，包括上届会议所通过的决议以及其他有关决议，",
            "强调国际合作对于养护和可持续利用海洋生物资源十分重要，并指出各国应当，",
            "1. 吁请各国加强能力建设；",
        ),
        (),
    ),
    (
        "page end in mid-sentence",
        "委员会审议了秘书长的报告，并建议大会在其下届会议上继续审议这一项目，\n同时考虑到各代表团在辩论中表达的意见以及咨询委员会所提建议的执行情\nhttp://undocs.org/A/RES/76/18\nA/78/44\n3/12 V.23-04321\n况，包括为小岛屿国家提供的支助。\nA/78/44\nV.23-04321 4/12\n",
        (
            "委员会审议了秘书长的报告，并建议大会在其下届会议上继续审议这一项目，同时考虑到各代表团在辩论中表达的意见以及咨询委员会所提建议的执行情况，包括为小岛屿国家提供的支助。",
        ),
        ("web address", "running head", "running head", "running head", "running head"),
    ),
    (
        "footnotes in mid-sentence, marks glued",
        "大会欢迎各国领导人通过政治宣言，1并承诺落实其中各项目标，为此请各基\n金和方案2在各自任务范围内协助会员国制定国家战略，加强统计能力，以便\n__________________\n 1 第 76/4 号决议。\n 2 见 E/2021/9，第三章。\n在 2030 年前取得 3 项具体进展。\n",
        (
            "大会欢迎各国领导人通过政治宣言，并承诺落实其中各项目标，为此请各基金和方案在各自任务范围内协助会员国制定国家战略，加强统计能力，以便在 2030 年前取得 3 项具体进展。",
        ),
        ("footnote mark", "footnote mark", "footnote rule", "footnote", "footnote"),
    ),
    (
        "raised marks break the line",
        "大会重申《联合国宪章》所载宗旨和原则，并回顾《禁止或限制使用公约》1\n 及其各项议\n\n定书，以及人权理事会关于这一问题的决议，还回顾世界首脑会议通过的成果\n\n文件和其他各次主要会议的成果，强调这些文件彼此联系、相互加强，因此应\n\n当共同执行。\n\n__________________\n\n 1 联合国，《条约汇编》，第 1342 卷。\n",
        (
            "大会重申《联合国宪章》所载宗旨和原则，并回顾《禁止或限制使用公约》及其各项议定书，以及人权理事会关于这一问题的决议，还回顾世界首脑会议通过的成果文件和其他各次主要会议的成果，强调这些文件彼此联系、相互加强，因此应当共同执行。",
        ),
        ("footnote mark", "footnote rule", "footnote"),
    ),
    (
        "raised footnotes without a rule",
        "重申《公约》及其议定书¹的重要性，\n\n¹ 联合国，《条约汇编》，第 1342 卷。\n\n回顾每平方公里（km²）的数据，\n",
        ("重申《公约》及其议定书的重要性，", "回顾每平方公里（km²）的数据，"),
        ("footnote mark", "footnote"),
    ),
    (
        "masthead",
        "United Nations  A/78/44\nGeneral Assembly\nDistr.: General\n22 July 2023\nChinese\nOriginal: English\n\nSeventy-eighth session\n",
        ("General Assembly", "Seventy-eighth session"),
        ("masthead",) * 5,
    ),
    (
        "page numbers count up, a year stays",
        "甲。\n乙。\n丙。\n丁。\n戊。\n7\n甲。\n乙。\n丙。\n丁。\n戊。\n8\n甲。\n2015\n丙。\n丁。\n戊。\n9\n",
        ("甲。", "乙。", "丙。", "丁。", "戊。") * 2 + ("甲。", "2015", "丙。", "丁。", "戊。"),
        ("page number",) * 3,
    ),
    (
        "broken symbols",
        "见 E/2020/ 30 和 A/RES/72 /195 及 E/2020/30/Add. 1。\n和/ 或, and/ or\n",
        ("见 E/2020/30 和 A/RES/72/195 及 E/2020/30/Add.1。", "和/ 或, and/ or"),
        (),
    ),
    (
        "a symbol broken over lines",
        "The Commission considered the note by the Secretariat contained in document E/CN.7/\n2023/15 and decided to transmit it to the Economic and Social Council for further\nconsideration at its next session.\n",
        (
            "The Commission considered the note by the Secretariat contained in document E/CN.7/2023/15 and decided to transmit it to the Economic and Social Council for further consideration at its next session.",
        ),
        (),
    ),
    (
        "table figures",
        "Resources by component\nPosts 1 200 1 300\n1 200.0   1 300.5   (8.3)\n–   45.0   –\nTotal\n",
        ("Resources by component", "Posts 1 200 1 300", "Total"),
        ("table figures", "table figures"),
    ),
    (
        "figures that end a sentence are no table",
        "The Council recalled its resolutions on the matter, among them 1325 (2000) and\n2191 (2014).\n",
        ("The Council recalled its resolutions on the matter, among them 1325 (2000) and 2191 (2014).",),
        (),
    ),
    (
        "a list of figures holds no footnote marks",
        "会议审议了成果文件第20、37、38、39和40段，39并核可该文件。\n____\n37 同上。\n38 同上。\n39 见第一章。\n",
        ("会议审议了成果文件第20、37、38、39和40段，并核可该文件。",),
        ("footnote mark", "footnote rule", "footnote", "footnote", "footnote"),
    ),
    (
        "a mark before a word that begins like a measure word, and one at a line's end",
        "第二，1人员流动频繁，2人已经离职，\n委员会注意到这一情况，2\n并请秘书处提出报告。\n____\n1 同上。\n2 见第一章。\n",
        ("第二，人员流动频繁，2人已经离职，", "委员会注意到这一情况，", "并请秘书处提出报告。"),
        ("footnote mark", "footnote mark", "footnote rule", "footnote", "footnote"),
    ),
    (
        "a number at a line's beginning that counts no paragraphs",
        "1. The programme began with twelve countries, and in its fourth year there are\n46. The Office provides support to all of them from its headquarters in Vienna\nand from the field.\n2. The programme ends in 2027.\n",
        (
            "1. The programme began with twelve countries, and in its fourth year there are 46. The Office provides support to all of them from its headquarters in Vienna and from the field.",
            "2. The programme ends in 2027.",
        ),
        (),
    ),
    (
        "a clause of the preamble ends where its line is full",
        "Reaffirming the Convention, which is the main instrument against trafficking\nby land, air and sea, and the protocols supplementing it, as well as resolution,\nNoting with concern that many ports lack trained inspectors, and that training,\nWelcoming the report.\n",
        (
            "Reaffirming the Convention, which is the main instrument against trafficking by land, air and sea, and the protocols supplementing it, as well as resolution,",
            "Noting with concern that many ports lack trained inspectors, and that training,",
            "Welcoming the report.",
        ),
        (),
    ),
    (
        "clean text stays as it is",
        "秘书长的报告\n\n一. 导言\n\n1. 大会在第 78/12 号决议中请秘书长提出报告。\n\n2. 本报告是根据该项请求编写的，其中载有会员国提供的资料；\n\nA/78/44\n",
        (
            "秘书长的报告",
            "一. 导言",
            "1. 大会在第 78/12 号决议中请秘书长提出报告。",
            "2. 本报告是根据该项请求编写的，其中载有会员国提供的资料；",
            "A/78/44",
        ),
        (),
    ),
)
