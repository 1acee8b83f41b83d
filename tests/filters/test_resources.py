"""The filters of plans, objectives, actions, organisations and both logs: strict, and the same at any moment."""

import pytest

from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.filters.actions import ActionFilterSet
from initiatives.filters.log import StatusUpdateFilterSet
from initiatives.filters.objectives import ObjectiveFilterSet
from initiatives.filters.organisations import OrganisationFilterSet
from initiatives.filters.plans import PlanFilterSet
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, Stamp, StatusUpdate
from initiatives.models.as_known import as_known
from tests.conftest import NOW
from tests.factories import ActionFactory, OrganisationFactory, PlanFactory

pytestmark = pytest.mark.django_db
PAST = Moment.resolve(now=NOW, as_of=NOW.date().replace(year=2017, month=6))


def filterset(model, data, moment=None):
    rows = as_known(model, moment) if moment else model.objects.all()
    plans, options = Plan.objects.all(), {}
    kinds = {Plan: PlanFilterSet, Objective: ObjectiveFilterSet, Action: ActionFilterSet}
    kinds |= {Organisation: OrganisationFilterSet, StatusUpdate: StatusUpdateFilterSet}
    if model in (Objective, Action, StatusUpdate):
        options["plans"] = plans
    if model in (Action, Plan, Organisation):
        options["moment"] = moment or PAST
    if model is StatusUpdate:
        options |= {"deadlines": Deadline.objects.all(), "named": lambda name: None}
    return kinds[model](data, rows, **options)


@pytest.mark.parametrize("model", [Plan, Objective, Action, Organisation, StatusUpdate])
def test_an_unknown_parameter_is_refused_by_name(model):
    with pytest.raises(FilterError) as refused:
        list(filterset(model, {"nope": "1"}).qs)
    assert refused.value.errors.keys() == {"nope"}


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Plan, {"state": "secret"}),
        (Plan, {"q": "a\x00"}),
        (Plan, {"q": ["x"] * 11}),
        (Objective, {"plan": "absent"}),
        (Action, {"objective": "absent"}),
        (Action, {"origin": "elsewhere"}),
        (Organisation, {"kind": "club"}),
        (StatusUpdate, {"known_from": "2018-W01-1"}),
        (StatusUpdate, {"ordering": ["known", "-known"]}),
    ],
)
def test_a_value_that_does_not_exist_is_refused_by_name(model, data):
    with pytest.raises(FilterError) as refused:
        list(filterset(model, data).qs)
    assert refused.value.errors.keys() == data.keys()


@pytest.mark.parametrize("moment", [None, PAST])
def test_words_are_found_in_any_language_and_any_case_today_and_on_a_past_day(moment):
    sought = PlanFactory(title="Støjskærme", translations={"en": {"title": {"text": "Noise barriers"}}})
    PlanFactory()
    body = OrganisationFactory(name="Økonomistyrelsen")
    action = ActionFactory(title="Kørekort", translations={})
    for model, word, thing in (
        (Plan, "STØJ", sought),
        (Plan, "barriers noise", sought),
        (Organisation, "økonomi", body),
        (Action, "kørekort", action),
    ):
        assert [row.public_id for row in filterset(model, {"q": word}, moment).qs] == [thing.public_id]


@pytest.mark.parametrize("model", [Plan, Action, Organisation])
def test_a_past_day_is_searched_by_the_texts_of_that_day(model):
    factory, field = {
        Plan: (PlanFactory, "title"),
        Action: (ActionFactory, "title"),
        Organisation: (OrganisationFactory, "name"),
    }[model]
    renamed, kept = factory(**{field: "Moskéer"}), factory(**{field: "Moskéer i Danmark"})
    later = factory(**{field: "Moskéer"}, known_at=NOW)
    setattr(renamed, field, "Trossamfund")
    renamed.save_stamped(Stamp(known_at=NOW))

    def found(word, moment):
        return {row.public_id for row in filterset(model, {"q": word}, moment).qs}

    assert found("moskeer", PAST) == {renamed.public_id, kept.public_id}
    assert found("trossamfund", PAST) == set()
    assert found("moskeer", Moment.today(NOW)) == {kept.public_id, later.public_id}
    assert found("trossamfund", Moment.today(NOW)) == {renamed.public_id}
