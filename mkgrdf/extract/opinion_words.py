"""Words that praise or complain, written down by hand for product texts, English and Chinese.

English words are listed in their plain form; :mod:`mkgrdf.extract.polarity` also tries a word without *-s*, *-ed*,
*-ing*, *-ly*, *-er* and *-est*. Entries of several words are phrases and are looked for first. Words that are good of
one thing and bad of another (*long*, *cold*, *small*, *cheap*) are left out: precise rather than greedy.
"""

from __future__ import annotations

from typing import Final

__all__ = ["NEGATIVE", "NEGATORS", "NEUTRAL", "NOT_NEGATION", "POSITIVE", "TURNS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


POSITIVE: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        good, great, excellent, awesome, amazing, perfect, fantastic, wonderful, superb, outstanding, terrific
        nice, love, adore, like it, like this, like that, like the, like how, enjoy, happy, glad, pleased, satisfied
        impressed, delighted, thrilled, recommend, favorite, favourite, best, better than, superior, top notch
        first rate, high quality, well made, well built, well designed, comfortable, comfortably, comfy, cozy
        cosy, soft, smooth, sturdy, durable, solid, strong, tough, reliable, easy, easily, simple, intuitive
        convenient, handy, useful, helpful, practical, versatile, flexible, beautiful, gorgeous, cute, pretty
        stylish, elegant, sleek, attractive, lovely, classy, flattering, slick, sharp, fast, quick, responsive
        efficient, effective, powerful, bright, clear, crisp, vivid, accurate, precise, lightweight, compact
        portable, roomy, spacious, breathable, supportive, gentle, quiet, warm, affordable, worth it, worth every
        worth the, well worth, good value, a bargain, inexpensive, reasonable, generous, works well, work well
        worked well, works great, works fine, works perfectly, works like a charm, holds up, held up, fits well
        fit well, fits great, fits perfectly, fits nicely, true to size, lasts long, long lasting, no problems
        no issues, no complaints, no trouble, without a hitch, without any problem, can't go wrong, can't beat
        can't complain, cannot complain, must have, plus, bonus, pleasure, delight, improvement, improved
        impressive, fresh, pleasant, pleasantly, exceptional, incredible, brilliant, fabulous, stunning, flawless
        flawlessly, ideal, compliments, thumbs up, five stars, blown away, superbly, secure, safe, fun, cool
        rugged, feature rich, user friendly, works as advertised, does the job, exactly what i, as expected
        glad i, saves, relaxing, softness, beat
        """
    ),
    "zh": _words(
        """
        好, 很好, 不错, 喜欢, 满意, 推荐, 舒服, 舒适, 好用, 实用, 方便, 漂亮, 好看, 精致, 优秀, 完美, 超赞, 点赞
        锋利, 保湿, 滋润, 速干, 够用, 能装, 好洗, 省时, 省事, 轻松, 均匀, 牢靠, 稳当, 干爽, 很稳, 挺好, 好清洗
        防滑, 很赞, 棒, 值得, 超值, 划算, 物美价廉, 实惠, 惊喜, 贴心, 柔软, 细腻, 轻便, 轻薄, 透气, 结实, 耐用, 牢固
        稳固, 顺滑, 清爽, 温和, 保暖, 暖和, 好闻, 香, 美味, 好吃, 可口, 新鲜, 正宗, 干净, 热情, 周到, 耐心, 安静
        明亮, 宽敞, 清晰, 流畅, 爱不释手, 回购, 无限回购, 放心, 安心, 靠谱, 专业, 高级, 大气, 时尚, 百搭, 显瘦
        显白, 合身, 合适, 贴合, 有效, 见效, 明显改善, 性价比高, 质量好, 做工好, 物超所值, 给力, 惊艳, 良心, 友好
        可爱, 丝滑, 水润, 不油腻, 不刺激, 不起球, 不掉色, 不闷, 不勒, 不腻, 没毛病, 没得说, 没话说, 无可挑剔
        名不虚传, 入味, 鲜美, 嫩, 酥脆, 爽口, 赞, 优雅, 温馨, 便利, 神器, 五星, 好评, 强烈推荐, 毫不费力, 省心
        省力, 惬意, 地道, 齐全, 丰富, 物有所值, 必点, 必买, 很足, 到位, 会再来, 还会再来
        好吃不腻, 开胃, 爽滑, 软糯, 香甜, 香浓, 浓郁, 醇厚, 回甘, 劲道, 筋道, 有嚼劲, 入口即化, 外酥里嫩, 外酥内软
        喷香, 扑鼻, 多汁, 爽脆, 香脆, 酥香, 热乎, 分量足, 量足, 料足, 很实在, 实诚, 诚意, 用心, 细心, 负责, 礼貌, 客气
        亲切, 笑脸, 高效, 效率高, 麻利, 利索, 及时, 神速, 方便快捷, 便捷, 好找, 敞亮, 整洁, 一尘不染, 雅致, 别致
        有格调, 情调, 高大上, 有面子, 讲究, 考究, 精美, 精巧, 小巧, 秀气, 洋气, 养眼, 出众, 出色, 优质, 上乘, 一流
        一级棒, 顶级, 绝了, 绝佳, 一绝, 无敌, 赞不绝口, 都夸, 夸我, 心动, 开心, 高兴, 愉快, 愉悦, 享受, 过瘾, 满足
        知足, 庆幸, 幸福, 感动, 值了, 良心价, 白菜价, 便宜, 不贵, 不算贵, 不太贵, 公道, 合理, 省钱, 省油, 省电, 耐穿
        耐看, 耐磨, 耐脏, 耐泡, 耐摔, 坚固, 厚实, 扎实, 稳稳, 灵敏, 灵活, 顺手, 顺畅, 秒杀, 完胜, 强大, 强劲, 足够
        充足, 服帖, 亲肤, 透亮, 细嫩, 滑嫩, 很润, 润润的, 水嫩, 蓬松, 柔顺, 柔和, 柔滑, 轻盈, 轻巧, 灵巧, 静音, 很环保
        很健康, 很安全, 很卫生, 准确, 精准, 很准, 清楚, 逼真, 完好无损, 像新的, 跟新的一样, 超出预期, 超预期
        出乎意料地, 眼前一亮, 没白买, 买对了, 捡到宝, 宝藏, 首选, 力荐, 安利, 囤了, 囤货, 回头客, 老顾客, 下次还来
        还会买, 还想吃, 光盘, 爱上, 爱吃, 最爱, 大爱, 真爱, 上瘾, 够味, 够意思, 合胃口, 合口味, 对胃口, 好喝, 好玩
        好听, 好写, 好推, 好拿, 好穿, 有食欲, 有特色, 有创意, 有趣, 有用, 管用, 显高, 显年轻, 遮肉, 有型, 挺括
        名副其实, 不愧, 贴身舒服, 人性化, 一目了然, 严丝合缝, 踏实, 睡得香, 吃得香, 气色好, 不赖, 不输, 不疼了, 不痛了
        不酸了, 不痒了, 不干了, 好多了, 痛快, 没话讲, 好极了, 太棒, 太赞, 真香, 抗造, 皮实, 省空间, 不占地, 不累
        不磨脚, 不硌, 不晃, 不打滑, 不透, 不皱
        """
    ),
}

NEGATIVE: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        bad, poor, terrible, awful, horrible, worst, worse, useless, worthless, disappointing, disappointed
        disappointment, disappoint, hate, dislike, regret, annoying, bother, annoyed, annoy, frustrating, frustrated
        frustration, unhappy, dissatisfied, broke, broken, breaks, break easily, fell apart, falls apart
        falling apart, came apart, ripped, torn, tore, rips, tear, cracked, leak, leaky, leaked, leaking, faded
        shrank, shrunk, shrink, stretched out, wore out, worn out, pilling, frayed, defect, defective, faulty
        flaw, flawed, fail, failed, failure, fails, stopped working, stop working, quit working, doesn't work
        didn't work, does not work, did not work, won't work, not working, not worth, waste, wasted, junk, garbage
        trash, crap, crappy, lemon, piece of, rip off, ripoff, scam, overpriced, expensive, pricey, flimsy
        fragile, cheaply, cheap plastic, feels cheap, looks cheap, cheap feeling, shoddy, uncomfortable, painful
        hurt, ache, sore, itchy, scratchy, irritate, irritating, rash, stiff, awkward, clumsy, bulky, heavy
        too small, too big, too large, too tight, too loose, too short, too long, too thin, too thick, too heavy
        too hard, too slow, too bright, too dark, too narrow, too wide, too low, too high, too loud, too many
        too much, too expensive, difficult, hard to, confusing, confused, complicated, inconvenient, slow
        sluggish, noisy, blurry, grainy, dim, dull, unreliable, inaccurate, unstable, problem, issue, trouble
        complaint, complain, drawback, downside, shortcoming, weakness, con, gripe, nuisance, hassle, pain in
        return it, returned it, returning it, sent it back, send it back, sending it back, refund, beware, avoid
        stay away, don't buy, do not buy, smell, smelly, stink, stinks, stank, sticky, greasy, sloppy, ugly
        ridiculous, inferior, mediocre, lousy, lame, weird, strange, unfortunately, unfortunate, sad, sadly, lack
        lacking, missing, lost, loses, wish it, wish they, wish the, wish there, could be better, could have been
        should have, not enough, limited, freeze, freezes, froze, crash, crashed, crashes, glitch
        bug, buggy, error, dead, died, dies, die, scratch, scratched, scratches, scratching, skip, skips, skipping
        stuck, jammed, wobbly, digs into, dig into, dug in, rubs, chafe, chafed, chafes, blister, falls off
        fall off, fell off, slips, slipping, slid, screwed, see through, misleading, ripping, overheat, hot spot
        mistake, unacceptable, suck, horrendous, pathetic, nightmare, joke, unusable, incompatible, rough, cramped
        impossible, unable, miserable, annoyance, cannot recommend
        """
    ),
    "zh": _words(
        """
        差, 很差, 太差, 差劲, 差评, 失望, 垃圾, 后悔, 难用, 难看, 难闻, 难吃, 难受, 难洗, 糟糕, 糟, 坏了, 断了
        裂了, 破了, 掉了, 开线, 起球, 掉色, 褪色, 缩水, 变形, 漏水, 漏液, 漏了, 生锈, 异味, 味道大, 味道重, 刺鼻
        刺痛, 刺激, 过敏, 起疹, 发痒, 发红, 油腻, 太油, 黏腻, 粘腻, 闷热, 太闷, 勒, 磨脚, 磨皮, 硌, 扎人, 太硬
        太小, 太大, 太紧, 太松, 太薄, 太厚, 太重, 太短, 太长, 太贵, 偏贵, 太慢, 太吵, 太咸, 太甜, 太辣, 太淡, 粗糙
        简陋, 廉价, 劣质, 假货, 骗, 坑人, 坑爹, 被坑, 太坑, 上当, 不值, 不好, 不行, 不够, 不舒服, 不满意, 不推荐
        不喜欢, 不合适
        不实用, 不方便, 不新鲜, 不干净, 不耐烦, 不透气, 不结实, 不牢, 不稳, 不好用, 不好吃, 不好看, 没用, 没效果
        没有效果, 没什么用, 没味道, 没有味道, 无效, 退货, 退款, 退了, 投诉, 问题, 毛病, 缺点, 遗憾, 可惜, 吐槽
        无语, 郁闷, 生气, 恶心, 脏, 乱, 吵, 冷淡, 敷衍, 态度差, 鸡肋, 浪费, 踩雷, 雷, 一般般, 很一般, 比较一般
        不如, 不怎么样, 不会再, 再也不, 有待提高, 有待改进, 疼, 痛, 酸痛, 卡顿, 卡纸, 麻烦, 费劲, 笨重, 累赘, 松垮
        脱落, 断裂, 瑕疵, 破损, 划痕, 质量差, 做工差, 不值得, 等了很久, 等太久, 太久, 难喝, 贵了, 小贵
        拉胯, 拉垮, 翻车, 坑货, 智商税, 被骗, 忽悠, 欺骗, 虚标, 夸大, 货不对板, 不符, 对不上, 山寨, 次品, 残次, 翻新
        故障, 失灵, 死机, 黑屏, 闪退, 断连, 掉线, 连不上, 没反应, 坏掉, 坏的, 又坏, 就坏, 报废, 散架, 塌了, 塌陷, 歪了
        断掉, 裂开, 炸毛, 打结, 卡死, 卡壳, 发烫, 烫手, 冒烟, 漏电, 漏气, 漏光, 漏风, 跑绒, 钻绒, 钻毛, 起泡, 皱巴巴
        染了, 串色, 发霉, 霉味, 馊, 臭味, 腥味, 怪味, 胶水味, 塑料味, 呛人, 熏人, 头晕, 头疼, 想吐, 反胃, 拉肚子, 疹子
        红疹, 闷痘, 爆痘, 红肿, 火辣辣, 干裂, 拔干, 假白, 卡粉, 暗沉, 显黑, 显胖, 显脏, 显老, 臃肿, 老气, 土气, 俗气
        太丑, 很丑, 难找, 难装, 难拆, 难擦, 寡淡, 没味, 没啥味道, 没什么味道, 齁, 发苦, 苦涩, 糊了, 糊味, 夹生, 没熟
        又老又, 很柴, 太柴, 咬不动, 嚼不烂, 咬不烂, 坨了, 油乎乎, 油耗味, 哈喇, 凉了, 变质, 过期, 烂了, 烂掉, 蔫, 苍蝇
        嘈杂, 吵杂, 吵闹, 吵死, 刺耳, 噪音大, 异响, 吱嘎, 摇晃, 晃荡, 松动, 脆弱, 单薄, 偷工减料, 糊弄, 黑心, 奸商
        无良, 宰客, 天价, 离谱, 死贵, 贵得, 涨价, 份量少, 分量少, 量少, 少得可怜, 吃不饱, 塞牙缝, 凑数, 催了, 迟迟
        拖延, 慢吞吞, 慢得, 爱答不理, 爱理不理, 没人理, 没人管, 没人应, 黑脸, 臭脸, 拉下脸, 翻白眼, 冷漠, 恶劣, 蛮横
        推卸, 推脱, 扯皮, 踢皮球, 装死, 强制, 乱收费, 气死, 气人, 火大, 恼火, 烦人, 烦死, 好烦, 闹心, 添堵, 糟心, 心塞
        心寒, 寒心, 崩溃, 受罪, 遭罪, 折腾, 白花钱, 打水漂, 扔了, 扔掉, 弃用, 慎买, 慎入, 勿买, 避雷, 拔草, 踩坑
        一言难尽, 难以下咽, 惨不忍睹, 一塌糊涂, 名不副实, 言过其实, 徒有虚名, 形同虚设, 摆设, 中看不中用, 差远了
        差太多, 比不上, 败笔, 最差, 不开心, 不高兴, 不爽, 不划算, 不合理, 不专业, 不负责, 不耐用, 不耐穿, 不耐脏
        不保暖, 不吸水, 不吸汗, 不服帖, 不显色, 不持久, 不平, 不准, 不灵, 不均匀, 不清楚, 不清晰, 不卫生, 不入味, 不脆
        不熟, 不对劲, 不靠谱, 不到位, 不真实, 不一样的货, 磨破, 勒得, 勒红, 喘不过气, 站不稳, 立不住, 装不下, 装不进
        够不着, 打不开, 关不严, 拧不紧, 粘不住, 抿不开, 压不出来, 冲不开, 看不清, 听不清, 听不见, 睡不着, 没法用
        没法穿, 没法吃, 没法看, 不敢用, 不敢穿, 不敢吃, 悔青, 误事, 起雾, 断墨, 洇, 夹肉, 夹头发, 缠死, 空鼓, 漂洗不净
        吸不起来, 洗不掉, 发黄, 泛黄, 发白, 变黑, 变硬, 变软, 塌下去, 坍, 缺货
        """
    ),
}

