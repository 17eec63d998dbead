"""What holds for every step and for all of them together, on whatever text."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import clean, edits, pipeline, registry
from tests.dirty import samples

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.trace import Trace

# The same examples every time: a law that fails now and then helps nobody. To search, raise the number.
FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# What the steps look for, close together, so that random text hits their edges.
_LOADED = (
    "的一中国發數为戰后甚會聯推荐评论首页上下页相关阅读版权声明免责转载注册登录分享到微信图片責任編輯記者"
    "()（）[]【】<>《》「」“”?？!！,，.。:：;；|_·•→/#&*~@=+-—…'\"％%"
    "abdehinpuxzABPāáǎàéěīǐòūǔǜü0123456789 \t\r\n\u3000\u00a0\u200b\ufeff\u2028\0\x7f\ufffd\ue49a€"
)
_PIECES = (
    "(shù)", "?shù)", "頂?shù)倪_摩", "(jīqì)", "（de）", "?！?/p>", "&nbsp;", "&#20013;", "</p>",
    "<br/>", "http://a.cn/?b=1", "首页 > 新闻 > 正文", "相关推荐", "暂无评论", "(责任编辑：王)",
    "图片", "鏂伴椈", "µÚ19ÕÂ", "\r\n", "\n\n", "。", "？",
    "这是一个足够长的句子，里面有逗号，也有句号，说的是一件平常的事情。",
)  # fmt: skip

WILD = st.text(st.characters(), max_size=60)
LOADED = st.lists(st.sampled_from([*_LOADED, *_PIECES, "\n", "\n", "\n"]), max_size=60).map("".join)
DIRTY = st.builds(
    lambda seed, lines: samples.draw(seed, lines).dirty, st.integers(0, 2**32), st.integers(2, 9)
)

# What goes from within a line, and the blanks that it may stand between: in random text the two hardly ever
# meet, and never in prose, where blanks are judged. Markup and what the page left have lines of their own: a
# tag without its partner is doubtful until it ends a line, as it may when the rest is gone.
_MARKUP = (
    "<br>", "</span>", "<strong>", '<img src="a.png">', "<!-- ad -->", "</p>", "&nbsp;", "&#12288;", "&#160;",
    "&amp;nbsp;", "x0dx0a",
)  # fmt: skip
_LEFT_BY_PAGE = (
    "[图片]", "![](a.png)", "![图](//a.cn/b)", "[object Object]", "{{title}}", "(shì)", "（点击查看大图）",
    "[详细]", "点击进入专题>>",
)  # fmt: skip
_AROUND = ("", "", " ", " ", "\u3000", "\u00a0", "  ", "\t")
_PROSE = (
    "“以前这里一天只有几十个人，现在周末要排队。”调度员在码头上说。",
    "票价2元，每天8:00—18:00；是不是太便宜了？APP上线以后，人多了起来！",
    "他想看看《江城志》（1998年版）……没有找到。",
)


@st.composite
def strewn(draw: st.DrawFn) -> str:
    """Draw lines of prose with tokens between blanks strewn into them."""
    written = []
    for line in draw(st.permutations(_PROSE))[: draw(st.integers(1, len(_PROSE)))]:
        places = draw(st.lists(st.sampled_from([0, len(line), *range(1, len(line))]), max_size=3))
        pieces = [line[start:end] for start, end in pairwise([0, *sorted(places), len(line)])]
        kind = draw(st.sampled_from([_MARKUP, _LEFT_BY_PAGE]))
        around = st.sampled_from(_AROUND)
        tokens = [draw(around) + draw(st.sampled_from(kind)) + draw(around) for _ in places]
        written.append("".join(piece + token for piece, token in zip(pieces, [*tokens, ""], strict=True)))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return "".join(line + end for line in written)


STREWN = strewn()
TEXTS = {"wild": WILD, "loaded": LOADED, "dirty": DIRTY, "strewn": STREWN}


def options(name: str) -> dict[str, Any]:
    """Settings with which a step does something."""
    step = registry.load(name)
    return {option.name: option.choices[0] for option in step.options if option.required and option.choices}


def run(name: str, text: str, *, doubtful: bool = False) -> Trace:
    plan = pipeline.Plan([registry.load(name)], {name: options(name)}, doubtful=doubtful)
    return pipeline.run(text, plan)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("name", registry.names())
def test_each_step(name: str, kind: str) -> None:
    @FEW
    @given(TEXTS[kind])
    def holds(text: str) -> None:
        step = registry.load(name)
        trace = run(name, text)
        (layer,) = trace.layers
        edits.check(text, layer.edits)
        assert edits.apply(text, layer.applied) == trace.result, "find describes what rewrite does"
        assert trace.undo() == text
        assert {edit.reason.partition("/")[0] for edit in layer.edits} <= {name}
        assert {edit.reason.partition("/")[2] for edit in layer.edits} <= {
            reason.kind for reason in step.reasons
        }
        if step.deletes_only:
            assert not any(edit.after for edit in layer.edits)
        if step.settles:
            again = run(name, trace.result)
            assert again.layers[0].applied == ()
        assert run(name, text, doubtful=True).undo() == text

    holds()


@pytest.mark.parametrize("kind", TEXTS)
def test_all_steps_together(kind: str) -> None:
    @FEW
    @given(TEXTS[kind])
    def holds(text: str) -> None:
        trace = clean(text)
        assert trace.undo() == text
        assert clean(trace.result).result == trace.result, "cleaning twice is cleaning once"
        for finding in trace.findings():
            assert 0 <= finding.start <= finding.end <= len(text)

    holds()


@pytest.mark.parametrize("kind", TEXTS)
def test_a_step_knows_nothing_but_its_text(kind: str) -> None:
    names = [step.name for step in registry.steps()]
    given_options = {name: options(name) for name in names}

    def after(text: str, *only: str) -> str:
        return clean(text, only=only, options={name: given_options[name] for name in only}).result

    @FEW
    @given(TEXTS[kind], st.sampled_from(names), st.sampled_from(names))
    def holds(text: str, first: str, second: str) -> None:
        if names.index(first) < names.index(second):
            assert after(after(text, first), second) == after(text, first, second)

    holds()


def command(*arguments: str, data: bytes = b"") -> bytes:
    line = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.run(line, input=data, stdout=subprocess.PIPE, check=True).stdout


@pytest.mark.parametrize("seed", range(3))
def test_library_input_file_and_pipe_give_the_same(seed: int, tmp_path: Path) -> None:
    text = samples.draw(seed, 9).dirty
    path = tmp_path / "raw.txt"
    path.write_bytes(text.encode())
    expected = clean(text).result.encode()
    assert command("clean", data=path.read_bytes()) == expected
    assert command("clean", str(path)) == expected
    assert path.read_bytes() == text.encode()
    names = [step.name for step in registry.steps() if step.name != "convert"]
    assert command("clean", "--only", ",".join(names), str(path)) == expected
    data = path.read_bytes()
    for name in names:
        data = command(name, data=data)
    assert data == expected


ONCE_UNSETTLED = [
    ("群(qún),落,?cuō)]", "that widths are folded shows with the gloss and without it"),
]


@pytest.mark.parametrize(("text", "why"), ONCE_UNSETTLED)
def test_one_cleaning_is_enough(text: str, why: str) -> None:
    once = clean(text).result
    assert clean(once).result == once, why
