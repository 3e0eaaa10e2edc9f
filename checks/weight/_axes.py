"""Pairs of opposites in both languages, as language facts.

A line is `English / its opposite | Chinese / its opposite`. Words before `~` are strong: they accuse and acquit. Those
behind it only acquit, for they say the same in some texts and other things in most. `*` stands for any ending.
"""

from __future__ import annotations

LINES = """
increas* ~ grow*, rise*, rising, rose, rais*, higher, expan*, gain*, addition*, enhanc*, exten*, surg*, boost*, climb*, heighten*, further, greater, escalat*, accelerat*, scal*, mount*, doubl*, tripl*, strengthen*, swell*, rapid* / decreas*, declin*, reduc* ~ fall*, fell, drop*, lower*, less*, fewer, diminish*, shrink*, shrank, cut*, down*, minimi*, mitigat*, slow*, short*, curtail*, cutback*, eas*, alleviat*, slash*, depriv*, contract*, relief, reliev*, disarm*, los*, weaken*, deteriorat*, abat*, drawdown, streamlin* | 增加, 增多, 增长, 上升, 增至, 增大 ~ 升, 增, 加, 多, 大, 越来越, 日益, 追加 / 减少, 下降, 降低, 缩减, 减至, 降至, 减低, 裁减 ~ 减, 降, 缩, 少, 低, 裁
at least, minimum, not less than, no less than, no fewer than, not fewer than ~ or more, more than, min, least / at most, at the most, maximum, no more than, not more than, up to, not exceed*, ceiling ~ within, only, limit*, max, exceed*, under, or less, or fewer, capped | 至少, 最少, 最低, 不少于, 不低于, 起码, 最小 ~ 多达, 以上, 最起码 / 至多, 最多, 不超过, 不多于, 不得超过, 最高, 最大, 上限 ~ 以内, 以下
more than, in excess of, exceed*, upwards of, greater than ~ above, beyond, at least, plus, some, another, additional, or more, rather than / less than, fewer than, lower than, under the age of, short of ~ below, under, up to, within, almost, nearly, at most, younger, or less, insufficient, lack* | 超过, 多于, 逾, 大于, 高于 ~ 以上, 多, 过, 超, 高, 不止 / 少于, 不到, 不足, 低于, 小于, 未满, 不满 ~ 以下, 少, 低, 未
before, prior to ~ previous*, earlier, ahead, advance, until, by the time, by the end, pre*, former*, preced*, till, already, up to, ago, past, face*, facing, in front, lead*, ante*, until now, since, till, beforehand / after, following, subsequent*, thereafter, afterwards ~ post*, later, since, upon, once, as soon as, follow*, future, late, below, success*, after-*, back, behind, ensu*, result*, further | 之前, 以前, 前夕 ~ 前, 事先, 提前, 提交 / 之后, 以后, 其后, 随后 ~ 后, 一旦, 随
in favour, vote* for ~ affirmative, approv*, favour*, agree*, for / against, oppos* ~ opposing, negative, objection*, disagree*, reject*, object*, counter*, combat*, anti* | 赞成, 赞同, 支持 ~ 同意, 赞, 肯定 / 反对, 否决 ~ 反, 对, 打击, 侵害, 暴力, 歧视, 异议
import* ~ buy*, purchas*, inbound, enter*, inward* / export* ~ sell*, sale*, outbound, shipment*, outward* | 进口 ~ 进, 输入 / 出口 ~ 外销, 输出, 出
north, northern, northward* ~ Arctic, Boreal, upper, northe*, northw*, nordic / south, southern, southward* ~ southe*, southw*, lower, meridional, austral* | 北部, 北方, 北非, 北美, 北侧, 北区, 北岸, 北半球, 以北 ~ 北 / 南部, 南方, 南非, 南美, 南侧, 南区, 南岸, 南半球, 以南 ~ 撒哈拉, 南
east, eastern, eastward* ~ oriental, Orient, easte*, northe*, southe*, Levant, Timor* / west, western, westward* ~ occidental, northw*, southw*, westerniz* | 东部, 东方, 东非, 东欧, 东侧, 东岸, 东亚, 以东, 东区 ~ 东 / 西部, 西方, 西非, 西欧, 西侧, 西岸, 西亚, 以西, 西区 ~ 西
men, male*, boy*, man ~ masculine, husband*, father*, paternal, mankind, sons, son, paternity / women, woman, female*, girl* ~ feminine, wife, wives, mother*, maternal, lad*, feminis*, femicide, maternity, daughter* | 男子, 男性, 男孩, 男童, 男人, 男生 ~ 男, 人, 子 / 女子, 女性, 女孩, 女童, 妇女, 女生 ~ 女, 妇, 性别, 性
urban ~ cit*, town*, municipal*, metropol*, slum*, citified / rural ~ village*, country*, agricultur*, farm*, peasant*, peripher* | 城市, 城镇 / 农村, 乡村
developed ~ industriali*, advanced, rich*, high-income / developing ~ poor*, low-income, underdeveloped, least developed, emerging | 发达国家, 发达经济体 ~ 发达, 先进, 工业化 / 发展中国家, 发展中经济体 ~ 发展, 开发, 制定
public ~ government*, State*, official*, communal, common, citizens, national, open* / private ~ individual*, personal*, priva*, non-State, corporate, business* | 公共, 公立, 公营, 公有 ~ 群众 / 私营, 私立, 私人, 私有 ~ 个人, 民间, 商业
internal* ~ intern*, within, inside, domestic*, in-house, self, inner, between, intra*, inter* / external* ~ extra*, outside, foreign, outer, abroad, extern*, independent, outreach, exo* | 内部 / 外部
domestic*, at home ~ internal*, home, within, inland, house*, famil*, interna*, country / foreign*, abroad, overseas ~ external*, extern*, outside, alien*, expatriat*, diplomatic, extra* | 国内, 本国 ~ 国家, 本地, 当地, 全国 / 国外, 外国, 境外, 海外, 外来 ~ 国际, 对外
majority, most of ~ most*, major*, mainly, half, large*, bulk, generally / minority ~ minorit*, less*, small*, ethnic* | 多数, 大部分 ~ 主要 / 少数 ~ 个别
accept* ~ agree*, recei*, adopt*, acknowledg*, approv*, consent*, welcom*, undergo*, under*, bound, admit*, recogni*, amenab* / reject*, refus*, dismiss* ~ declin*, den*, turn*, resist*, oppos*, object*, disallow*, repudiat*, fail* | 接受, 接纳, 采纳 ~ 同意 / 拒绝, 驳回 ~ 反对
strengthen*, reinforc* ~ enhanc*, intensif*, increas*, improv*, bolster*, boost*, promot*, build*, consolidat*, step*, streng*, rein*, stronger, robust*, further, greater, tighten*, advanc*, fortif*, power* / weaken*, undermin*, erod* ~ impair*, weak*, lessen*, reduc*, cut*, eros*, jeopardi*, hamper*, detract*, compromis*, diminish*, damag*, dilut*, sap*, affect*, destr*, threat* | 加强, 增强, 强化 ~ 巩固, 加大, 深化 / 削弱, 减弱, 弱化, 破坏 ~ 影响
above ~ exceed*, higher, upper, older, preced*, foregoing, aforementioned, earlier, supra, previous, top, or more / below ~ under, lower, following, down, beneath, younger, infra, follow*, sub* | 上文, 上述 ~ 上, 以上, 述 / 下文, 下述 ~ 下, 以下, 如下, 不到, 不足
inflow*, influx ~ flow*, enter*, intake, arriv*, pour*, into, com* / outflow*, exodus ~ flow*, leav*, drain*, exit*, emigrat*, flee*, fled, capital flight | 流入, 涌入 / 流出, 外流, 外逃
entry, enter*, arriv* ~ access*, into, admission, immigra*, inbound, join*, come*, reach*, incoming, arrive, land*, entr*, penetrat* / exit*, depart*, leav* ~ left, emigra*, withdraw*, outbound, expulsion, remov*, deport*, vacat*, return*, separat*, leave | 入境, 进入, 抵达, 到达 / 出境, 离境, 离开, 退出
income, revenue* ~ earning*, receipt*, proceeds, salar*, wage*, pay, contribut* / expenditure*, spending, expense*, outlay* ~ cost*, spen*, pay*, disburs*, consum*, budget*, expend* | 收入 / 支出, 开支, 花费 ~ 经费
asset* ~ propert*, invest*, resourc*, equipment / liabilit* ~ debt*, obligat*, responsib*, payabl*, liable | 资产 ~ 财产 / 负债, 债务 ~ 责任
surplus* ~ excess*, unencumbered, extra, balance* / deficit* ~ shortfall*, shortage*, gap*, lack*, overdr* | 盈余, 顺差, 结余 / 赤字, 逆差, 短缺 ~ 不足
profit* ~ gain*, earning*, benefi*, return*, lucrat* / loss, losses ~ los*, deficit*, damag*, waste*, casualt*, write* | 利润, 盈利 / 亏损, 损失
buyer*, purchaser* ~ buy*, purchas*, client*, customer*, consum*, procure* / seller*, vendor* ~ sell*, suppl*, sale*, contractor*, dealer* | 买方, 买家, 买主, 购买者 / 卖方, 卖家, 卖主, 供应商
supply, supplies, suppl* ~ provi*, offer*, deliver*, equip* / demand* ~ need*, request*, requir*, call*, claim* | 供应, 供给 / 需求
employer* ~ employ*, manage*, business*, compan*, enterpris* / employee*, worker* ~ staff, employ*, personnel, labour* | 雇主 ~ 企业, 用人 / 雇员, 员工, 工人
creditor* ~ credit*, lend* / debtor* ~ debt*, borrow*, indebt* | 债权人, 债权国 ~ 债权 / 债务人, 债务国 ~ 债务
lender* ~ lend*, loan*, credit* / borrower* ~ borrow*, loan* | 放款人, 贷款人, 出借人 ~ 放款 / 借款人, 借款国
plaintiff*, claimant*, complainant* ~ author*, applic*, petition*, claim*, complain* / defendant*, accused, respondent* ~ defen*, suspect*, respond*, charge* | 原告, 申诉人, 索赔人 / 被告 ~ 答辩
victim* ~ surviv*, suffer*, injured, affected, casualt*, target* / perpetrator*, offender* ~ offend*, perpetrat*, culprit*, abuser*, aggressor*, author*, commit*, respons*, assail*, convict* | 受害者, 受害人 ~ 受害 / 犯罪人, 施害者, 加害人, 肇事者, 犯罪者, 施暴者, 行为人
origin ~ source*, sending, send*, home, native, originat*, countr* / destination* ~ receiving, host*, arriv*, target*, transit, destin*, recei* | 原籍国, 来源国, 起源国, 原产地, 始发地 ~ 来源 / 目的地 ~ 目的, 接收
donor* ~ donat*, contribut*, funder*, partner*, sponsor*, provid* / recipient*, beneficiar* ~ recei*, benefi*, programme countr*, host*, grant* | 捐助方, 捐助国, 捐助者, 捐助界, 捐款方 ~ 援助国, 出资 / 受援国, 受益人, 受益者, 受援方, 接受国
producer*, production ~ produc*, manufact*, output*, grow*, farm*, yield*, generat* / consumer*, consumption ~ consum*, use*, usage, eat*, intake, drink* | 生产者, 生产国, 生产 / 消费者, 消费国, 消费
teacher* ~ teach*, educat*, facult*, instructor*, school*, staff / student*, pupil*, learner* ~ learn*, educat*, school*, stud*, enrol*, train* | 教师, 老师 / 学生, 学员
allow*, permit*, authoriz* ~ enabl*, let*, licen*, grant*, access, admissib*, approv*, accord*, consent, possib* / prohibit*, forb*, ban, bans, banned, banning ~ prevent*, bar*, exclu*, deny, den*, outlaw*, illegal*, restrict*, proscri*, stop*, against, preclud*, disallow* | 允许, 准许, 许可 ~ 授权, 得以 / 禁止, 不准, 不许, 禁用 ~ 不得, 取缔
encourag*, promot* ~ stimulat*, foster*, advanc*, further*, incentiv*, urg*, motivat*, facilitat*, enhanc*, inspir*, advocat*, incit*, help*, boost*, upgrad*, improv* / discourag*, deter, deters, deterr*, dissuad* ~ prevent*, hinder*, avoid*, inhibit*, hamper*, reduc* | 鼓励, 促进, 推动, 激励 ~ 宣传 / 劝阻, 阻止, 遏制, 威慑, 阻碍
includ* ~ comprehen*, contain*, involv*, inclus*, such as, encompass*, cover*, among, compris*, incorporat*, consist*, as well as, namely, ranging / exclud*, excluding, exclusion ~ except*, apart, omit*, other than, exclu*, marginal*, rul*, waiv*, elimin*, preclu*, independent* | 包括, 包含, 列入 / 不包括, 排除, 不含, 除外
begin*, began, start*, commenc*, launch* ~ open*, initiat*, onset, beginning, embark*, as of, since, proceed*, introduc*, establish*, outset, early, enter*, effect / end, ended, ends, ending, conclu*, terminat* ~ clos*, finish*, complet*, ceas*, final*, expir*, last*, late*, stop*, until, cessation, wind*, finali*, by the end, aim*, settle* | 开始, 启动, 着手 ~ 进行, 展开 / 结束, 终止, 告终
opening ~ open*, inaugurat*, start*, begin*, launch*, introductory / closing ~ clos*, conclu*, end*, final | 开幕 / 闭幕
improv*, ameliorat* ~ better*, enhanc*, strengthen*, upgrad*, increas*, progress*, reform*, promot*, optimi*, refin*, perfect*, higher, rais*, advanc*, quality, sound* / deteriorat*, worsen*, aggravat* ~ degrad*, declin*, worse*, exacerbat*, poor*, harsh*, severe*, erod*, intensif*, serious* | 改善, 改进, 提高 / 恶化, 加剧, 加重
positive*, favourabl* ~ active*, constructive*, posit*, progress*, benefi*, affirmative, proactive*, encourag*, success*, welcom*, vigorous*, favour* / negative*, adverse*, unfavourabl* ~ harm*, detriment*, bad*, ill, side, disad*, den*, damag*, pessim*, passive* | 积极, 正面, 有利 ~ 肯定 / 消极, 负面, 不利
success* ~ succeed*, effective*, smooth*, achiev*, fruitful, victor*, consecut*, accomplish*, thriv* / fail*, unsuccess*, failure ~ unable, los*, lack*, defeat*, breakdown, collapse*, default* | 成功, 顺利, 胜利 ~ 先后, 连续, 历届 / 失败, 未能, 没有成功
advantage* ~ benefi*, strength*, merit*, edge*, superior*, asset*, opportun*, favour*, exploit* / disadvantage* ~ drawback*, weak*, vulnerab*, poor*, marginal*, depriv*, underprivileged, handicap*, adverse* | 优势, 优点, 好处 / 劣势, 缺点, 弊端, 不利 ~ 处境
legal, lawful*, legitimate*, legally ~ legit*, law*, licit, legal*, valid*, right*, judicial, juridical, statutory / illegal*, unlawful*, illicit* ~ irregular*, unauthori*, undocumented, wrongful*, illegitim*, arbitrar*, contrary, smuggl*, clandestine* | 合法, 法定 ~ 正当 / 非法, 违法, 不法 ~ 任意
direct* ~ immediat*, first-hand, straight*, face, instruct*, guid*, manag*, head, live / indirect* ~ support cost*, secondary, mediate* | 直接 ~ 主任, 领导, 方向 / 间接
formal* ~ official*, regular*, formally, formalit* / informal* ~ unofficial, side, casual | 正式 / 非正式
voluntar* ~ volunt*, willing*, free*, own, spontan* / compulsor*, mandator*, obligatory, forced ~ require*, coerc*, oblig*, bind*, enforced, involuntary, assessed | 自愿, 志愿 ~ 自发 / 强制, 义务, 强迫, 必修 ~ 法定
permanent*, standing ~ perpetual, lasting, long*, durable, regular, outstanding, sustain*, everlasting, constant* / temporar*, provisional*, interim, ad hoc ~ short*, tempor*, transitional, acting, emergency, non-permanent, casual, tentativ*, transient | 常设, 永久, 常驻, 长期 / 临时, 暂时, 暂行 ~ 过渡, 特设
long-term, long-standing ~ long*, lasting, sustain*, prolonged, indefinit*, chronic, protracted, endur*, permanent / short-term ~ short*, brief, immediate*, near-term, temporary, quick*, interim | 长期, 长远 ~ 历来 / 短期, 近期 ~ 眼前, 当前
large-scale, massive* ~ large*, mass*, major, extensive*, widespread, huge, broad*, scale*, wide*, significant* / small-scale ~ small*, artisanal, minor, limited, micro*, pilot, low | 大规模, 大型 / 小规模, 小型
high-income ~ high*, upper*, rich* / low-income ~ low*, poor* | 高收入 / 低收入
child, children, minor, minors ~ juvenile*, girl*, boy*, kid*, young, infan*, paediatric, school*, baby, babies, famil*, youth*, pupil*, under-*, adolescen* / adult* ~ grown*, mature, old*, parent* | 儿童, 未成年人 ~ 未成年 / 成人, 成年人 ~ 成年, 大人
young, youth* ~ younger, junior, juvenile*, adolescen*, teen*, student*, emerging / old, elderly, older persons, ageing ~ ages, aged, senior*, elder*, former, ancient, longstanding, aged, old*, veteran | 青年, 年轻, 青少年 / 老年, 老人, 老年人, 年老, 老龄 ~ 年长, 高龄
past, previous ~ last, former*, earlier, history, historic*, ago, preced*, prior, recent*, through*, pass*, before, after, already, since, previously / future ~ coming, forthcoming, upcoming, prospect*, later, ahead, further, going forward, follow* | 过去, 以往, 往年, 上一, 上届 / 未来, 今后, 将来 ~ 前瞻, 长远
last year, past year, previous year ~ last, past, previous, yesteryear, preced* / next year, following year, coming year ~ following, coming, subsequent* | 去年, 上一年, 前一年 ~ 过去 / 明年, 下一年, 次年, 来年 ~ 今后
first half, early ~ beginning, start*, initial*, earl*, soon, begin*, premature*, before, timely, prompt* / second half, late ~ end, later, second, latter, recent*, delay*, close | 上半年, 上半叶, 年初, 初期, 早期, 早日 ~ 上, 初, 早, 及时, 尽快, 提前 / 下半年, 下半叶, 年底, 末期, 晚期, 后期 ~ 下, 末, 底, 晚, 后, 深夜
first ~ initial*, primar*, begin*, early, opening, foremost, original*, premier, former, above all, start*, early / last ~ final*, past, latest, recent*, end*, previous, late*, preced*, remain*, preceding, at least | 首先, 第一, 首次, 首届, 首批 ~ 首, 一, 先 / 最后, 最末, 末次 ~ 最, 末, 后, 过去
maximum, maximal, maximiz*, highest ~ max*, full*, up to, ceiling, best, greatest, largest, possible, high*, optim*, top / minimum, minimal, minimiz*, lowest ~ least, min*, small*, low*, reduc*, floor, basic, limit* | 最高, 最大, 最多 ~ 充分 / 最低, 最小, 最少 ~ 尽量, 最大限度, 最大程度
full-time ~ full*, permanent, dedicated / part-time ~ part*, casual, half | 全职, 专职, 全时 / 兼职, 非全时, 兼任 ~ 非全, 部分
civilian* ~ civil*, non-military, ordinary, innocent / military, soldier* ~ arm*, troop*, combat*, defence, militar* | 平民, 文职, 民用 ~ 百姓 / 军事, 军人, 军方, 士兵
war, wars ~ warfare, conflict*, fight*, postwar, pre-war, wartime, battle, combat*, hostilit*, warring / peace ~ peaceful*, pacif*, peace* | 战争 ~ 冲突 / 和平 ~ 安宁
upstream / downstream ~ down | 上游 / 下游
birth*, born ~ natal*, deliver*, matern*, fertil*, nativ*, childb*, date / death*, die, died, dies, dying, dead ~ mortal*, kill*, fatal*, deceas*, execut*, capital, lethal, casualt*, los*, murder* | 出生, 生育, 诞生 ~ 新生 / 死亡, 逝世, 死刑 ~ 遇难, 牺牲
married ~ marri*, spous*, wedlock, wed* / unmarried, divorced ~ single, unwed, divorc*, separat*, widow* | 已婚 ~ 夫妻 / 未婚, 离婚, 离异 ~ 单身, 非婚
literate ~ litera* / illitera* ~ non-literate, litera* | 识字 / 文盲 ~ 不识字
employed, employment ~ employ*, job*, occupation*, labour, hir*, recruit*, engag*, post* / unemploy*, jobless* ~ redundan*, non-employ*, employ*, job* | 就业 / 失业 ~ 下岗, 无业
written, in writing ~ writ*, docum*, letter, paper*, draft* / oral*, verbal* ~ spoken, speech, mouth | 书面 / 口头 ~ 口述
guilty ~ convict*, crime, responsib*, plead* / innocent, not guilty, acquit* ~ civilian*, innocen*, presum*, exonerat* | 有罪 ~ 认罪 / 无罪, 无辜 ~ 平民, 清白
bilateral* ~ bi* / multilateral* ~ multi*, pluri*, several, MLAT* | 双边 / 多边
unilateral* ~ one-sided, uni*, sole, single / multilateral*, bilateral* ~ joint*, multi*, mutual | 单方面, 单边 ~ 独自 / 多边, 双边
regional ~ region*, Africa*, Asia*, area*, Europe*, province*, continental, district / global*, worldwide ~ world*, universal*, overall, planet*, interna*, entire* | 区域, 地区 ~ 地方 / 全球, 世界 ~ 国际, 普遍
qualitative* ~ quality, qualit* / quantitative* ~ quantit*, quantif*, number*, numeric* | 定性, 质量 / 定量, 量化, 数量
appreciat* ~ thank*, grat*, ris*, strengthen*, revalu*, commend* / depreciat*, devalu* ~ los*, fall*, weak*, amorti* | 升值 ~ 感谢, 欣赏 / 贬值, 折旧
net ~ network, after / gross ~ total, before, rough, serious | 净额, 净值, 净 / 毛额, 总额, 毛 ~ 严重
appoint* ~ nominat*, design*, elect*, assign*, nam*, recruit* / dismiss*, remov* ~ terminat*, fir*, discharg*, eliminat*, lift*, relocat*, delet*, expel*, withdraw*, evict*, resign* | 任命, 委任, 指派 ~ 指定 / 免职, 罢免, 撤职, 解雇, 开除, 免除 ~ 取消
acced*, accession, join* ~ access*, enter*, adher*, memb*, become*, became, ratif*, incorporat*, together, jont*, signat* / withdraw*, withdrew ~ pull*, leav*, left, denounc*, retreat*, remov*, with*, revok*, retir* | 加入, 入盟 / 退出, 撤回, 撤军, 退约 ~ 收回, 取消
impos* ~ appl*, introduc*, enforc*, plac*, inflict*, implement*, forc*, levy, exert* / lift* ~ remov*, eas*, eliminat*, repeal*, abolish*, rais*, cancel*, waiv* | 实施, 施加, 强加, 实行 ~ 施, 加, 实, 规定 / 解除, 取消 ~ 解, 除, 消, 摆脱
releas* ~ free*, discharg*, liberat*, publi*, issu*, disseminat*, launch*, emit*, emission*, laid* / detain*, detention, arrest* ~ imprison*, custod*, held, hold*, jail*, captur*, apprehen*, incarcerat*, prison*, seiz* | 释放, 获释 / 拘留, 逮捕, 羁押, 拘押, 关押
construct*, build*, built ~ establish*, erect*, creat*, structur*, site*, set*, construct*, hous*, form* / demolish*, demolition*, destroy*, destruct* ~ tear*, raz*, dismantl*, remov*, ruin*, devastat*, damag*, eliminat*, wip*, eradicat*, lay* | 建造, 建设, 修建, 兴建 / 拆除, 摧毁, 销毁, 拆毁, 毁坏 ~ 破坏
deploy* ~ assign*, send*, dispatch*, station*, field*, stationed, mobiliz*, posted, install* / withdraw*, redeploy*, repatriat* ~ return*, drawdown, pull*, remov*, exit* | 部署, 派遣 / 撤出, 撤离, 撤回, 遣返
attack* ~ offens*, assault*, strike*, raid*, hit, bomb*, shoot*, target* / defend*, defence ~ protect*, self-defence, resist*, advocat*, guard*, argu*, justif*, military | 攻击, 袭击, 进攻 / 防御, 捍卫, 保卫, 辩护 ~ 律师
primary, elementary ~ basic, main*, first*, prim*, principal*, predominant*, chief*, central, key / secondary ~ second*, middle, high*, junior, subordinat*, further | 小学, 初等, 初级 / 中学, 中等, 次级
applicant*, sender* ~ send*, appl*, author* / recipient*, addressee* ~ recei*, address* | 申请人, 发件人, 寄件人 ~ 申请 / 收件人, 接受人
hot ~ heat*, warm*, therm* / cold ~ cool*, winter, freez* | 炎热, 热 / 寒冷, 冷
broad*, wide* ~ extens*, large*, comprehensive*, greater, vast*, across / narrow* ~ small*, limit*, restrict*, close*, gap* | 广泛, 宽 / 狭窄, 狭隘, 缩小
centraliz* ~ central*, concentrat* / decentraliz*, devol* ~ delegat*, transfer* | 集中, 中央集权 / 权力下放, 分散 ~ 下放
horizontal* ~ lateral* / vertical* ~ hierarch* | 横向, 水平 / 纵向, 垂直
present ~ attend*, in attendance, current*, curren*, submit*, here / absent, absence ~ lack*, leave | 出席, 在场 ~ 介绍 / 缺席, 不在场, 缺勤
odd ~ strange / even ~ also, equal*, although | 奇数, 单数 / 偶数, 双数 ~ 甚至, 即使
credit* ~ loan*, accredit*, record* / debit* ~ charg*, deduct* | 贷记, 贷方 / 借记, 借方
majority shareholder* / minority shareholder* | 大股东, 控股股东 / 小股东, 少数股东
land-based, on land, land ~ ground, terrestr*, soil*, onshore / sea-based, at sea, sea, marine, maritime ~ ocean*, offshore, coast*, seabed, seas, naval* | 陆地, 陆上, 土地 / 海上, 海洋, 海底, 海运
daytime, day ~ daily, days / night, nighttime ~ evening, overnight | 白天 / 夜间, 夜晚, 晚上
left ~ leave*, depart*, remain* / right ~ rights, entitle*, correct, properly | 左侧, 左翼, 左边 / 右侧, 右翼, 右边
sufficient*, adequate* ~ enough, full*, ample, plent*, appropriate* / insufficient*, inadequate* ~ lack*, limit*, shortage*, poor, scarce, deficien*, gap*, few, under* | 足够, 充足, 充分 / 不足, 不够, 不充分
equal*, equit* ~ same, parity, even, fair*, identical, just* / unequal*, inequalit*, inequit* ~ dispar*, uneven, gap*, discriminat*, differ*, imbalanc* | 平等, 均等 / 不平等, 不均 ~ 差距, 差别, 失衡
stable, stability, stabiliz* ~ steady, calm* / unstable, instability, destabiliz* ~ volatil*, fragil*, insecur*, turmoil, precarious* | 稳定 ~ 稳 / 不稳定, 动荡 ~ 破坏, 威胁, 损害, 不, 动
secur*, safe* ~ protect*, ensur*, guarantee* / insecur*, unsafe ~ danger*, lack*, instabil* | 安全, 保障 / 不安全 ~ 危险
possible, possibly ~ possib*, feasib*, potential*, could, might / impossible, impossibility ~ unable, cannot, difficult | 可能, 有可能 / 不可能
frequent*, often ~ regular*, common*, usual*, repeated*, always, times, constant*, mostly, routine* / rarely, seldom, infrequent* ~ hardly, scarce*, occasional*, limited, rare*, little | 经常, 往往, 频繁, 时常 / 很少, 罕见, 极少
easy, easily, eas* ~ simple, simpl*, facilitat*, smooth*, readi*, prone, access*, vulnerab*, susceptib*, likel*, relax*, mitigat*, alleviat* / difficult* ~ hard*, challeng*, problem*, trouble*, complicat*, tough, constrain* | 容易, 便于 / 困难, 难以 ~ 不易, 挑战
rich, wealth* ~ afflu*, prosper*, abundan*, prosper*, richest, high*, enrich* / poor, poverty, impoverish* ~ low, need*, disadvantag*, depriv*, under*, destitut*, bad*, inadequa* | 富裕, 富有, 富人, 富国 / 贫穷, 贫困, 穷人, 穷国
natural ~ nature, naturally / artificial, man-made, manmade ~ human*, synthetic | 自然, 天然 / 人工, 人造, 人为
old, former ~ ancient, previous*, aged, past, ex-* / new, newly ~ recent*, novel, renew*, fresh, latest, further, emerging, again, innovat* | 旧, 老 / 新
active* ~ vigorous*, proactive*, engag*, activ*, positive / passive*, inactive ~ dorm* | 主动, 积极 / 被动, 消极
"""
