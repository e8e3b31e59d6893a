"""The demo hospital's staff: surnames with 某 only, one for every part in the procedure."""

from dataclasses import dataclass

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.people import accounts, directory


@dataclass(frozen=True)
class Colleague:
    """One invented member of staff."""

    staff_no: str
    name: str
    department: str
    title: str
    roles: frozenset[Role]


def _staff(staff_no: str, name: str, department: str, title: str, *roles: Role) -> Colleague:
    return Colleague(staff_no, name, department, title, frozenset(roles))


COLLEAGUES = (
    _staff("D1001", "周某", "医务科", "科长", Role.OFFICE_HEAD),
    _staff("D1002", "陈某", "医务科", "科员", Role.HANDLER),
    _staff("D1003", "何某", "护理部", "主任", Role.OFFICE_HEAD),
    _staff("D1004", "刘某", "门诊部", "主任", Role.OFFICE_HEAD),
    _staff("D1005", "郑某", "党委办公室", "主任", Role.OFFICE_HEAD),
    _staff("D1006", "唐某", "财务科", "科长", Role.OFFICE_HEAD),
    _staff("D1007", "黄某", "供应科", "科长", Role.OFFICE_HEAD, Role.PURCHASER),
    _staff("D1008", "许某", "总务科", "科长", Role.OFFICE_HEAD, Role.ENVIRONMENT_SUPERVISOR),
    _staff("D1009", "徐某", "院感科", "科长", Role.OFFICE_HEAD, Role.ENVIRONMENT_SUPERVISOR),
    _staff("D1010", "冯某", "医院办公室", "副院长", Role.LEADER_IN_CHARGE),
    _staff("D1011", "曹某", "医院办公室", "档案员", Role.ARCHIVIST),
    _staff("D1012", "韩某", "医院办公室", "审计员", Role.AUDITOR),
    _staff("D1013", "武某", "设备科", "科长", Role.OFFICE_HEAD),
    _staff("D1014", "钟某", "总务科", "科员", Role.HANDLER),
    _staff("D2001", "吴某", "骨科一病区", "护士长", Role.DEPT_HEAD),
    _staff("D2002", "罗某", "骨科一病区", "护士", Role.REGISTRAR),
    _staff("D2003", "邓某", "儿科", "主任", Role.DEPT_HEAD),
    _staff("D2004", "曾某", "康复科", "护士长", Role.DEPT_HEAD, Role.REGISTRAR),
    _staff("D2005", "彭某", "门诊药房", "组长", Role.DEPT_HEAD, Role.REGISTRAR),
    _staff("D2006", "蔡某", "皮肤科", "医师", Role.REGISTRAR),
    _staff("D2007", "姚某", "内镜室", "主任", Role.DEPT_HEAD),
    _staff("D2008", "金某", "急诊科", "主任", Role.DEPT_HEAD),
    _staff("D2009", "魏某", "妇产科", "主任", Role.DEPT_HEAD),
    _staff("D2010", "方某", "外科一病区", "主任", Role.DEPT_HEAD),
    _staff("D2011", "严某", "输液室", "护士长", Role.DEPT_HEAD),
    _staff("D2012", "邵某", "输液室", "护士", Role.REGISTRAR),
    _staff("D2013", "龚某", "急诊科", "医师", Role.REGISTRAR),
    _staff("D2014", "施某", "住院收费处", "组长", Role.DEPT_HEAD),
    _staff("D2015", "孔某", "皮肤科", "主任", Role.DEPT_HEAD),
    _staff("D2016", "尤某", "病区食堂", "主管（外包）", Role.DEPT_HEAD),
    _staff("D2017", "柳某", "呼吸科", "护士长", Role.DEPT_HEAD),
    _staff("D2018", "江某", "呼吸科", "护士", Role.REGISTRAR),
    _staff("D2019", "熊某", "呼吸科", "护士", Role.REGISTRAR),
    _staff("D2020", "梁某", "呼吸科", "医师", Role.REGISTRAR),
    _staff("D2021", "戚某", "供应室", "护士长", Role.DEPT_HEAD),
    _staff("D2022", "谢某", "药库", "主任", Role.DEPT_HEAD),
    _staff("D2023", "袁某", "手术室", "护士长", Role.DEPT_HEAD),
    _staff("D2024", "潘某", "手术室", "护士", Role.REGISTRAR),
    _staff("D2025", "傅某", "手术室", "护士", Role.REGISTRAR),
    _staff("D2026", "贺某", "手术室", "麻醉医师", Role.REGISTRAR),
    _staff("D2027", "程某", "骨科一病区", "主任", Role.DEPT_HEAD),
    _staff("D2028", "苏某", "重症医学科", "护士长", Role.DEPT_HEAD),
    _staff("D2029", "卢某", "重症医学科", "护士", Role.REGISTRAR),
    _staff("D2030", "蒋某", "外科一病区", "护士长", Role.DEPT_HEAD),
    _staff("D2031", "夏某", "外科一病区", "护士", Role.REGISTRAR),
    _staff("D2032", "丁某", "血透室", "护士长", Role.DEPT_HEAD, Role.REGISTRAR),
    _staff("D3001", "温某", "供应科", "保管员", Role.STOREKEEPER),
    _staff("D3002", "石某", "供应科", "检验员", Role.STOREKEEPER),
    _staff("D3003", "邱某", "供应科", "采购员", Role.PURCHASER),
    _staff("D3004", "葛某", "药库", "保管员", Role.STOREKEEPER),
    _staff("D3005", "樊某", "药库", "药师", Role.STOREKEEPER),
    _staff("D3006", "雷某", "药剂科", "采购员", Role.PURCHASER),
)


def add_people(desk: Desk) -> None:
    """Add the colleagues; they share the password of the first account (DESIGN §7)."""
    departments = {one.text: one.id for one in directory.load(desk).departments}
    for one in COLLEAGUES:
        accounts.add_demo_colleague(
            desk, one.staff_no, one.name, departments[one.department], one.roles, one.title
        )