NEUTRAL: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(),
    "zh": _words(
        """
        出差, 差旅, 差事, 时差, 温差, 误差, 相差, 差点, 差不多, 好像, 爱好, 好奇, 好久, 好几, 好多, 好些, 只好, 好歹
        好吧, 好朋友, 好友, 好比, 好不容易, 不好意思, 最好先, 最好别, 最好不要, 最好是, 香港, 香菜, 香蕉, 香皂, 香水
        香薰, 香槟, 香肠, 香菇, 香烟, 香草, 香氛, 香味, 香精, 棒球, 赞助, 疼爱, 心脏, 内脏, 雷雨, 雷电, 打雷, 保湿霜
        保暖衣
        """
    ),
}
"""What holds a word of praise or complaint and is none: 出差 is a journey, 好像 a likeness."""

NEGATORS: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        no, not, never, none, nor, neither, nothing, nobody, without, cannot, lack, lacks, lacked, lacking, isn't
        wasn't, aren't, weren't, don't, doesn't, didn't, won't, wouldn't, can't, couldn't, shouldn't, hasn't
        haven't, hadn't, ain't, dont, doesnt, didnt, isnt, wasnt, wont, cant, hardly, barely, scarcely, rarely
        fail to, fails to, failed to, lose, loses, losing, lost, far from, instead of, rather than, anything but
        zero, less than
        """
    ),
    "zh": _words(
        """
        不, 没, 没有, 无, 未, 别再, 别买, 别想, 别指望, 毫无, 并非
        从不, 从未, 难以, 不会, 不能, 不太, 不够, 缺乏, 缺少, 失去, 谈不上
        算不上
        """
    ),
}
"""What turns the words behind it round, within its clause."""

NOT_NEGATION: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        not only, not just, not to mention, no doubt, no wonder, no matter, can't wait, cannot wait
        can't get enough, can't go wrong, can't beat, can't complain, cannot complain, can't recommend
        can't say enough, no problems, no problem, no issues, no complaints, no trouble, whether or not, why not
        not a problem, in no time, no time, nothing less, no longer have to, don't have to worry
        couldn't be happier, couldn't be better, nothing but
        """
    ),
    "zh": _words(
        """
        不仅, 不但, 不光, 不只, 不错, 不得不, 忍不住, 不愧, 差不多, 无论, 不管, 没想到, 想不到, 不由得, 不好意思
        无与伦比, 无比, 不亚于, 无限, 不论, 不禁, 无疑, 爱不释手, 特别, 别人, 别的, 区别, 分别, 级别, 别墅, 无线
        不锈钢, 不要太, 要不, 没毛病, 没得说, 没话说, 无可挑剔, 不然, 不过, 数不胜数, 没多久, 不小心, 不到, 不一会
        不用, 不光是, 不同, 不知不觉, 不少, 不断, 不必, 不止, 有没有, 是不是, 好不好, 不粘锅
        """
    ),
}
"""What looks like a negation and is none; blanked out before negations are looked for."""

TURNS: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        but, however, although, though, yet, except, unfortunately, otherwise
        """
    ),
    "zh": _words(
        """
        但是, 但, 不过, 可是, 然而, 可惜, 只是, 就是, 却, 除了
        """
    ),
}
"""Words that begin a clause of their own; what is denied before them is not denied after."""
