"""The command line: the same services and permissions as the window, no Qt unless a picture is made."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app import __version__, cli_backup, cli_labels, clock, paths, settings
from app.cli_words import translate_argparse
from app.errors import AppError, InvalidRecord, SignInRefused
from app.i18n import _
from app.models.base import Choice

DONE, REFUSED, USAGE = 0, 1, 2


def run(argv: Sequence[str]) -> int:
    """Carry out one command. 0 done, 1 refused with the reason on stderr, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    translate_argparse()
    options = parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except InvalidRecord as problem:
        for field, text in problem.problems.items():
            print(f"{field}：{text}", file=sys.stderr)
        return REFUSED
    except AppError as problem:
        print(str(problem), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader of a long list has seen enough
        sys.stdout = None
        return DONE


def parser() -> argparse.ArgumentParser:
    """The commands and their options. `--database` may stand before or after the command."""
    top = argparse.ArgumentParser(
        prog="quality-desk", description=_("质控台：不合格服务管理。不写命令时打开窗口。")
    )
    top.add_argument("--version", action="version", version=__version__, help=_("显示版本号"))
    top.add_argument(
        "--database", metavar=_("文件或地址"), help=_("数据库文件，或 PostgreSQL 地址")
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--database",
        metavar=_("文件或地址"),
        default=argparse.SUPPRESS,
        help=_("数据库文件，或 PostgreSQL 地址"),
    )
    account = argparse.ArgumentParser(add_help=False, parents=[shared])
    account.add_argument(
        "--user",
        metavar=_("工号"),
        help=_("以谁的身份；默认是第一个账户。密码取自 {variable} 或提示输入").format(
            variable=settings.PASSWORD
        ),
    )
    commands = top.add_subparsers(metavar=_("命令"))
    _add_init(commands.add_parser("init", parents=[shared], help=_("建立新的数据库")))
    _add_import(commands.add_parser("import", parents=[account], help=_("导入旧台账")))
    _add_imports(commands.add_parser("imports", parents=[account], help=_("列出、撤销导入")))
    _add_list(commands.add_parser("list", parents=[account], help=_("列出记录")))
    _add_form(commands.add_parser("form", parents=[account], help=_("出表单：Excel、PDF")))
    verify = commands.add_parser("verify", parents=[account], help=_("校验数据库和审计链"))
    verify.set_defaults(command=_verify)
    door = cli_backup.Door(location, sign_in, ask_password)
    cli_labels.add_to(commands, account, door)
    cli_backup.add_to(commands, account, door)
    demo = commands.add_parser("demo", help=_("演示医院：跑一班，留下表单和截图"))
    demo.add_argument("out", type=Path, metavar=_("文件夹"))
    demo.set_defaults(command=_demo)
    return top


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("--admin", required=True, metavar=_("工号"), help=_("管理员的工号"))
    command.add_argument("--name", required=True, metavar=_("姓名"), help=_("管理员的姓名"))
    command.add_argument("--hospital", required=True, metavar=_("名称"), help=_("医院名称"))
    command.add_argument("--demo", action="store_true", help=_("装入演示医院的数据"))
    command.set_defaults(command=_init)


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("register", metavar=_("台账"), help=_("例如 complaints"))
    command.add_argument("file", type=Path, metavar=_("文件"))
    command.add_argument("--sheet", metavar=_("工作表"), help=_("工作表的名称"))
    command.add_argument("--mapping", type=Path, metavar="TOML", help=_("表头到字段的对应"))
    command.add_argument("--dry-run", action="store_true", help=_("只检查，不写入"))
    command.add_argument("--keep-unknown", action="store_true", help=_("没有对应的列并入备注"))
    command.add_argument("--report", type=Path, metavar="XLSX", help=_("把结果另存为工作簿"))
    command.set_defaults(command=_import)


def _add_imports(command: argparse.ArgumentParser) -> None:
    command.add_argument("register", metavar=_("台账"), help=_("例如 complaints"))
    command.add_argument("--undo", type=int, metavar="N", help=_("撤销第 N 次导入"))
    command.set_defaults(command=_imports)


def _add_list(command: argparse.ArgumentParser) -> None:
    command.add_argument("register", metavar=_("台账"), help=_("例如 complaints"))
    command.add_argument("--search", default="", metavar=_("文字"), help=_("任意两个字"))
    command.add_argument("--status", metavar=_("状态"), help=_("状态的代码或中文名"))
    command.add_argument("--limit", type=int, metavar="N", help=_("最多列几件"))
    command.add_argument("--json", action="store_true", help=_("按 JSON 输出全部字段"))
    command.add_argument("--excel", type=Path, metavar="XLSX", help=_("存为 Excel"))
    command.add_argument("--masked", action="store_true", help=_("Excel 存成脱敏副本"))
    command.set_defaults(command=_list)


def _add_form(command: argparse.ArgumentParser) -> None:
    command.add_argument("form", metavar=_("表单"), help=_("表单代号，例如 F01"))
    command.add_argument("number", nargs="?", metavar=_("编号"), help=_("编号，或旧台账的原编号"))
    command.add_argument("--pdf", type=Path, metavar="PDF", help=_("存为 PDF"))
    command.add_argument("--excel", type=Path, metavar="XLSX", help=_("存为 Excel"))
    command.add_argument("--blank", action="store_true", help=_("空白表"))
    command.add_argument("--masked", action="store_true", help=_("脱敏副本，供会议讨论"))
    command.set_defaults(command=_form)


def location(options: argparse.Namespace) -> str:
    """The database named, or the default one of this PC."""
    return getattr(options, "database", None) or str(paths.default_database())


def ask_password(prompt: str) -> str:
    known = os.environ.get(settings.PASSWORD)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise SignInRefused(
            _("没有密码：在 {variable} 里给出，或在终端里输入").format(variable=settings.PASSWORD)
        )
    return getpass.getpass(prompt)


def sign_in(options: argparse.Namespace) -> Any:
    from app.services.people import accounts  # services load SQLAlchemy; --help does without
    from app.services.storage import schema

    database = schema.open_database(location(options))
    user = options.user or os.environ.get("QUALITY_DESK_USER") or accounts.first_staff_no(database)
    password = ask_password(_("{user} 的密码：").format(user=user))
    return accounts.enter(database, user, password).desk


def _init(options: argparse.Namespace) -> int:
    from app.services.people import founding

    account = founding.FirstAccount(
        options.admin, options.name, ask_password(_("管理员的新密码："))
    )
    desk = founding.found(location(options), options.hospital, account, options.demo)
    if options.demo:
        from app.demo import hospital

        hospital.fill(desk)
    print(_("已建立 {path}").format(path=location(options)))
    return DONE


def _import(options: argparse.Namespace) -> int:
    from app.services import imports
    from app.services.registers import catalog

    kind = catalog.by_name(options.register)
    desk = sign_in(options)
    report = imports.bring_in(
        desk, kind, options.file, sheet=options.sheet, mapping=options.mapping,
        dry_run=options.dry_run, keep_unknown=options.keep_unknown,
    )  # fmt: skip
    for line in report.lines():
        print(line)
    if options.report:
        imports.save_report(report, options.report)
    return DONE if not report.errors else REFUSED


def _imports(options: argparse.Namespace) -> int:
    from app.services.imports import runs
    from app.services.registers import catalog

    kind = catalog.by_name(options.register)
    desk = sign_in(options)
    if options.undo is not None:
        runs.undo(desk, kind, options.undo)
    for run in runs.listed(desk, kind):
        when = f"{clock.local(run.at):%Y-%m-%d %H:%M}"
        undone = _("已撤销") if run.undone_at else ""
        print("\t".join((str(run.id), when, run.by, str(run.rows), run.file, undone)))
    return DONE


def _list(options: argparse.Namespace) -> int:
    from app.services import lists
    from app.services.registers import catalog

    kind = catalog.by_name(options.register)
    if options.masked and not options.excel:
        print(_("--masked 与 --excel 一起用：脱敏副本存成 Excel"), file=sys.stderr)
        return USAGE
    desk = sign_in(options)
    query = lists.Query(text=options.search, status=_status(kind, options.status))
    wanted = lists.ids(desk, kind, query)[: options.limit]
    if options.excel:
        return _export(desk, kind, query, wanted, options.excel, options.masked)
    rows = [
        row
        for start in range(0, len(wanted), 500)
        for row in lists.rows(desk, kind, wanted[start : start + 500], whole=options.json)
    ]
    if options.json:
        print(json.dumps([_plain_row(row) for row in rows], ensure_ascii=False, indent=1))
        return DONE
    for row in rows:
        state = _(row.status.label)
        due = row.due.word if row.due else ""
        print("\t".join((row.number, row.cells[kind.received], state, due, row.title)))
    return DONE


def _export(
    desk: Any, kind: Any, query: Any, wanted: Sequence[int], path: Path, masked: bool
) -> int:
    from app.services import listings

    parts = [_("含“{text}”").format(text=query.text)] if query.text else []
    if query.status is not None:
        parts.append(_("状态为{state}").format(state=_(query.status.label)))
    order = listings.order_words(kind, query.sort or kind.received, query.descending)
    heading = listings.Heading("，".join(parts), order)
    columns = listings.default_columns(kind)
    made = listings.export(desk, kind, wanted, columns, heading, path, masked=masked)
    print(_("已导出 {n} 件：{path}").format(n=made.rows, path=path))
    if made.left_out:
        words = _("另有 {n} 件能看、不能导出，没有列入。").format(n=made.left_out)
        print(words, file=sys.stderr)
    return DONE


def _status(kind: Any, text: str | None) -> Choice | None:
    if text is None:
        return None
    for member in kind.status:
        if text.upper() == member.value or text in (member.label, _(member.label)):
            found: Choice = member
            return found
    known = "、".join(_(member.label) for member in kind.status)
    raise AppError(_("没有“{text}”这个状态。可用的有：{known}").format(text=text, known=known))


def _plain_row(row: Any) -> dict[str, Any]:
    values = {
        "number": row.number,
        "status": row.status.value,
        "original_number": row.original_number,
        "backfilled": row.backfilled,
        "due_on": row.due_on,
    } | dict(row.values)
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _form(options: argparse.Namespace) -> int:
    from app.services import printing, reading
    from app.services.files import write_file
    from app.services.registers import catalog

    kind = catalog.by_form(options.form, options.number or "")
    if not options.blank and not options.number:
        print(_("写上记录的编号，或用 --blank 出空白表"), file=sys.stderr)
        return USAGE
    if not options.pdf and not options.excel:
        print(_("用 --pdf 或 --excel 写明存到哪里"), file=sys.stderr)
        return USAGE
    desk = sign_in(options)
    record_id = None if options.blank else reading.find_number(desk, kind, options.number)
    code = options.form.upper()
    made = printing.render(desk, kind, record_id, code, masked=options.masked)
    for notice in made.notices:
        print(notice, file=sys.stderr)
    for path, content, how in (
        (options.pdf, made.pdf, "pdf"),
        (options.excel, made.xlsx, "excel"),
    ):
        if path:
            write_file(path, content)
            if record_id is not None:
                printing.note_printed(desk, kind, record_id, code, made.digest, how, made.masked)
            print(_("已存 {path}").format(path=path))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from app.services.upkeep import verifying

    desk = sign_in(options)
    result = verifying.verify(desk)
    for line in result.lines():
        print(line, file=sys.stdout if result.ok else sys.stderr)
    return DONE if result.ok else REFUSED


def _demo(options: argparse.Namespace) -> int:
    # Off screen, Qt warns of every window that it cannot be given hints.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from app.demo import shift

    shift.play(options.out)
    return DONE
