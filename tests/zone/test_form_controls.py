"""Fields in the house style: whatever a control is, it looks as all do, and an amount stands as a person would type it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from zone.form_controls import DayInput, HouseField


class Form(forms.Form):
    bound_field_class = HouseField

    words = forms.CharField()
    choice = forms.ChoiceField(choices=[("a", "A")])
    amount = forms.DecimalField()
    day = forms.DateField(widget=DayInput)
    tick = forms.BooleanField(required=False)
    one_of = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    kept = forms.CharField(widget=forms.HiddenInput)
    own = forms.CharField(widget=forms.TextInput(attrs={"class": "own"}))


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("words", 'class="form-control"'),
        ("choice", 'class="form-select"'),
        ("amount", 'class="form-control"'),
        ("day", 'class="form-control"'),
        ("own", 'class="own"'),
    ],
)
def test_a_control_is_in_the_house_style(name, css):
    assert str(Form()[name]).count("class=") == 1
    assert css in str(Form()[name])


@pytest.mark.parametrize("name", ["tick", "one_of", "kept"])
def test_ticks_and_hidden_fields_stay_as_they_are(name):
    assert "class=" not in str(Form()[name])


def test_an_amount_stands_as_it_was_typed_and_counts_as_unchanged():
    form = Form({"amount": "2400"}, initial={"amount": Decimal("2400.0000")})
    assert 'value="2400" ' in str(Form(initial={"amount": Decimal("2400.0000")})["amount"])
    assert 'inputmode="decimal"' in str(form["amount"])
    assert "amount" not in form.changed_data


def test_what_was_typed_and_kept_stands_as_it_was_typed():
    assert 'value="一千二"' in str(Form(initial={"amount": "一千二"})["amount"])


def test_the_calendar_of_a_browser_gets_its_day_in_its_own_form():
    assert 'type="date"' in str(Form()["day"])
    assert 'value="2016-07-05"' in str(Form(initial={"day": date(2016, 7, 5)})["day"])
