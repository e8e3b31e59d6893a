"""Where the data may lie: the usual file, those used before, and what they are called."""

from pathlib import Path

from app import paths, settings
from app.i18n import _

OTHER = "?"  # the entry that asks for another place


def is_missing(location: str) -> bool:
    """Whether there is no database file yet; a server is never said to be missing."""
    return "://" not in location and not Path(location).exists()


def usual() -> str:
    """The place used last that is still there, else the default one."""
    for known in settings.load().locations:
        if not is_missing(known):
            return known
    return str(paths.default_database())


def offered(current: str) -> list[tuple[str, str]]:
    """The places offered at sign-in, each with its words, and a way to another one."""
    default = str(paths.default_database())
    others = [one for one in settings.load().locations if one != default]
    if current != default and current not in others:
        others.insert(0, current)
    named = [(default, _("本机数据（默认）")), *((one, place_name(one)) for one in others)]
    return [*named, (OTHER, _("其他位置…"))]


def place_name(location: str) -> str:
    """`demo（桌面）` for a file, the server and its database for a URL; never a password."""
    if "://" in location:
        server, _slash, name = location.rpartition("/")
        host = server.rpartition("@")[2].rpartition("//")[2]
        return _("服务器 {host} 的 {name}").format(host=host, name=name.partition("?")[0])
    path = Path(location).absolute()
    return _("{name}（{folder}）").format(name=path.stem, folder=path.parent.name or path.parent)
