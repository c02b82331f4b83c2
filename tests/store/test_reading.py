"""Reading: every form comes back exactly, at every version, with its history as sentences."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy import update

from perfdesk.core.document import Document
from perfdesk.core.edits import (
    Become,
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
)
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.number import Number
from perfdesk.core.state import State
from perfdesk.files.formfile import form_from_json
from perfdesk.files.templates import library
from perfdesk.store import tables
from perfdesk.store.engine import reading, writing
from perfdesk.store.errors import MissingForm, Unstorable
from perfdesk.store.keeping import Keeper
from perfdesk.store.reading import form_at, load_form, load_forms
from perfdesk.store.store import Store
from tests.support import strategies
from tests.support.forms import CLEAN, clean_form
from tests.support.stores import Stores, kept

CLEAN_FORM = clean_form()
ODD = [
    Form("no-such-template", "旧表"),
    form_from_json(CLEAN | {"year": 99999}),
    form_from_json(CLEAN | {"year": -2024}),
    form_from_json(CLEAN | {"year": 0}),
    form_from_json(CLEAN | {"year": 2**63 - 1}),
    form_from_json(CLEAN | {"extra": {"": "无名", "a.b": "1", "extra.": "2", "甲 乙": "3"}}),
    form_from_json(CLEAN | {"extra": {"乙": "2", "甲": "1"}}),
    replace(CLEAN_FORM, extra=(("空", ""),)),
    replace(CLEAN_FORM, goal_expected="目标" * 10_000, goal_actual="\r\n\t 完成　"),
    replace(CLEAN_FORM, indicators=CLEAN_FORM.indicators * 250),
    replace(CLEAN_FORM, supervisor="\x07\x1b\x7f\u200b\ufeff\u202e𠮷\U000f0000"),
    replace(CLEAN_FORM, unit="单" * 1000),
    replace(CLEAN_FORM, execution_weight=Number.of("１０．０")),
    replace(CLEAN_FORM, printed=Printed("题", "1", "2", "3", "4", "优")),
    replace(CLEAN_FORM, project_name="'; DROP TABLE forms; -- % ? :key \\ %s {}"),
]


def test_odd_forms_come_back_exactly(store: Store) -> None:
    added = [store.add(form) for form in ODD]
    for stored, form in zip(added, ODD, strict=True):
        assert replace(stored.form, id="") == form
        assert store.load(stored.form.id) == stored
        assert store.form_at(stored.form.id, 1) == stored.form
    assert store.load_all([stored.form.id for stored in added]) == added
    listed = {item.id: item.project_name for item in store.forms()}
    assert listed == {stored.form.id: stored.form.project_name for stored in added}


def test_a_nul_is_kept_or_refused_whole(store: Store) -> None:
    form = replace(clean_form(), goal_actual="a\x00b")
    if store.engine.dialect.name == "sqlite":
        stored = store.add(form)
        assert store.load(stored.form.id).form.goal_actual == "a\x00b"
        assert store.form_at(stored.form.id, 1) == stored.form
    else:
        with pytest.raises(Unstorable, match=r"^“职工培训”：.*NUL"):
            store.add(form)
        assert not store.forms()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(strategies.forms(most=20), strategies.forms(most=20))
def test_any_form_comes_back_and_becomes_any_other(store: Store, one: Form, other: Form) -> None:
    assume(store.engine.dialect.name == "sqlite" or "\\x00" not in repr((one, other)))
    stored = store.add(one)
    assert store.load(stored.form.id) == stored
    document = Document(stored.form, library().get)
    keeper = Keeper(store, document, 1)
    document.apply(Become(replace(other, template=one.template), "换"))
    assert keeper.saved, keeper.trouble
    assert store.load(stored.form.id).form == document.form
    assert store.form_at(stored.form.id, 1) == stored.form


def test_many_forms_come_in_the_order_asked_for(store: Store) -> None:
    added = store.add_all([Form("t", f"项目{number}") for number in range(501)])
    ids = [stored.form.id for stored in added][::-1]
    assert store.load_all([*ids, "nowhere"]) == added[::-1]
    assert store.load_all([]) == []


def test_what_is_not_there_is_missing(store: Store) -> None:
    for ask in (
        lambda: store.load("nowhere"),
        lambda: store.form_at("nowhere", 1),
        lambda: store.remove("nowhere"),
    ):
        with pytest.raises(MissingForm):
            ask()
    assert store.history("nowhere") == []
    form_id = store.add(clean_form()).form.id
    for version in (0, 2, -1):
        with pytest.raises(MissingForm, match=f"没有第 {version} 步"):
            store.form_at(form_id, version)


NEW = Indicator(level3="新指标")
STEPS: list[tuple[Edit | str | tuple[State, str], list[str]]] = [
    (SetCell("indicators[0].score", "38"), ["第 1 行得分（培训人数）：40 → 38"]),
    (
        SetCells((("unit", "某局"), ("goal_actual", "完成"))),
        ["实施单位：区总工会本级 → 某局", "实际完成情况：（空） → 完成"],
    ),
    (InsertIndicators(1, (NEW,)), ["插入第 2 行（新指标）"]),
    (MoveIndicators((2,), 0), ["第 3 行（满意度）移到第 1 行"]),
    ("undo", ["第 1 行（满意度）移到第 3 行"]),
    ("redo", ["第 3 行（满意度）移到第 1 行"]),
    (DeleteIndicators((2,)), ["删除第 3 行（新指标）"]),
    ((State.CHECKED, ""), ["状态：草稿 → 已审核"]),
    (SetCell("supervisor", ""), ["主管部门：区总工会 → （空）", "状态：已审核 → 草稿"]),
    ((State.CHECKED, ""), ["状态：草稿 → 已审核"]),
    ((State.REPORTED, ""), ["状态：已审核 → 已上报"]),
    ((State.DRAFT, "填错"), ["状态：已上报 → 草稿", "原因：填错"]),
    (
        Become(clean_form(), "恢复到第 1 步"),
        [
            "主管部门：（空） → 区总工会",
            "实施单位：某局 → 区总工会本级",
            "实际完成情况：完成 → （空）",
            "插入第 1 行（培训人数）",
            "删除第 2 行（培训人数）",
        ],
    ),
    ("remove", ["删除"]),
    ("bring back", ["恢复"]),
]


def carry_out(store: Store, keeper: Keeper, step: Edit | str | tuple[State, str]) -> None:
    document = keeper.document
    match step:
        case "undo":
            assert document.undo()
        case "redo":
            assert document.redo()
        case "remove":
            store.remove(document.form.id)
            assert keeper.look_again()
        case "bring back":
            store.bring_back(document.form.id)
            assert keeper.look_again()
        case (State() as state, str() as reason):
            document.move_to(state, reason)
        case _:
            assert not isinstance(step, str | tuple)
            assert document.apply(step)


def test_the_history_reads_as_sentences_and_shows_every_state(store: Store) -> None:
    keeper = kept(store, store.add(clean_form()).form.id)
    seen, form_id = [keeper.document.form], keeper.document.form.id
    for step, _ in STEPS:
        carry_out(store, keeper, step)
        assert keeper.saved
        seen.append(keeper.document.form)
    history = store.history(form_id)
    assert history[0].sentences == ["新建“职工培训”"]
    assert [found.sentences for found in history[1:]] == [expected for _, expected in STEPS]
    assert [found.form for found in history] == seen
    for version, form in enumerate(seen, 1):
        assert store.form_at(form_id, version) == form
    assert store.load(form_id).version == len(seen)


def test_a_nameless_form_is_named_so_in_its_history(store: Store) -> None:
    stored = store.add(replace(clean_form(), project_name=""), "导入")
    assert store.history(stored.form.id)[0].sentences == ["导入“未命名”"]


def test_a_history_that_was_tampered_with_can_still_be_read(store: Store) -> None:
    keeper = kept(store, store.add(clean_form()).form.id)
    form_id = keeper.document.form.id
    for text in ("甲", "乙"):
        keeper.document.apply(SetCell("unit", text))
    wrong = json.dumps({"cells": [["unit", "另一个", "丙"]]})
    with writing(store.engine, store.place) as connection:
        connection.execute(
            update(tables.changes).where(tables.changes.c.version == 2).values(delta=wrong)
        )
    assert [bool(step.form) for step in store.history(form_id)] == [True, False, False]
    assert [step.sentences for step in store.history(form_id)][1:] == [
        ["实施单位：另一个 → 丙"],
        ["实施单位：甲 → 乙"],
    ]
    assert store.form_at(form_id, 1) == replace(clean_form(), id=form_id)
    with pytest.raises(MissingForm, match="对不上，看不到第 3 步"):
        store.form_at(form_id, 3)


def test_one_reading_sees_one_state_whatever_others_write(store: Store, stores: Stores) -> None:
    stored = store.add(clean_form())
    theirs = kept(stores.another(), stored.form.id)
    with reading(store.engine, store.place) as connection:
        assert load_form(connection, stored.form.id) == stored
        theirs.document.apply(DeleteIndicators((0,)))
        theirs.store.add(clean_form())
        assert load_form(connection, stored.form.id) == stored
        assert load_forms(connection, [stored.form.id]) == [stored]
        assert form_at(connection, stored.form.id, 1) == stored.form
        with pytest.raises(MissingForm):
            form_at(connection, stored.form.id, 2)
    assert store.load(stored.form.id).form == theirs.document.form
