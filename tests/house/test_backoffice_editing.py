"""Every form of the back office, whatever is registered: nobody writes over another, and a form sent twice saves once."""

from datetime import date
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.test import Client
from django.urls import reverse

from enterprises.models import Cluster, OperatingFigure, SupportAssignment
from projects.models import MonthlyPlan
from tests.factories import DepartmentFactory, DistrictFactory, EnterpriseFactory, ProjectFactory, UserFactory
from tests.sent_form import sent_form
from tests.threads import at_once
from zone.backoffice import HouseAdmin
from zone.backoffice_form import HouseForm
from zone.indicators.models import Indicator, IndicatorTarget, IndicatorValue
from zone.ledgers.models import ColumnWord
from zone.models import CalendarDay, Department, District, LightRule, Portfolio, Post, Setting, User

pytestmark = pytest.mark.django_db
EDITABLE = [model for model, model_admin in admin.site._registry.items() if not model_admin.is_read_only]
PASSWORD = "Kao-Shan_Wu-2016"


def measured() -> dict:
    indicator, _is_new = Indicator.objects.get_or_create(code="power", name="用电量", unit="万千瓦时")
    return {"indicator": indicator, "district": DistrictFactory(), "unit": "万千瓦时", "value": 1}


# One row of each, and what a second one is made of.
ROWS = {
    Setting: lambda: Setting.objects.create(key="still_days", value=60),
    CalendarDay: lambda: CalendarDay.objects.create(day=date(2016, 7, 5), is_working=True),
    LightRule: lambda: LightRule.objects.create(name="规则", method="points", yellow_at=10, red_at=100),
    Department: DepartmentFactory,
    District: DistrictFactory,
    User: UserFactory,
    Post: lambda: Post.objects.create(user=UserFactory(), department=DepartmentFactory(), title="科员"),
    Portfolio: lambda: Portfolio.objects.create(user=UserFactory(), department=DepartmentFactory()),
    Cluster: lambda: Cluster.objects.create(code="test", name="试验产业"),
    SupportAssignment: lambda: SupportAssignment.objects.create(enterprise=EnterpriseFactory(), year=2016),
    OperatingFigure: lambda: OperatingFigure.objects.create(
        enterprise=(firm := EnterpriseFactory()), period="2016-05", district=firm.district
    ),
    MonthlyPlan: lambda: MonthlyPlan.objects.create(project=ProjectFactory(), period="2016-06", amount=1),
    Indicator: lambda: Indicator.objects.create(code="trade", name="社会消费品零售总额", unit="亿元"),
    IndicatorValue: lambda: IndicatorValue.objects.create(**measured(), period="2016-05"),
    IndicatorTarget: lambda: IndicatorTarget.objects.create(**measured(), year=2016),
    ColumnWord: lambda: ColumnWord.objects.create(kind="enterprises", field="name", word="户名"),
}
OTHERS = {
    Setting: {"key": "override_days"},
    CalendarDay: {"day": "2016-07-06"},
    LightRule: {"name": "另一规则"},
    Department: {"name": "另一个部门"},
    District: {"code": "XSQ", "name": "西市区", "short_name": "西市区"},
    User: {"username": "second", "name": "乙", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    Post: {"title": "科长"},
    Portfolio: {"part": "assists", "department": lambda: DepartmentFactory().pk},
    Cluster: {"code": "other", "name": "另一产业"},
    SupportAssignment: {"year": "2017"},
    OperatingFigure: {"period": "2016-06"},
    MonthlyPlan: {"period": "2016-07"},
    Indicator: {"code": "other", "name": "另一指标"},
    IndicatorValue: {"period": "2016-06"},
    IndicatorTarget: {"year": "2017"},
    ColumnWord: {"meaning": "enterprises name", "word": "户头"},
}
# Two texts that a field of this kind may be given, neither of which stands there.
TYPED = [(forms.DecimalField, "11", "12"), (forms.DateField, "2016-02-01", "2016-03-01"), (forms.CharField, "甲的写法", "乙的写法")]


@pytest.fixture
def chief(client):
    """Somebody to whom nothing is closed, so that the forms themselves are tried."""
    user = UserFactory(username="chief", name="总管", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def address(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def opened(client, path) -> tuple[dict, forms.ModelForm]:
    """What a browser would send of this page if nobody touched it, and its form."""
    page = client.get(path)
    return sent_form(page.content.decode()), page.context["adminform"].form


def variants(form) -> tuple[str, str, str]:
    """The first field into which one can type, and two texts for it."""
    for kind, first, second in TYPED:
        for name, field in form.fields.items():
            if type(field) is kind or (kind is not forms.CharField and isinstance(field, kind)):
                return name, first, second
    raise AssertionError(f"{form} has no field to type into")


def test_every_form_is_the_house_form(rf, chief):
    request = rf.get("/")
    request.user = chief
    plain = []
    for model in EDITABLE:
        model_admin, row = admin.site._registry[model], ROWS[model]()
        plain += [model for obj in (None, row) if not issubclass(model_admin.get_form(request, obj, change=obj is not None), HouseForm)]
        plain += [inline.model for inline in model_admin.inlines if not issubclass(inline.form, HouseForm)]
    assert plain == []


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_the_second_of_two_open_forms_sees_both_texts_and_saves_knowingly(client, chief, model):
    row = ROWS[model]()
    path = address(model, "change", row.pk)
    data, form = opened(client, path)
    name, first, second = variants(form)
    assert client.post(path, {**data, name: first}).status_code == 302
    answer = client.post(path, {**data, name: second})
    assert answer.status_code == 200
    again = answer.context["adminform"].form
    told = again.errors[name][0]
    assert (first in told, second in told, again[name].value(), "总管" in again.non_field_errors()[0]) == (True, True, second, True)
    assert str(getattr(model._base_manager.get(pk=row.pk), name)).startswith(first)
    assert client.post(path, {**data, name: second, "opened_version": again["opened_version"].value()}).status_code == 302
    assert str(getattr(model._base_manager.get(pk=row.pk), name)).startswith(second)


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_a_write_of_the_same_or_without_a_change_hinders_nobody(client, chief, model):
    row = ROWS[model]()
    path = address(model, "change", row.pk)
    data, form = opened(client, path)
    name, first, _second = variants(form)
    assert type(form)(data, instance=model._base_manager.get(pk=row.pk)).changed_data == []
    assert client.post(path, data).status_code == 302
    assert client.post(path, {**data, name: first}).status_code == 302
    assert client.post(path, {**data, name: first}).status_code == 302


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_a_change_without_the_token_is_refused(client, chief, model):
    row = ROWS[model]()
    path = address(model, "change", row.pk)
    data, form = opened(client, path)
    name, first, _second = variants(form)
    before = model._base_manager.filter(pk=row.pk).values().get()
    for token in ("", "999999999", "x"):
        assert client.post(path, {**data, name: first, "opened_version": token}).status_code == 200
    assert model._base_manager.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_an_add_form_sent_twice_saves_once(client, chief, model):
    path, data = new_row(client, model)
    before = model._base_manager.count()
    first = client.post(path, data)
    second = client.post(path, data, follow=True)
    assert (first.status_code, model._base_manager.count()) == (302, before + 1)
    assert second.redirect_chain == [(first["Location"].partition("?")[0], 302)]
    assert "该表单已保存过，没有重复保存。" in second.content.decode()
    assert client.post(path, {**data, "_receipt": ""}).status_code == 400


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_a_form_that_was_refused_may_be_sent_again(client, chief, model):
    path, data = new_row(client, model)
    required = next(name for name, field in opened(client, path)[1].fields.items() if field.required and name in data)
    assert client.post(path, {**data, required: ""}).status_code == 200
    assert client.post(path, data).status_code == 302


def new_row(client, model) -> tuple[str, dict]:
    """The address of the add form and what makes a row beside the one of ROWS."""
    data, _form = opened(client, address(model, "change", ROWS[model]().pk))
    path = address(model, "add")
    given = {name: value() if callable(value) else value for name, value in OTHERS[model].items()}
    empty, form = opened(client, path)
    own = {name: value for name, value in data.items() if name in form.fields and name != "opened_version"}
    return path, {**empty, **own, **given, "_receipt": empty["_receipt"]}


def test_what_is_typed_into_a_form_that_somebody_else_needs_elsewhere_is_kept(client, chief):
    """A write that touches no field of this form (a sign-in) is no conflict, and what it wrote stays."""
    person = UserFactory(name="原名")
    path = address(User, "change", person.pk)
    data, _form = opened(client, path)
    User.objects.get(pk=person.pk).save()
    person.refresh_from_db()
    person.is_staff = True
    person.save()
    assert client.post(path, {**data, "name": "新名"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.is_staff) == ("新名", True)


def test_an_alias_that_somebody_else_changed_meanwhile_is_told(client, chief):
    department = DepartmentFactory(name="经济发展局")
    alias = department.aliases.create(name="经发局")
    path = address(Department, "change", department.pk)
    data, _form = opened(client, path)
    assert client.post(path, {**data, "aliases-0-name": "经发"}).status_code == 302
    answer = client.post(path, {**data, "aliases-0-name": "经济局"})
    alias.refresh_from_db()
    assert (answer.status_code, alias.name) == (200, "经发")
    assert "现已保存：经发；您填写的：经济局" in answer.content.decode()
    assert [row.history_user for row in alias.history.all()] == [chief, None]


@pytest.mark.parametrize(("model", "factory"), [(User, UserFactory), (Department, DepartmentFactory)])
def test_a_spelling_that_was_wrong_is_taken_back_and_its_history_stays(client, roles, model, factory):
    keeper = UserFactory(is_staff=True, roles=["sysadmin"])
    client.force_login(keeper)
    owner = factory(name="赵大山")
    alias = owner.aliases.create(name="赵主任")
    path = address(model, "change", owner.pk)
    data, _form = opened(client, path)
    assert client.post(path, {**data, "aliases-0-DELETE": "on"}).status_code == 302
    assert owner.aliases.count() == 0
    assert [(row.history_type, row.history_user) for row in type(alias).history.filter(id=alias.pk)] == [("-", keeper), ("+", None)]


def test_a_window_for_a_choice_closes_the_second_time_too(client, chief):
    path = f"{address(User, 'add')}?_popup=1&_to_field=id"
    data = {**OTHERS[User], "_popup": "1", "_to_field": "id", "_receipt": str(uuid4())}
    answers = [client.post(path, data) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].context["popup_response_data"] == answers[1].context["popup_response_data"]
    assert User.objects.filter(username="second").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told():
    row = ROWS[Setting]()
    clients = [Client(), Client()]
    for number, client in enumerate(clients):
        client.force_login(UserFactory(username=f"chief{number}", is_staff=True, is_superuser=True))
    path = address(Setting, "change", row.pk)
    data, _form = opened(clients[0], path)
    found = at_once(
        *(
            lambda each=each, value=value: each.post(path, {**data, "value": value}).status_code
            for each, value in zip(clients, "78", strict=True)
        )
    )
    assert sorted(found) == [200, 302]
    assert row.history.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_the_same_moment_saves_once():
    user = UserFactory(username="chief", is_staff=True, is_superuser=True)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    data = {"key": "still_days", "value": "45", "_receipt": str(uuid4())}
    found = at_once(*(lambda each=each: each.post(address(Setting, "add"), data).status_code for each in clients))
    assert (found, Setting.objects.count()) == ([302, 302], 1)


def test_no_row_that_the_house_edits_is_without_history():
    """What tells whether a row was written since is its history."""
    written = {*EDITABLE, *(inline.model for model in EDITABLE for inline in admin.site._registry[model].inlines)}
    assert [model for model in written if not hasattr(model, "history")] == []
    assert written <= set(apps.get_models())


def test_two_equal_new_spellings_are_told_at_the_second(client, chief):
    department = DepartmentFactory(name="经济发展局")
    path = address(Department, "change", department.pk)
    data, _form = opened(client, path)
    typed = {"aliases-TOTAL_FORMS": "2", "aliases-0-name": "经发局（本部）", "aliases-1-name": "经发局(本部)"}
    typed |= {f"aliases-{number}-department": department.pk for number in (0, 1)}
    answer = client.post(path, {**data, **typed})
    assert (answer.status_code, department.aliases.count()) == (200, 0)
    assert "“经发局(本部)”在此处重复。" in answer.content.decode()
    assert client.post(path, {**data, **typed, "aliases-1-name": "经济局"}).status_code == 302
    assert department.aliases.count() == 2


def test_a_key_that_is_only_read_stands_once_and_is_not_written(rf, chief):
    class ReadingAdmin(HouseAdmin):
        readonly_fields = ["parent"]

    request, row = rf.get("/"), DepartmentFactory()
    request.user = chief
    shown = flatten_fieldsets(ReadingAdmin(Department, admin.site).get_fieldsets(request, row))
    assert [getattr(name, "__name__", name) for name in shown].count("parent") == 1
    assert "parent" not in ReadingAdmin(Department, admin.site).get_form(request, row, change=True).base_fields
