"""The shipped defaults are complete and agree with each other."""

from app.models.complaint import Topic
from app.models.deadline import TimeUnit
from app.services import defaults
from app.services.registers import keeping


def test_department_codes_names_and_functions_are_unique() -> None:
    found = defaults.departments()
    assert len({one.code for one in found}) == len(found)
    assert len({one.name for one in found}) == len(found)
    functions = [one.function for one in found if one.function]
    assert len(set(functions)) == len(functions)
    assert all(one.code.isascii() and one.code.isalnum() for one in found)
    assert {one.name for one in found if one.demo} >= {"急诊科", "骨科二病区", "病区食堂"}


def test_the_nine_documents_of_clause_five_are_there() -> None:
    found = defaults.documents()
    assert len(set(found)) == 9
    assert "医院感染管理办法" in found


def test_every_topic_has_one_route_to_a_department_that_exists() -> None:
    routes = {route.topic: route for route in defaults.routes()}
    assert set(routes) == set(Topic)
    functional = {one.function for one in defaults.departments() if one.functional}
    for route in routes.values():
        assert route.function is None or route.function in functional
        assert set(route.copies) <= functional
    assert routes[Topic.NURSING].copies == ("MEDICAL_AFFAIRS",)
    assert routes[Topic.OUTSOURCED].function is None


def test_the_topics_of_a_department_agree_with_the_routes() -> None:
    routes = {route.topic: route.function for route in defaults.routes()}
    for one in defaults.departments():
        for topic in one.topics:
            assert routes[topic] in (None, one.function)


def test_the_complaint_deadlines_are_those_of_the_rules() -> None:
    rules = {rule.code: rule for rule in defaults.deadlines()}
    assert len(rules) == len(defaults.deadlines())
    assert (rules["D03"].unit, rules["D03"].amount) == (TimeUnit.WORKING_DAY, 5)
    assert (rules["D04"].unit, rules["D04"].amount) == (TimeUnit.WORKING_DAY, 10)
    assert [code for code, rule in rules.items() if not rule.enabled] == ["D06", "S01"]
    assert all(rule.source and rule.name for rule in rules.values())
    assert all(len(rule.code) <= 10 and len(rule.name) <= 120 for rule in rules.values())


def test_complaints_are_kept_five_years_and_implants_for_ever() -> None:
    rules = defaults.retention()
    assert [rule.months for rule in rules if rule.register == "complaints"] == [60]
    assert all(rule.months is None for rule in rules if "植入" in rule.records)


def test_what_patients_said_in_surveys_is_kept_five_years() -> None:
    rules = {rule.register: rule for rule in defaults.retention() if rule.register}
    for register in ("satisfaction_surveys", "survey_feedbacks", "patient_forums"):
        assert rules[register].months == keeping.RETENTION_YEARS * 12
        assert "四.1.(6)" in rules[register].source
