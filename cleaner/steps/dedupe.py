"""Keeps one copy of what a document says twice: the better one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.step import Option, Phase, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.edits import Edit


def find(text: str, options: Mapping[str, Any]) -> list[Edit]:
    """Return the edits that leave one copy of each title, body and paragraph."""
    # What judges is loaded for a text that may repeat something, the rest of the package not even for that.
    from cleaner.repeats.glance import part_to_judge

    part, whole = part_to_judge(text)
    if not part:
        return []
    from cleaner.repeats import rounds

    return rounds.judged("dedupe", part, options["threshold"], options["minimum"], whole=whole)


STEP = Step(
    name="dedupe",
    summary="keeps the better copy of a repeated title, body or paragraph",
    phase=Phase.REPEATS,
    find=find,
    options=(
        Option("threshold", "how alike two paragraphs must be to be copies, from 0 to 1", 0.8),
        Option("minimum", "leave repeats that are shorter, in characters without punctuation", 30),
    ),
    reasons=(
        Reason(
            kind="title",
            does="removes a title that stands again above the article, also with a site's name or date",
            why="pages give the title as page title, headline and share text",
            before="山城夜市重新开张_山城晚报\n山城夜市重新开张\n停了两年的夜市昨晚亮灯，来的人比摊主还早。\n",
            after="山城夜市重新开张\n停了两年的夜市昨晚亮灯，来的人比摊主还早。\n",
            wrong="a song whose first line is its title, if running text follows",
        ),
        Reason(
            kind="glued-title",
            does="cuts off a title that is glued to the first paragraph; the paragraph stays",
            why="headline and text were joined without a line end",
            before="桥修好了，路通了吗？\n桥修好了，路通了吗？清江大桥昨天通车，两头的辅路还要等到年底。\n",
            after="桥修好了，路通了吗？\n清江大桥昨天通车，两头的辅路还要等到年底。\n",
            wrong="a lead that begins with the very words of the title",
        ),
        Reason(
            kind="half",
            does="removes the second copy of an article's body, whole or cut short; the better copy stays",
            why="pages hold the text once to read and once more for printing, sharing or search engines",
            before=(
                "渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是煤油。\n如今塔里住着他的孙子，修的是太阳能板。\n"
                "渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是煤油。\n如今塔里住着他的孙子，修的是太阳能板。\n"
            ),
            after="渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是煤油。\n如今塔里住着他的孙子，修的是太阳能板。\n",
            wrong="two articles of one file that share three paragraphs set off by short lines",
        ),
        Reason(
            kind="better",
            does="puts into the copy that stays what only the removed one has whole",
            why="each copy has damage of its own",
            before=(
                "渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是\ufffd油。\n如今塔里住着他的孙子，修的是太阳能板。\n"
                "渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是煤油。\n如今塔里住着他的孙子，修的是\ufffd阳能板。\n"
            ),
            after="渔村的灯塔\n灯塔建成那年，村里还没有通电，守塔人用的是煤油。\n如今塔里住着他的孙子，修的是太阳能板。\n",
            wrong="the removed copy was edited and has words added that the author never wrote",
        ),
        Reason(
            kind="paragraph",
            does="removes a paragraph that stands twice side by side, at most with a button between",
            why="a page shows a paragraph again when it is unfolded",
            before=(
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n"
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n"
            ),
            after="水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n",
            wrong="a long line of a poem or song that is sung twice",
        ),
        Reason(
            kind="teaser",
            does="removes the cut beginning of a paragraph that follows whole",
            why="a page shows the beginning and a button to read on",
            before=(
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的…… 展开全文\n"
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n"
            ),
            after="水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n",
            wrong="a writer who breaks off a sentence and begins it again",
        ),
        Reason(
            kind="lead",
            does="removes a summary above or below the article that is its first paragraph",
            why="sites make summaries by cutting the text after some characters",
            before=(
                "水库开闸\n水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处……\n"
                "2024-06-18 来源：山城晚报\n"
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n"
            ),
            after=(
                "水库开闸\n2024-06-18 来源：山城晚报\n"
                "水库今早开闸，下游三个镇的居民前一晚已经接到通知，搬到了高处的学校里。\n"
            ),
            wrong="a lead that the article repeats to the letter on purpose",
        ),
        Reason(
            kind="caption",
            does="removes a caption that stands twice in a row",
            why="a picture's description and its caption are the same text",
            before=(
                "开闸时的水库。本报记者摄影\n图为开闸时的水库 林间摄\n图为开闸时的水库 林间摄\n"
                "水面在一小时里降了半米。\n"
            ),
            after="开闸时的水库。本报记者摄影\n图为开闸时的水库 林间摄\n水面在一小时里降了半米。\n",
            wrong="two pictures with the same caption",
        ),
        Reason(
            kind="sentence",
            does="removes sentences that stand twice in a row within a paragraph",
            why="extraction from slides and nested elements gives a text once for each of them",
            before="水库今早开闸，下游三个镇的居民已经搬到高处。水库今早开闸，下游三个镇的居民已经搬到高处。水面降了半米。\n",
            after="水库今早开闸，下游三个镇的居民已经搬到高处。水面降了半米。\n",
            wrong="a speaker who says a long sentence twice",
        ),
        Reason(
            kind="differs",
            does="reports a paragraph that is like an earlier one but for numbers, names or words",
            why="it is a correction or a follow-up, or one of the two is wrong, and only a reader can tell",
            before=(
                "事故发生在今天凌晨，目前已造成3人受伤，道路仍在抢修，预计明天恢复通行。\n救援人员说，雨还在下。\n"
                "事故发生在今天凌晨，目前已造成5人受伤，道路仍在抢修，预计明天恢复通行。\n"
            ),
            after=(
                "事故发生在今天凌晨，目前已造成3人受伤，道路仍在抢修，预计明天恢复通行。\n"
                "救援人员说，雨还在下。\n"
            ),
            wrong="it is no version of the earlier one but another event; that is why it stays",
        ),
    ),
)
