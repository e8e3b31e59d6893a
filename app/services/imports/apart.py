"""Work on foreign files in a process of its own: it may take too long, too much or die without harm."""

import contextlib
import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from app import i18n
from app.errors import AppError

if sys.platform != "win32":
    import resource

# The largest register that is taken (50,000 rows) needs a quarter of either, on a fast PC.
SECONDS = 180.0
MEGABYTES = 512

P = ParamSpec("P")
T = TypeVar("T")


class TooMuch(Exception):
    """The work took longer or wanted more memory than any register needs, or ended by itself."""


def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work gives, or the AppError it raised. Raises TooMuch when it gave nothing.

    `work` is a function of a module; what goes there and comes back is copied.
    """
    # A fork would carry along threads, locks and the connection to the database.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    given = (sender, i18n.language(), MEGABYTES, work, args, kwargs)
    child = context.Process(target=_in_child, args=given, name="reading", daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(SECONDS):
            raise TooMuch
        result, error = receiver.recv()
    except EOFError as nothing:
        raise TooMuch from nothing
    finally:
        child.kill()
        child.join()
        receiver.close()
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]  # as the work gave it


def _in_child(
    sender: Connection,
    language: str,
    megabytes: int,
    work: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    i18n.install(language)
    limit_memory(megabytes)
    try:
        sender.send((work(*args, **kwargs), None))
    except AppError as error:
        sender.send((None, error))
    except MemoryError:
        sys.exit(1)  # the other end finds that nothing came


def limit_memory(megabytes: int) -> None:
    """Let this process have no more than so much; where the system knows no limit it has none."""
    if sys.platform == "win32":
        from app.services.imports import windows_job  # nothing of it exists elsewhere

        windows_job.limit_memory(megabytes)
    else:
        most = megabytes * 1024 * 1024
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
