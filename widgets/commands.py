"""The desk's commands by name: what each is called, its key, and who may change that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QMenu, QTabBar, QWidget

from widgets.amount_edit import AmountEdit

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_RECENT = 8


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the trader may ask the desk to do.

    `scope` is the kind of panel that it is done to, "" the whole desk; `run` is given that panel then.
    `keys` is the default key in Qt's portable text. `words` are more names to find it by.
    """

    id: str
    text: str
    run: Callable[..., object]
    keys: str = ""
    scope: str = ""
    words: str = ""


def portable(keys: str) -> str:
    """One key in Qt's own spelling; "" for what is none or more than one."""
    sequence = QKeySequence.fromString(keys, _PORTABLE)
    if sequence.count() != 1 or sequence[0].key() == Qt.Key.Key_unknown:
        return ""
    return sequence.toString(_PORTABLE)


def is_typed(keys: str) -> bool:
    """Whether that key also writes a sign, or moves about in a list: no key for the whole desk."""
    sequence = QKeySequence.fromString(keys, _PORTABLE)
    if sequence.count() != 1:
        return False
    key, modifiers = sequence[0].key(), sequence[0].keyboardModifiers()
    return not modifiers & _CHORD and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35


def clashes(one: Command, other: Command) -> bool:
    """Whether both would hear the same key."""
    return one.id != other.id and (not one.scope or not other.scope or one.scope == other.scope)


