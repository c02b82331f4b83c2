"""Which stored form an incoming one is: by its identity, else by year, unit and project name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form
    from perfdesk.store.records import Listed

_Name = tuple[int | None, str, str]
_Place = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Rival:
    """A stored form that a person may say the incoming one is.

    `named_alike` where year, unit and name agree, else only year and unit.
    """

    item: Listed
    named_alike: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a form.

    `ids` are the stored forms that it is, more than one where nobody can tell; `met` those before
    it in the import that claim to be the same one. `rivals` begin with those of its name.
    """

    ids: tuple[str, ...]
    met: tuple[Form, ...]
    rivals: tuple[Rival, ...]

    @property
    def namesake(self) -> str:
        """The id of a form on the lists that has its name, '' for none."""
        alike = (one.item.id for one in self.rivals if one.named_alike and not one.removed)
        return next(alike, "")


class Matches:
    """Finds the stored form that an incoming one is; meets each stored form at most once."""

    def __init__(self, living: Sequence[Listed], removed: Sequence[Listed]) -> None:
        self._known = {item.id for item in (*living, *removed)}
        # Removed ones count only where no other has the name.
        self._named = _by_name(removed, removed=True) | _by_name(living, removed=False)
        self._near: dict[_Place, list[Rival]] = defaultdict(list)
        for item in living:
            self._near[_place(item)].append(Rival(item, named_alike=False, removed=False))
        self._met: dict[str | _Name | None, list[Form]] = {}

    def to(self, form: Form) -> Match:
        """What is known of a form, which counts as met from now on."""
        name = _name(form)
        alike = self._named.get(name, [])
        ids = self._ids(form, alike)
        met: tuple[Form, ...] = ()
        if len(ids) < 2:
            keys = dict.fromkeys(key for key in (form.id or name, *ids) if key)
            met = tuple(earlier for key in keys for earlier in self._met.get(key, []))
            if not met:
                for key in {*keys, name} - {None}:
                    self._met.setdefault(key, []).append(form)
        return Match(ids, met, self._rivals(form, alike))

    def _ids(self, form: Form, alike: Sequence[Rival]) -> tuple[str, ...]:
        if form.id:
            return (form.id,) if form.id in self._known else ()
        return tuple(one.item.id for one in alike)

    def _rivals(self, form: Form, alike: Sequence[Rival]) -> tuple[Rival, ...]:
        listed = {one.item.id for one in alike}
        near = self._near.get(_place(form), [])
        return (*alike, *(one for one in near if one.item.id not in listed))


def _by_name(items: Sequence[Listed], *, removed: bool) -> dict[_Name | None, list[Rival]]:
    found: dict[_Name | None, list[Rival]] = {}
    for item in items:
        if name := _name(item):
            found.setdefault(name, []).append(Rival(item, named_alike=True, removed=removed))
    return found


def _name(form: Form | Listed) -> _Name | None:
    """What tells a form without its identity; None for a form without a name, which is no other."""
    name = "".join(form.project_name.split())
    return (*_place(form), name) if name else None


def _place(form: Form | Listed) -> _Place:
    return form.year, "".join(form.unit.split())
