"""One firm's page and forms: what is shown to whom, what saving does, and what two people at once may not do."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils.translation import gettext

from enterprises.models import Enterprise, SupportAssignment
from tests.factories import DepartmentFactory, DistrictFactory
from tests.sent_form import sent_form
from zone import kept_text
from zone.models import Event


@pytest.fixture
def whole_form():
    """What a browser posts for a firm, field by field."""

    def fields(firm, **changes):
        fields = {
            "name": firm.name,
            "credit_code": firm.credit_code,
            "legacy_reg_no": firm.legacy_reg_no,
            "district": firm.district_id,
            "cluster": firm.cluster_id or "",
            "industry_code": firm.industry_code,
            "operating_state": firm.operating_state,
            "is_above_scale": {None: "unknown", True: "true", False: "false"}[firm.is_above_scale],
            "is_high_tech": "unknown",
            "registered_capital": "",
            "legal_representative": firm.legal_representative,
            "contact_name": firm.contact_name,
            "contact_phone": firm.contact_phone,
            "address": firm.address,
            "remarks": firm.remarks,
            "effective_on": "2016-07-05",
            "_version": firm.version,
        }
        return fields | changes

    return fields


def edit(firm):
    return f"/enterprises/{firm.pk}/edit/"


def test_edit_writes_what_changed_and_keeps_history(sign_in, firm, client, whole_form):
    user = sign_in("econ")
    made = firm("营口宏远机械有限公司")
    answer = client.post(edit(made), whole_form(made, address="新联大街1号"))
    assert answer.url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.address, made.version) == ("新联大街1号", 2)
    latest = made.history.order_by("-history_id").first()
    assert (latest.address, latest.version, latest.history_user, latest.history_type) == ("新联大街1号", 2, user, "~")


def test_edit_without_a_change_writes_nothing(sign_in, firm, client):
    """As a browser sends it, every field filled in."""
    sign_in("econ")
    told = {"registered_capital": Decimal(200), "is_above_scale": True, "is_high_tech": False, "industry_code": "3516"}
    made = firm("营口宏远机械有限公司", address="新联大街1号", contact_name="王某", contact_phone="13800000000", remarks="一\n二", **told)
    typed = sent_form(client.get(edit(made)).content.decode())
    client.post(edit(made), typed)
    made.refresh_from_db()
    assert (typed["registered_capital"], made.version, made.history.count()) == ("200", 1, 1)


def test_new_name_leaves_the_former_one_to_be_found_by(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("营口宏远机械有限公司")
    client.post(edit(made), whole_form(made, name="营口新远机械有限公司"))
    assert list(made.aliases.values_list("name", "kind")) == [("营口宏远机械有限公司", "former")]
    assert [row["pk"] for row in client.get("/enterprises/", {"q": "宏远"}).context["rows"]] == [made.pk]


def test_move_ends_one_membership_and_begins_the_next(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲")
    made.memberships.create(district=made.district, valid_from=date(2014, 1, 1))
    xsq = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    client.post(edit(made), whole_form(made, district=xsq.pk, effective_on="2016-06-01"))
    rows = made.memberships.order_by("id").values_list("district__code", "valid_from", "valid_to")
    assert list(rows) == [("GXQ", date(2014, 1, 1), date(2016, 5, 31)), ("XSQ", date(2016, 6, 1), None)]


def test_move_before_the_present_membership_is_refused_whole(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲")
    made.memberships.create(district=made.district, valid_from=date(2016, 6, 1))
    xsq = DistrictFactory(code="XSQ", name="西市区", short_name="西市区")
    answer = client.post(edit(made), whole_form(made, district=xsq.pk, effective_on="2016-01-01", remarks="搬迁"))
    assert list(answer.context["form"].errors) == ["effective_on"]
    made.refresh_from_db()
    assert (made.district.code, made.remarks, made.version, made.memberships.count()) == ("GXQ", "", 1, 1)


def test_size_keeps_its_register(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲")
    client.post(edit(made), whole_form(made, is_above_scale="true", effective_on="2016-01-01"))
    made.refresh_from_db()
    client.post(edit(made), whole_form(made, is_above_scale="false", effective_on="2016-07-01", size_reason="停产"))
    assert list(made.size_statuses.values_list("valid_from", "valid_to", "reason")) == [(date(2016, 1, 1), date(2016, 6, 30), "停产")]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "营口 第二厂"),
        ("name", ""),
        ("credit_code", "91210800000001012R"),
        ("credit_code", "9121080000000101"),
        ("legacy_reg_no", "12345"),
        ("registered_capital", "一千"),
        ("__all__", {"registered_capital": "-1"}),
        ("effective_on", "2016-02-30"),
        ("district", "999999"),
        ("remarks", "a\u202eb"),
    ],
)
def test_wrong_entry_is_said_at_the_field_and_nothing_saved(sign_in, firm, client, whole_form, field, typed):
    sign_in("econ")
    firm("营口第二厂")
    made = firm("甲")
    answer = client.post(edit(made), whole_form(made, **(typed if field == "__all__" else {field: typed})))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    made.refresh_from_db()
    assert made.version == 1


def test_code_is_read_as_people_type_it(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲")
    client.post(edit(made), whole_form(made, credit_code=" 9121 0800 0000 0101 1r "))
    made.refresh_from_db()
    assert (made.credit_code, made.credit_code_status) == ("91210800000001011R", "valid")


def test_second_writer_sees_both_and_keeps_his_text(sign_in, firm, client, whole_form):
    first = sign_in("econ", name="赵文博")
    made = firm("甲", remarks="原有")
    client.post(edit(made), whole_form(made, remarks="第一人", address="新址"))
    sign_in("econ", name="钱工")
    answer = client.post(edit(made), whole_form(made, remarks="第二人", contact_name="王"))
    assert answer.status_code == 409
    assert answer.context["theirs_by"] == first.name
    nothing = gettext("(empty)")
    told = {row[0]: row[1:] for row in answer.context["comparison"]}
    assert sorted(row[:3] for row in told.values()) == sorted(
        [("原有", "第一人", "第二人"), (nothing, "新址", "新址"), (nothing, nothing, "王")]
    )
    form = answer.context["form"]
    assert (form["remarks"].value(), form["address"].value(), form["contact_name"].value()) == ("第二人", "新址", "王")
    again = form.data.dict() | {"_version": answer.context["version"]}
    assert client.post(edit(made), again).status_code == 302
    made.refresh_from_db()
    assert (made.remarks, made.address, made.contact_name, made.version) == ("第二人", "新址", "王", 3)


def test_edit_is_refused_without_the_right_and_hidden_out_of_scope(sign_in, firm, client):
    made = firm("甲")
    sign_in("leader")
    assert client.get(edit(made)).status_code == 403
    user = sign_in("district")
    user.posts.create(department=DepartmentFactory(district=DistrictFactory(code="XSQ", name="西市区", short_name="西市区")), title="科员")
    assert client.get(made.get_absolute_url()).status_code == 404
    event = Event.objects.get(kind=Event.Kind.OUT_OF_SCOPE)
    assert (event.user, event.subject, event.succeeded) == (user, "企业 甲", False)
    assert client.get("/enterprises/987654321/").status_code == 404
    assert Event.objects.filter(kind=Event.Kind.OUT_OF_SCOPE).count() == 1


def test_form_sent_twice_saves_once(sign_in, client, whole_form):
    sign_in("econ")
    draft = Enterprise(name="营口新设公司", district=DistrictFactory(), is_above_scale=True)
    fields = whole_form(draft, _receipt=str(uuid4()))
    first, second = (client.post("/enterprises/new/", fields) for _ in range(2))
    made = Enterprise.objects.get()
    assert first.url == second.url == made.get_absolute_url()
    assert (made.memberships.get().valid_from, made.size_statuses.get().valid_from) == (date(2016, 7, 5), date(2016, 7, 5))
    assert made.search_text.split()[0] == "营口新设公司"


def test_receipt_of_another_person_is_refused(sign_in, client, whole_form):
    receipt = str(uuid4())
    for name, expected in [("营口一厂", 302), ("营口二厂", 400)]:
        sign_in("econ")
        fields = whole_form(Enterprise(name=name, district=DistrictFactory()), _receipt=receipt)
        assert client.post("/enterprises/new/", fields).status_code == expected
    assert Enterprise.objects.get().name == "营口一厂"


def test_text_typed_when_the_session_ended_comes_back(sign_in, firm, client, whole_form):
    made = firm("甲")
    user = sign_in("econ")
    fields = whole_form(made, remarks="打了很久的字", _owner=kept_text.owner_mark(user))
    client.logout()
    assert client.post(edit(made), fields).status_code == 302
    client.force_login(user)
    answer = client.get(edit(made))
    assert (answer.context["form"]["remarks"].value(), answer.context["kept"], answer.context["version"]) == ("打了很久的字", True, 1)
    assert client.get(edit(made)).context["kept"] is False


@pytest.mark.parametrize(
    ("role", "officer", "shown", "may_reveal"),
    [
        ("econ", False, "139****0001", True),
        ("supervisor", False, "139****0001", False),
        ("officer", True, "13900000001", False),
    ],
)
def test_contact_is_masked_but_for_the_officer_in_charge(sign_in, firm, client, role, officer, shown, may_reveal):
    made = firm("甲", contact_name="王工", contact_phone="13900000001")
    user = sign_in(role)
    if officer:
        SupportAssignment.objects.create(enterprise=made, year=2016, officer=user)
    answer = client.get(made.get_absolute_url())
    assert (answer.context["contact"]["text"], answer.context["contact"]["may_reveal"]) == (shown, may_reveal)
    assert (b"13900000001" in answer.content) is officer


def test_reveal_shows_the_number_and_leaves_an_event(sign_in, firm, client):
    made = firm("甲", contact_phone="13900000001")
    user = sign_in("leader")
    address = f"/enterprises/{made.pk}/contact/"
    assert client.get(address).status_code == 405
    assert b'href="tel:13900000001"' in client.post(address).content
    event = Event.objects.get(kind=Event.Kind.REVEALED)
    assert (event.user, event.subject, event.detail["number"]) == (user, "企业 甲", made.pk)
    sign_in("supervisor")
    assert client.post(address).status_code == 403


def test_opening_the_form_is_a_reveal_and_says_so(sign_in, firm, client):
    words = "此处显示完整号码，本次打开已记入审计日志。"
    user = sign_in("econ")
    told = {}
    for phone in ("13900000001", ""):
        made = firm(f"甲{phone}", contact_phone=phone)
        told[phone] = words in client.get(edit(made)).content.decode()
    assert told == {"13900000001": True, "": False}
    event = Event.objects.get(kind=Event.Kind.REVEALED)
    assert (event.user, event.subject) == (user, "企业 甲13900000001")


def test_page_tells_old_and_new_without_whole_numbers(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲", contact_phone="13900000001")
    client.post(edit(made), whole_form(made, contact_phone="13900000002", operating_state="stopped"))
    changes = client.get(made.get_absolute_url()).context["changes"]
    assert [change.is_first for change in changes] == [False, True]
    assert sorted((field.old, field.new) for field in changes[0].fields)[0] == ("139****0001", "139****0002")
    assert len(changes[0].fields) == 2


def test_what_is_older_than_the_demo_day_needs_no_word_about_it(sign_in, firm, client, day):
    sign_in("econ")
    made, words = firm("甲"), "演示日期固定；记录时间为真实时间。"
    day("2016-07-05")
    assert words in client.get(made.get_absolute_url()).content.decode()
    made.history.update(history_date=datetime(2016, 1, 11, 1, tzinfo=UTC))
    assert words not in client.get(made.get_absolute_url()).content.decode()


def test_names_are_added_and_removed_with_what_search_finds(sign_in, firm, client):
    sign_in("econ")
    made = firm("营口宏远机械有限公司")

    def found():
        return len(client.get("/enterprises/", {"q": "老字号"}).context["rows"])

    client.post(f"/enterprises/{made.pk}/names/", {"name": "老字号", "kind": "short"})
    assert found() == 1
    answer = client.post(f"/enterprises/{made.pk}/names/", {"name": "老 字号", "kind": "short"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    client.post(f"/enterprises/{made.pk}/names/{made.aliases.get().pk}/remove/")
    assert (found(), made.aliases.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900000001", "13900000001"),
        (" 139 0000 0001 ", "13900000001"),
        ("（0417）2800002转801", "0417-2800002-801"),
        ("0417-2800002/13900000001", "0417-2800002、13900000001"),
        ("0417-2800002；13900000001、2800003", "0417-2800002、13900000001、2800003"),
        ("", ""),
    ],
)
def test_numbers_as_offices_write_them_are_taken(sign_in, firm, client, whole_form, typed, kept):
    sign_in("econ")
    made = firm("甲", contact_phone="13800000000")
    assert client.post(edit(made), whole_form(made, contact_phone=typed)).status_code == 302
    made.refresh_from_db()
    assert made.contact_phone == kept


@pytest.mark.parametrize("typed", ["王工", "王工 13900000001", "1390000000", "139****0001", "见台账", "同上", "12345", "wang@example.cn"])
def test_what_is_no_number_is_refused_at_its_field(sign_in, firm, client, whole_form, typed):
    sign_in("econ")
    made = firm("甲")
    answer = client.post(edit(made), whole_form(made, contact_phone=typed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["contact_phone"])
    assert "姓名请填在“联系人”一栏" in answer.context["form"].errors["contact_phone"][0]


def test_what_a_sheet_brought_stands_in_nobody_s_way_and_is_masked_whole(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲", contact_phone="老王 139-0000 找前台")
    assert client.post(edit(made), whole_form(made, address="新联大街1号")).status_code == 302
    page = client.get(made.get_absolute_url())
    assert page.context["contact"]["text"] == "** ***-**** ***"


def test_that_there_was_no_number_before_is_said_in_the_history(sign_in, firm, client, whole_form):
    sign_in("econ")
    made = firm("甲")
    client.post(edit(made), whole_form(made, contact_phone="13900000002"))
    told = client.get(made.get_absolute_url()).context["changes"][0].fields
    assert [(field.old, field.new) for field in told] == [("（空）", "139****0002")]
