"""Queries whose SQL is worked out once.

Django builds the SQL of a query anew at every call, which costs several times what the database
needs for a small one. On pages that everybody opens all day a query may be prepared instead: it
is built once with placeholders, and from then on only the values change.

The function that builds it must depend on nothing but its arguments: no clock, no settings of the
request. Arguments are whole numbers, texts, days, moments, UUIDs, or sequences of them.

PostgreSQL plans such a query once per connection, too, where the settings say after how many calls
(`prepare_threshold`). Django itself writes the values into the SQL, which is planned each time.
"""

import datetime as dt
import select
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

THRESHOLD = "prepare_threshold"
# Placeholders are values that nobody asks for.
NUMBER, DAY, MOST_KEYS = 7_000_000_000, dt.date(1801, 1, 1), 1 << 100
Shape = tuple[Any, ...]
Row = TypeVar("Row", bound=Model)


class NotPrepared(TypeError):
    """The query does not depend on one of its arguments, or on one of another kind."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with the places of the arguments among its parameters."""

    sql: str
    parameters: tuple[Any, ...]
    # Place among the parameters, place among the flattened arguments, and how it is handed over.
    slots: tuple[tuple[int, int, Callable[[Any], Any]], ...]
    compiler: Any
    converters: Any

    def rows(self, values: Sequence[Any], part: str = "") -> list[tuple[Any, ...]]:
        """Run it with these values, whole or a part of its rows."""
        filled = list(self.parameters)
        for place, argument, adapt in self.slots:
            filled[place] = adapt(values[argument])
        with _cursor() as cursor:
            cursor.execute(self.sql + part, filled)
            found = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [tuple(row) for row in found]

    def objects(self, values: Sequence[Any]) -> Iterable[Any]:
        """Run it with these values and make a model's rows of what was found.

        What Django's own iteration over a queryset does, on the SQL worked out before.
        """
        infos, select = self.compiler.klass_info, self.compiler.select
        begin, end = infos["select_fields"][0], infos["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[begin:end]]
        related = get_related_populators(infos, select, connection.alias)  # type: ignore[call-arg]
        more = (self.compiler.annotation_col_map or {}).items()
        for row in self.rows(values):
            made = infos["model"].from_db(connection.alias, names, row[begin:end])
            for populator in related:
                populator.populate(row, made)
            for name, place in more:
                setattr(made, name, row[place])
            yield made


def _cursor() -> Any:
    """Return a cursor; on PostgreSQL one whose statements the server can keep."""
    # The connection itself: what `django.db.connection` stands for is looked up at every access.
    own: Any = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "postgresql" or not own.settings_dict["OPTIONS"].get(THRESHOLD):
        return own.cursor()
    if own.health_check_enabled and not own.health_check_done and _is_quiet(own.connection):
        own.health_check_done = True
    own.close_if_health_check_failed()
    own.ensure_connection()
    # Django's own wrapper around it, for which there is no public way to ask.
    return own._prepare_cursor(ServerBindingCursor(own.connection))  # type: ignore[call-arg]


def _is_quiet(opened: Any) -> bool:
    """Tell whether an idle connection is open and the server has said nothing on it.

    A server that goes says so, or closes it; then Django asks it itself, which costs a query.
    """
    if opened is None or opened.closed:
        return False
    poll = select.poll()
    poll.register(opened.fileno(), select.POLLIN)
    return not poll.poll(0)


class _Statements:
    """The SQL of a query for each kind of arguments it was called with."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.statements: dict[Shape, Statement | None] = {}

    def _statement(self, arguments: Sequence[Any]) -> Statement | None:
        shape = (connection.vendor, *(_shape(argument) for argument in arguments))
        if shape not in self.statements:
            self.statements[shape] = self._prepare(arguments)
        return self.statements[shape]

    def _prepare(self, arguments: Sequence[Any]) -> Statement | None:
        """Build the query with placeholders; None where it can have no rows."""
        marks = _marks(arguments)
        rows = self.build(*marks)
        if rows._prefetch_related_lookups or rows._known_related_objects:  # type: ignore[attr-defined]
            raise NotPrepared
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        slots = tuple(_slots(parameters, _flat(marks)))
        if {argument for _, argument, _ in slots} != set(range(len(_flat(marks)))):
            raise NotPrepared
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        return Statement(sql, tuple(parameters), slots, compiler, compiler.get_converters(columns))


class Prepared(_Statements):
    """A query of `values_list` rows; call it with the arguments of the function that builds it."""

    def __call__(self, *arguments: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these arguments."""
        statement = self._statement(arguments)
        return statement.rows(_flat(arguments)) if statement else []

    def page(self, first: int, count: int, *arguments: Any) -> list[tuple[Any, ...]]:
        """Return `count` rows from the one with the number `first`, counted from 0."""
        statement = self._statement(arguments)
        part = f" LIMIT {int(count)} OFFSET {int(first)}"
        return statement.rows(_flat(arguments), part) if statement else []


class PreparedObjects(_Statements, Generic[Row]):
    """A query of a model's rows, with what `select_related` brings along; nothing is prefetched."""

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        super().__init__(build)

    def __call__(self, *arguments: Any) -> list[Row]:
        """Return the rows for these arguments."""
        statement = self._statement(arguments)
        return list(statement.objects(_flat(arguments))) if statement else []

    def first(self, *arguments: Any) -> Row | None:
        """Return the first row for these arguments, None where there is none."""
        return next(iter(self(*arguments)), None)


def _shape(argument: Any) -> Any:
    """Return what the SQL depends on: the kind, of a sequence also the length."""
    return len(argument) if isinstance(argument, list | tuple) else type(argument)


def _flat(arguments: Sequence[Any]) -> list[Any]:
    flat: list[Any] = []
    for argument in arguments:
        flat += argument if isinstance(argument, list | tuple) else [argument]
    return flat


def _marks(arguments: Sequence[Any]) -> list[Any]:
    """Return a placeholder for each argument, no two alike."""
    count = iter(range(1, 10_000))

    def mark(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [mark(one) for one in value]
        number = next(count)
        kinds: dict[type, Any] = {
            int: NUMBER + number,
            str: f"prepared {number}",
            dt.date: DAY + dt.timedelta(days=number),
            dt.datetime: dt.datetime(1801, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number),
            uuid.UUID: uuid.UUID(int=MOST_KEYS + number),
        }
        if type(value) not in kinds:
            raise NotPrepared
        return kinds[type(value)]

    return [mark(argument) for argument in arguments]


def _slots(parameters: Sequence[Any], marks: Sequence[Any]) -> Any:
    """Yield where the placeholders stand among the parameters of the SQL."""
    for argument, mark in enumerate(marks):
        adapt = _adapter(type(mark))
        for place, parameter in enumerate(parameters):
            if type(parameter) is not bool and parameter == adapt(mark):
                # PostgreSQL's driver wants to know the width of a number.
                yield place, argument, type(parameter) if isinstance(mark, int) else adapt


def _adapter(kind: type) -> Callable[[Any], Any]:
    """Return how the database takes a value of this kind."""
    operations = connection.ops
    if kind is dt.datetime:
        return operations.adapt_datetimefield_value
    if kind is dt.date:
        return operations.adapt_datefield_value
    if kind is uuid.UUID and not connection.features.has_native_uuid_field:
        return lambda value: value.hex
    return lambda value: value
