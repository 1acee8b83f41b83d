"""What can be written, field by field: a new column is writable only when somebody adds it here too."""

import pytest

from initiatives.api.serializers.action_write import NewDeadlineSerializer
from initiatives.api.serializers.status_update_write import EvidenceItemSerializer
from initiatives.api.urls import router

PLAN = (
    "slug reference title summary kind issuer adopted adopted_is_inferred source_link due_soon_days ageing_after_days "
    "stale_after_days translations"
)
OBJECTIVE = "number parent title summary place translations"
ACTION = "objective number title alternative_title wording deadline_wording summary place origin translations"
DEADLINE = (
    "label kind firmness wording wording_language place interpretation_note is_confirmed review_after_months "
    "translations"
)
ORGANISATION = "name abbreviation kind parent aliases place translations"
WRITABLE = {
    "plan": (f"{PLAN} language", f"{PLAN} state published_on archived_on"),
    "objective": (f"{OBJECTIVE} plan language", OBJECTIVE),
    "action": (f"{ACTION} plan language deadlines", ACTION),
    "deadline": (f"{DEADLINE} key original action", DEADLINE),
    "organisation": (f"{ORGANISATION} slug language", ORGANISATION),
    "status-update": (
        "deadline kind corrects status effective_on started_on completed completion_unknown forecast confidence "
        "confidence_reason delay_reason note internal_note evidence superseded_by",
        None,
    ),
    "deadline-change": (
        "deadline kind period reason explanation decision_reference effective_on past_confirmed",
        None,
    ),
}


@pytest.mark.parametrize(("resource", "viewset"), [(basename, viewset) for _name, viewset, basename in router.registry])
def test_a_resource_takes_these_fields_and_no_others(resource, viewset):
    create, change = WRITABLE[resource]
    assert sorted(viewset.create_serializer().fields) == sorted(create.split())
    if change is None:
        assert viewset.change_serializer is None
    else:
        assert sorted(viewset.change_serializer().fields) == sorted(change.split())


def test_what_is_nested_takes_these_fields_and_no_others():
    assert sorted(NewDeadlineSerializer().fields) == sorted(f"{DEADLINE} key original".split())
    assert sorted(EvidenceItemSerializer().fields) == ["case_number", "link", "title"]


@pytest.mark.parametrize(("resource", "viewset"), [(basename, viewset) for _name, viewset, basename in router.registry])
def test_what_can_be_written_can_be_read_back(resource, viewset):
    read = {*viewset.read_serializer().fields}
    unread = {"status-update": {"completion_unknown"}, "deadline-change": {"period", "past_confirmed"}}
    unread |= {"deadline": {"place", "review_after_months", "translations"}}
    assert {*viewset.create_serializer().fields} - read == unread.get(resource, set())