def assign(commands: Iterable[Command], chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of each command: the trader's own choices first, then defaults that are still free."""
    known = {command.id: command for command in commands}
    keys: dict[str, str] = {}
    wanted = [(id_, keys_) for id_, keys_ in chosen.items() if id_ in known]
    wanted += [(id_, command.keys) for id_, command in known.items() if id_ not in chosen]
    for id_, text in wanted:
        key = portable(text)
        taken = any(held == key and clashes(known[id_], known[who]) for who, held in keys.items())
        keys[id_] = "" if taken else key
    return keys


class Commands(QObject):
    """The registry: panels and the desk add theirs, the palette and the key map show them all.

    Signals:
        changed(): commands came, or a key is another one now
    """

    changed = pyqtSignal()

    def __init__(self, chosen: Mapping[str, str], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._chosen = dict(chosen)
        self._commands: dict[str, Command] = {}
        self._keys: dict[str, str] = {}
        self._actions: list[QAction] = []
        self._ears: list[PanelEars] = []
        self._recent: list[str] = []

    @property
    def chosen(self) -> dict[str, str]:
        """The keys that are not the default ones, by command; "" for none."""
        return dict(self._chosen)

    @property
    def recent(self) -> tuple[str, ...]:
        """The commands that were run by hand, newest first."""
        return tuple(self._recent)

    def all(self) -> tuple[Command, ...]:
        """Every command, in the order in which they were added."""
        return tuple(self._commands.values())

    def get(self, id_: str) -> Command:
        """The command of that id."""
        return self._commands[id_]

    def key(self, id_: str) -> str:
        """The command's key in portable text, "" without one."""
        return self._keys.get(id_, "")

    def shown_key(self, id_: str) -> str:
        """The command's key as this system writes it."""
        native = QKeySequence.SequenceFormat.NativeText
        return QKeySequence.fromString(self.key(id_), _PORTABLE).toString(native)

    def add(self, commands: Iterable[Command]) -> None:
        """Offer these too."""
        for command in commands:
            assert command.id not in self._commands, command.id
            self._commands[command.id] = command
        self._bind_all()

    def conflict(self, id_: str, keys: str) -> Command | None:
        """The command that has that key already and would lose it."""
        key, wanted = portable(keys), self._commands[id_]
        for other in self._commands.values():
            if key and self._keys.get(other.id) == key and clashes(wanted, other):
                return other
        return None

    def allows(self, id_: str, keys: str) -> bool:
        """Whether the command could have that key at all: what types a letter is a panel's at most."""
        return not keys or (bool(portable(keys)) and (bool(self._commands[id_].scope) or not is_typed(keys)))

    def bind(self, id_: str, keys: str) -> None:
        """Give the command that key ("" for none); whoever had it goes without."""
        if not self.allows(id_, keys):
            return
        loser = self.conflict(id_, keys)
        if loser is not None:
            self._choose(loser.id, "")
        self._choose(id_, portable(keys))
        self._bind_all()

    def reset(self, id_: str | None = None) -> None:
        """Give one command, or all, the default key again."""
        for each in [id_] if id_ is not None else list(self._chosen):
            self._chosen.pop(each, None)
        self._bind_all()

    def run(self, id_: str, panel: QWidget | None = None) -> None:
        """Do it; a panel's command is done to that panel."""
        command = self._commands[id_]
        self._recent = [id_, *(other for other in self._recent if other != id_)][:_RECENT]
        if command.scope:
            command.run(panel)
        else:
            command.run()

    def attach(self, kind: str, panel: QWidget) -> None:
        """From now on that panel hears the keys of its kind's commands."""
        ears = PanelEars(kind, panel, self)
        self._ears.append(ears)
        ears.listen()
        panel.destroyed.connect(self._drop_dead)

    def detach(self, panel: QWidget) -> None:
        """The panel is about to go."""
        self._ears = [ears for ears in self._ears if ears.panel is not panel]

    def _drop_dead(self) -> None:
        from PyQt6.sip import isdeleted

        self._ears = [ears for ears in self._ears if not isdeleted(ears)]

    def of_kind(self, scope: str) -> list[Command]:
        """A kind's commands, with a key or without."""
        return [command for command in self._commands.values() if command.scope == scope]

    def of_scope(self, scope: str) -> list[tuple[Command, str]]:
        """A kind's commands that have a key, with it."""
        return [(c, self._keys[c.id]) for c in self.of_kind(scope) if self._keys[c.id]]

    def _choose(self, id_: str, keys: str) -> None:
        if keys == portable(self._commands[id_].keys):
            self._chosen.pop(id_, None)
        else:
            self._chosen[id_] = keys

    def _bind_all(self) -> None:
        self._keys = assign(self._commands.values(), self._chosen)
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        for shortcut in self._window.findChildren(QShortcut, options=_DIRECT):
            # A part of the desk that has its key built in: two of a key would silence both.
            if any(shortcut.key() == QKeySequence(c.keys) for c in self.of_kind("")):
                shortcut.setEnabled(False)
        self._actions = [
            _action(self._window, command, key, Qt.ShortcutContext.ApplicationShortcut)
            for command, key in self.of_scope("")
        ]
        for action in self._actions:
            action.triggered.connect(self._on_triggered)
        for ears in self._ears:
            ears.listen()
        self.changed.emit()

    def _on_triggered(self) -> None:
        self.run(self.sender().data())


class PanelEars(QObject):
    """Hears a panel's own keys: chords before anybody in it, plain keys when no field wanted them."""

    def __init__(self, kind: str, panel: QWidget, commands: Commands) -> None:
        super().__init__(panel)
        self.panel = panel
        self._kind = kind
        self._commands = commands
        self._actions: list[QAction] = []
        self._plain: dict[str, str] = {}
        self._silenced: set[str] = set()
        panel.installEventFilter(self)
        for child in panel.findChildren(QWidget):
            if isinstance(child, AmountEdit) or _is_surface(child):
                child.installEventFilter(self)

    def listen(self) -> None:
        """Take the keys as they are now."""
        for action in self._actions:
            self.panel.removeAction(action)
            action.deleteLater()
        for shortcut in self.panel.findChildren(QShortcut):
            # The panel's own, for when it stands alone; two of a key would silence both.
            named = any(shortcut.key() == QKeySequence(c.keys) for c in self._commands.of_kind(self._kind))
            shortcut.setEnabled(not named)
        held = self._commands.of_scope(self._kind)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._actions = [_action(self.panel, c, key, context) for c, key in held if not is_typed(key)]
        for action in self._actions:
            action.triggered.connect(self._on_triggered)
        self._plain = {key: command.id for command, key in held if is_typed(key)}
        defaults = {portable(c.keys) for c in self._commands.of_kind(self._kind) if c.keys}
        self._silenced = defaults - self._plain.keys()

    def _on_triggered(self) -> None:
        self._commands.run(self.sender().data(), self.panel)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is None or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = QKeySequence(event.keyCombination()).toString(_PORTABLE).replace("Num+", "")
        key = "Return" if key == "Enter" else key
        if isinstance(watched, AmountEdit) and not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            return False  # figures are the field's; letters never belong to an amount
        if key in self._plain:
            if not (event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
                self._commands.run(self._plain[key], self.panel)
            return True
        return key in self._silenced


def _is_surface(widget: QWidget) -> bool:
    """Whether that is painted by the desk and has keys built in, which the trader may have moved."""
    controls = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QMenu)
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, controls)


def _action(owner: QWidget, command: Command, key: str, context: Qt.ShortcutContext) -> QAction:
    action = QAction(owner)
    action.setData(command.id)
    action.setShortcut(QKeySequence.fromString(key, _PORTABLE))
    action.setShortcutContext(context)
    action.setAutoRepeat(bool(command.scope))  # one press is one wish, but stepping may go on
    owner.addAction(action)
    return action
