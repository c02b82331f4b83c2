"""Templates from `forms/*.toml`: parts joined by `extends`, checked key by key, made values."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdesk.core.ruleset import join_changes
from perfdesk.core.template import Template
from perfdesk.files.errors import Refused, reason
from perfdesk.files.folders import rules_file
from perfdesk.files.locate import forms_folder, user_forms_folder
from perfdesk.files.rulesets import build_rule_set, check_names, load_rule_changes
from perfdesk.files.templatebuild import build_template
from perfdesk.files.tomltable import Table, TemplateError, read_toml

if TYPE_CHECKING:
    from perfdesk.core.ruleset import RuleChanges, RuleSet

_DEEPEST = 8
#: The part with the settings of the audit rules that every template rests on.
_CHECKS = "_checks"


class TemplateLibrary:
    """All templates: the built-in folder and a person's own, which wins on the same id.

    Over the audit rules of each lie a person's changes in `rules`, a file that need not exist.
    """

    def __init__(self, folders: tuple[Path, ...], rules: Path | None = None) -> None:
        self.folders = folders
        self._rules = rules
        self._known: RuleSet | None = None
        self._read: dict[str, Template] = {}
        self._parsed: dict[Path, dict[str, Any]] = {}
        self._marks: dict[str, str] = {}
        self._changes: tuple[RuleChanges, str] | None = None
        self._persons: RuleChanges | None = None
        self._turn = 0

    @property
    def turn(self) -> int:
        """How often the audit rules have been changed or read anew in this process."""
        return self._turn

    @property
    def rule_changes(self) -> RuleChanges:
        """A person's changes to the audit rules; none where their file has a mistake."""
        return self._own_rules()[0]

    @property
    def rule_trouble(self) -> str:
        """What is wrong with the person's file, as a sentence; the built-in rules count then."""
        return self._own_rules()[1]

    def rule_settings(self) -> RuleSet:
        """The settings of the audit rules that come with the program, without anyone's changes."""
        if self._known is None:
            data, file = self._rule_settings(), forms_folder() / f"{_CHECKS}.toml"
            self._known = build_rule_set(Table(data, file).table("checks"))
        return self._known

    def change_rules(self, changes: RuleChanges) -> None:
        """These changes count from now on, in this process; templates and marks are made anew."""
        self._take((changes, ""))

    def lay_over(self, changes: RuleChanges) -> None:
        """These changes count as well, over the person's, until the rules are read anew."""
        own = self.persons_changes
        self._take((join_changes(own, changes), ""))
        self._persons = own

    @property
    def persons_changes(self) -> RuleChanges:
        """The person's own changes, without what is laid over them."""
        return self.rule_changes if self._persons is None else self._persons

    def read_rules(self) -> None:
        """The person's file counts, as it is now."""
        self._take(None)

    @property
    def trouble(self) -> str:
        """Which folders cannot be read, and why, as sentences; '' where all can or are missing."""
        return "".join(trouble for folder in self.folders if (trouble := _listed(folder)[1]))

    def ids(self) -> tuple[str, ...]:
        """Every template's id, in order."""
        return tuple(sorted(self._files()))

    def get(self, template_id: str) -> Template:
        """The template. Refused: none has that id; TemplateError: its file has a mistake."""
        if template_id not in self._read:
            file = self._files().get(template_id)
            if file is None:
                known = "、".join(self.ids())
                raise Refused(f"没有模板“{template_id}”，现有：{known}。{self.trouble}")
            self._read[template_id] = self._load(file)
        return self._read[template_id]

    def all(self) -> tuple[Template, ...]:
        """Every template, read."""
        return tuple(self.get(template_id) for template_id in self.ids())

    def newest_first(self) -> list[Template]:
        """The same as they are offered: those of the latest year first."""
        return sorted(self.all(), key=lambda one: (-one.default_year, one.id))

    def name(self, template_id: str) -> str:
        """What people call it; the id where it cannot be read here."""
        try:
            return self.get(template_id).name if template_id else ""
        except Refused:
            return template_id

    def mark(self, template_id: str) -> str:
        """A short text that changes whenever the template does; '' where there is none such."""
        if template_id not in self._marks:
            try:
                content = repr(self.get(template_id)).encode()
            except Refused:
                return ""
            self._marks[template_id] = hashlib.sha256(content).hexdigest()[:12]
        return self._marks[template_id]

    def _files(self) -> dict[str, Path]:
        """Template id → file. The id is the file's name without .toml."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            files = _listed(folder)[0]
            found |= {file.stem: file for file in files if not file.name.startswith("_")}
        return found

    def _load(self, file: Path) -> Template:
        own = self._joined(file, 0)
        check_names(Table(own, file).table("checks"), self.rule_settings())
        template = build_template(Table(_over(self._rule_settings(), own), file))
        if template.id != file.stem:
            raise TemplateError(file, "id", f"应当与文件名“{file.stem}”相同。")
        return replace(template, checks=template.checks.changed(self.rule_changes))

    def _take(self, changes: tuple[RuleChanges, str] | None) -> None:
        self._changes, self._persons, self._turn = changes, None, self._turn + 1
        self._read, self._marks = {}, {}

    def _own_rules(self) -> tuple[RuleChanges, str]:
        if self._changes is None:
            self._changes = self._read_changes()
        return self._changes

    def _read_changes(self) -> tuple[RuleChanges, str]:
        """A mistake does not keep the program from its work."""
        if self._rules is None:
            return {}, ""
        try:
            return load_rule_changes(self._rules, self.rule_settings()), ""
        except Refused as error:
            return {}, f"{error}审核先按内置规则进行。"

    def _rule_settings(self) -> dict[str, Any]:
        """The settings that come with the program: no template need repeat them."""
        return self._joined(forms_folder() / f"{_CHECKS}.toml", 0)

    def _joined(self, file: Path, depth: int) -> dict[str, Any]:
        """The file's keys over those of the part that it extends."""
        if file not in self._parsed:
            self._parsed[file] = read_toml(file, "模板")  # a part is shared by many templates
        data = dict(self._parsed[file])
        parent = data.pop("extends", None)
        if parent is None:
            return data
        if not isinstance(parent, str) or depth >= _DEEPEST:
            raise TemplateError(file, "extends", "应当是另一个模板文件的名字，且不能循环。")
        return _over(self._joined(self._part(parent, file), depth + 1), data)

    def _part(self, name: str, file: Path) -> Path:
        for folder in (file.parent, *reversed(self.folders)):
            part = folder / f"{name}.toml"
            if part != file and _is_file(part):
                return part
        raise TemplateError(file, "extends", f"找不到“{name}.toml”。{self.trouble}")


@lru_cache(maxsize=1)
def library() -> TemplateLibrary:
    """The library of this installation: built-in templates and the person's own."""
    return TemplateLibrary((forms_folder(), user_forms_folder()), rules_file())


def _listed(folder: Path) -> tuple[list[Path], str]:
    """The TOML files in a folder, and why it cannot be read; a missing one has none."""
    try:
        files = sorted(path for path in folder.iterdir() if path.match("*.toml"))
    except (FileNotFoundError, NotADirectoryError):
        return [], ""
    except OSError as error:
        return [], f"{folder}：无法读取这里的模板，{reason(error)}。"
    return files, ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may not be seen
        return False


def _over(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """`top` laid over `base`: tables joined by key, `more_blocks` appended, all else replaced."""
    joined = dict(base)
    for key, value in top.items():
        old = joined.get(key)
        if key == "more_blocks" and isinstance(value, list):
            joined["blocks"] = [*joined.get("blocks", []), *value]
        elif isinstance(value, dict) and isinstance(old, dict):
            joined[key] = _over(old, value)
        else:
            joined[key] = value
    return joined
