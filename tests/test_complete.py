"""No step without its rows, its rules, its help: what a list of things to remember would say, as tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner import pipeline, registry
from tests.program import call
from tests.rows import rows

if TYPE_CHECKING:
    from cleaner.step import Reason, Step

FEWEST_ROWS = 5
LONGEST_SUMMARY = 96  # what fits behind the name on one line of the table of contents

STEPS = [pytest.param(step, id=step.name) for step in registry.steps()]
REASONS = [
    pytest.param(step, reason, id=f"{step.name}/{reason.kind}")
    for step in registry.steps()
    for reason in step.reasons
]


@pytest.mark.parametrize("step", STEPS)
def test_rows_of_both_kinds(step: Step) -> None:
    kinds = [row.kind for row in rows(step.name)]
    assert kinds.count("change") >= FEWEST_ROWS
    assert kinds.count("keep") >= FEWEST_ROWS


@pytest.mark.parametrize("step", STEPS)
def test_reasons_found_are_declared(step: Step) -> None:
    declared = {f"{step.name}/{reason.kind}" for reason in step.reasons}
    assert len(declared) == len(step.reasons), "a kind is declared twice"
    for row in rows(step.name):
        plan = pipeline.Plan([step], {step.name: row.options})
        found = {edit.reason for layer in pipeline.run(row.before, plan).layers for edit in layer.edits}
        assert found <= declared


@pytest.mark.parametrize("step", STEPS)
def test_words_for_users(step: Step) -> None:
    page = call(step.name, "--help").text
    assert step.summary
    assert len(step.summary) <= LONGEST_SUMMARY
    assert not step.summary.endswith(".")
    for option in step.options:
        assert option.help
        assert f"--{option.name.replace('_', '-')}" in page
        assert f"--{option.name.replace('_', '-')}" in call("clean", "--help").text


@pytest.mark.parametrize(("step", "reason"), REASONS)
def test_examples_run(step: Step, reason: Reason) -> None:
    assert all((reason.kind, reason.does, reason.why, reason.before, reason.wrong)), "an empty entry"
    name = f"{step.name}/{reason.kind}"
    for choices in _options(step):
        # Other kinds may have to be there too, as evidence.
        for select in ((name,), ()):
            plan = pipeline.Plan([step], {step.name: choices}, doubtful=True, select=select)
            trace = pipeline.run(reason.before, plan)
            if trace.result == reason.after and name in {edit.reason for edit in trace.layers[0].edits}:
                return
    pytest.fail(f"the example of {name} does not become {reason.after!r}")


def _options(step: Step) -> list[dict[str, object]]:
    """The defaults, then each value of each option by itself: a kind may exist only with its option."""
    required: dict[str, object] = {
        option.name: option.choices[0] for option in step.options if option.required
    }
    found = [required]
    for option in step.options:
        for choice in option.choices:
            found.append({**required, option.name: (choice,) if option.multiple else choice})
        if isinstance(option.default, bool):
            found.append({**required, option.name: not option.default})
    return found
