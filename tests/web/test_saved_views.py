"""Saved views: a list with its filters under a name, a person's own, kept without the day unless that is wanted."""

import pytest

from initiatives.choices import MembershipRole
from initiatives.models import SavedView
from initiatives.services import saved_views
from tests.people import text_of

LIST, OVERDUE, SAVE = "/deadlines/", "/deadlines/overdue/", "/views/save/"


@pytest.fixture
def reader(sign_in, deadline):
    return sign_in(MembershipRole.READER)


def save(client, address, name="Kvartalsmøde", **more):
    """Save the list at an address as its form does."""
    shown = client.get(address).context
    sent = {"name": name, "list_name": shown["address"].page, "query": shown["saved_query"], **more}
    return client.post(SAVE, sent)


def own(answer):
    return {tab.label: tab for tab in answer.context["tabs"] if tab.removal}


def test_a_list_is_kept_under_a_name_and_shown_as_a_tab(client, reader):
    answer = save(client, f"{LIST}?plan=com-2017-612&status=none&status=on_hold&ordering=number&page_size=5")
    address = "/deadlines/?plan=com-2017-612&status=none&status=on_hold&ordering=number"
    assert (answer.status_code, answer["Location"]) == (302, address)
    shown = client.get(address)
    assert "The view “Kvartalsmøde” is saved." in text_of(shown)
    tab = own(shown)["Kvartalsmøde"]
    assert (tab.address, tab.is_current) == (address, True)
    assert tab.removal in text_of(shown)
    assert own(client.get(OVERDUE))["Kvartalsmøde"].is_current is False


def test_a_view_follows_the_readers_day_unless_its_own_was_kept(client, reader):
    day = f"{OVERDUE}?as_of=2018-12-31&plan=com-2017-612"
    save(client, day, "Without")
    answer = save(client, day, "With", keep_day="on")
    assert answer["Location"] == "/deadlines/overdue/?plan=com-2017-612&as_of=2018-12-31"
    tabs = own(client.get(LIST, {"as_of": "2019-05-01"}))
    assert tabs["Without"].address == "/deadlines/overdue/?plan=com-2017-612&as_of=2019-05-01"
    assert tabs["With"].address == "/deadlines/overdue/?plan=com-2017-612&as_of=2018-12-31"
    assert [name for name, tab in own(client.get(day)).items() if tab.is_current] == ["With", "Without"]
    today = own(client.get(f"{OVERDUE}?plan=com-2017-612"))
    assert [name for name, tab in today.items() if tab.is_current] == ["Without"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "This field is required"),
        ("  ", "This field is required"),
        ("Kvartalsmøde", "a view with this name already"),
    ],
)
def test_a_name_that_is_missing_or_taken_is_asked_for_again(client, reader, name, said):
    save(client, LIST)
    answer = save(client, LIST, name)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert SavedView.objects.count() == 1


def test_what_is_no_filter_of_a_list_is_not_kept(client, reader):
    sent = {"name": "Odd", "list_name": "deadlines", "query": "plan=com-2017-612&cursor=x&as_of=2018-12-31&next=/evil"}
    client.post(SAVE, sent)
    assert SavedView.objects.get().query == "plan=com-2017-612"
    assert client.post(SAVE, {**sent, "name": "Other", "list_name": "home"}).status_code == 400


def test_a_person_has_so_many_views_at_most(client, reader, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    save(client, LIST)
    assert "You have 1 views already" in text_of(save(client, LIST, "Second"))


def test_a_view_is_removed_once_the_person_has_said_so(client, reader):
    save(client, LIST)
    view = SavedView.objects.get()
    address = f"/views/{view.public_id}/remove/"
    assert "Kvartalsmøde" in text_of(client.get(address))
    assert SavedView.objects.exists()
    answer = client.post(address, {"next": OVERDUE})
    assert (answer.status_code, answer["Location"]) == (302, OVERDUE)
    assert not SavedView.objects.exists()
    assert client.post(address).status_code == 404


def test_nobody_sees_or_removes_the_views_of_others(client, reader, sign_in):
    save(client, LIST)
    view = SavedView.objects.get()
    sign_in(MembershipRole.COORDINATOR)
    assert own(client.get(LIST)) == {}
    assert client.get(f"/views/{view.public_id}/remove/").status_code == 404
    assert client.post(f"/views/{view.public_id}/remove/").status_code == 404
    assert SavedView.objects.filter(user=reader).exists()
    assert save(client, LIST).status_code == 302


def test_the_address_by_itself_leads_to_the_list(client, reader):
    assert client.get(SAVE)["Location"] == LIST
