// SPDX-License-Identifier: Apache-2.0
// What goes on between the roles, written as records and read back into the arrays, on both databases.
#include "alignment_fixture.h"

#include "alignment/alignment.h"
#include "base/calendar.h"

#define STATEMENTS 11 // one that counts, and one for each of the ten tables

static int32_t day_of(const char *date)
{
    int32_t day;
    assert_true(calendar_parse_date(text_from(date), &day));
    return day;
}

struct loaded {
    struct organisation *organisation;
    struct alignment *alignment;
};

// The company and what goes on in it; around: only what is needed for that record.
static struct loaded load(struct fixture *fixture, const char *around)
{
    struct transaction *transaction;
    struct loaded loaded = {NULL, NULL};
    struct arena *arena = &fixture->arena;
    const int32_t day = day_of("2026-11-22");
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    if (around)
        assert_int_equal(
            organisation_load_around(transaction, text_from(around), day, arena, &loaded.organisation),
            ERROR_NONE);
    else
        assert_int_equal(organisation_load(transaction, day, arena, &loaded.organisation), ERROR_NONE);
    assert_int_equal(alignment_load(transaction, loaded.organisation, arena, &loaded.alignment), ERROR_NONE);
    transaction_end(transaction);
    return loaded;
}

// The element with the key in an array whose elements begin with theirs; the databases may give any order.
static uint32_t place_of(const void *array, uint32_t count, size_t size, const char *key)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct text *of = (const void *)((const char *)array + size * i);
        if (text_is(*of, key)) return i;
    }
    fail_msg("there is no %s", key);
    return ORGANISATION_NONE;
}
#define PLACE(array, count, key) place_of(array, count, sizeof *(array), key)

static void gates_and_their_criteria(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct alignment *of = loaded.alignment;
    const uint32_t ann = organisation_find_person(loaded.organisation, TEXT("PERS-1"));
    const uint32_t meter = organisation_find_product(loaded.organisation, TEXT("PROD-1"));
    const uint32_t lamp = organisation_find_product(loaded.organisation, TEXT("PROD-2"));
    assert_int_equal(of->gate_count, 2);
    const uint32_t first = PLACE(of->gates, 2, "GATE-1"), second = PLACE(of->gates, 2, "GATE-2");
    const struct alignment_gate *gate = &of->gates[first];
    assert_int_equal(gate->product, meter);
    assert_int_equal(gate->stage, STAGE_DEVELOP);
    assert_int_equal(gate->status, GATE_STATUS_PASSED);
    assert_int_equal(gate->planned_on, day_of("2026-03-01"));
    assert_int_equal(gate->first_planned_on, day_of("2026-01-15"));
    assert_int_equal(gate->decided_on, day_of("2026-03-02"));
    assert_int_equal(gate->decided_by, ann);
    assert_true(gate->has_reason && gate->has_conditions);
    assert_int_equal(of->gates[second].status, GATE_STATUS_OPEN);
    assert_int_equal(of->gates[second].decided_on, ORGANISATION_NO_DATE);
    assert_int_equal(of->gates[second].decided_by, ORGANISATION_NONE);
    assert_false(of->gates[second].has_reason || of->gates[second].has_conditions);
    assert_int_equal(alignment_find_gate(of, meter, STAGE_DEVELOP), first);
    assert_int_equal(alignment_find_gate(of, meter, STAGE_QUALIFY), second);
    assert_int_equal(alignment_find_gate(of, meter, STAGE_LAUNCH), ORGANISATION_NONE);
    assert_int_equal(of->first_gate[lamp], ORGANISATION_NONE);

    // Criteria stand together, gate by gate.
    assert_int_equal(of->criterion_count, 3);
    assert_int_equal(gate->criterion_count, 1);
    assert_int_equal(of->gates[second].criterion_count, 2);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(of->criteria[of->gates[second].first_criterion + i].gate, second);
    const struct alignment_criterion *criterion = &of->criteria[gate->first_criterion];
    assert_text_equal(criterion->key, "CRIT-2");
    assert_text_equal(criterion->name, "It has a price.");
    assert_int_equal(criterion->gate, first);
    assert_int_equal(criterion->activity, organisation_find_activity(loaded.organisation, TEXT("ACT-1")));
    assert_int_equal(criterion->status, CRITERION_GREEN);
    assert_true(criterion->has_evidence);
    assert_int_equal(criterion->signed_by, organisation_find_person(loaded.organisation, TEXT("PERS-3")));
    assert_int_equal(criterion->signed_on, day_of("2026-02-28"));
    const struct alignment_criterion *red = &of->criteria[PLACE(of->criteria, 3, "CRIT-3")];
    assert_int_equal(red->status, CRITERION_RED);
    assert_false(red->has_evidence);
    assert_int_equal(red->signed_by, ORGANISATION_NONE);
    assert_int_equal(red->signed_on, ORGANISATION_NO_DATE);
}

static const struct statement all_items = {
    .name = "test_items",
    .common = SQL("SELECT count(*) FROM hand_off_item WHERE hand_off = 'HAND-1'"),
    .parameters = "",
    .columns = "i",
};

static void hand_offs_and_their_checklists(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct alignment *of = loaded.alignment;
    assert_int_equal(of->hand_off_count, 2);
    const struct alignment_hand_off *brief = &of->hand_offs[PLACE(of->hand_offs, 2, "HAND-1")];
    assert_text_equal(brief->title, "What 1.0 can do");
    assert_text_equal(brief->record, "REL-1");
    assert_int_equal(brief->product, organisation_find_product(loaded.organisation, TEXT("PROD-1")));
    assert_int_equal(brief->kind, HAND_OFF_KIND_CAPABILITY_BRIEF);
    assert_int_equal(brief->status, HAND_OFF_STATUS_RETURNED);
    assert_int_equal(brief->from_role, ROLE_PRODUCT_MANAGER);
    assert_int_equal(brief->to_role, ROLE_PRODUCT_MARKETING_MANAGER);
    assert_int_equal(brief->from_person, organisation_find_person(loaded.organisation, TEXT("PERS-1")));
    assert_int_equal(brief->to_person, organisation_find_person(loaded.organisation, TEXT("PERS-3")));
    assert_int_equal(brief->due_on, day_of("2026-11-01"));
    assert_int_equal(brief->offered_on, day_of("2026-10-01"));
    assert_int_equal(brief->answered_on, day_of("2026-10-09"));
    assert_int_equal(brief->returns, 2);
    assert_true(count_rows(fixture, &all_items) > 3); // its kind brings a list, and three were added
    assert_int_equal(brief->items, count_rows(fixture, &all_items));
    assert_int_equal(brief->open_items, count_rows(fixture, &all_items) - 1);
    const struct alignment_hand_off *insight = &of->hand_offs[PLACE(of->hand_offs, 2, "HAND-2")];
    assert_int_equal(insight->product, organisation_find_product(loaded.organisation, TEXT("PROD-2")));
    assert_int_equal(insight->kind, HAND_OFF_KIND_MARKET_INSIGHT);
    assert_int_equal(insight->status, HAND_OFF_STATUS_DRAFT);
    assert_int_equal(insight->offered_on, ORGANISATION_NO_DATE);
    assert_int_equal(insight->returns, 0);
    assert_int_equal(insight->items, insight->open_items);
}

static void approvals_belong_to_what_they_are_about(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct alignment *of = loaded.alignment;
    const uint32_t meter = organisation_find_product(loaded.organisation, TEXT("PROD-1"));
    assert_int_equal(of->approval_count, 3);
    const struct alignment_approval *price = &of->approvals[PLACE(of->approvals, 3, "APP-1")];
    assert_text_equal(price->title, "The price");
    assert_text_equal(price->record, "CRIT-2"); // of a gate of the product
    assert_int_equal(price->product, meter);
    assert_int_equal(price->scope, organisation_scope_of_product(loaded.organisation, meter));
    assert_int_equal(price->activity, organisation_find_activity(loaded.organisation, TEXT("ACT-1")));
    assert_int_equal(price->status, APPROVAL_APPROVED);
    assert_int_equal(price->due_on, day_of("2026-02-20"));
    assert_int_equal(price->decided_on, day_of("2026-02-19"));
    assert_int_equal(price->asked_by, organisation_find_person(loaded.organisation, TEXT("PERS-1")));
    assert_int_equal(price->decided_by, organisation_find_person(loaded.organisation, TEXT("PERS-3")));
    assert_int_equal(price->seconded_by, organisation_find_person(loaded.organisation, TEXT("PERS-2")));
    const struct alignment_approval *roadmap = &of->approvals[PLACE(of->approvals, 3, "APP-2")];
    assert_int_equal(roadmap->product, ORGANISATION_NONE);
    assert_int_equal(roadmap->scope, organisation_find_scope(loaded.organisation, TEXT("LINE-1")));
    assert_int_equal(roadmap->status, APPROVAL_OPEN);
    assert_int_equal(roadmap->due_on, ORGANISATION_NO_DATE);
    assert_int_equal(roadmap->decided_by, ORGANISATION_NONE);
    const struct alignment_approval *date = &of->approvals[PLACE(of->approvals, 3, "APP-3")];
    assert_int_equal(date->product, meter); // by its release
    assert_int_equal(date->status, APPROVAL_SECONDED);
}

static void consultations_belong_to_what_they_are_about(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct alignment *of = loaded.alignment;
    const uint32_t meter = organisation_find_product(loaded.organisation, TEXT("PROD-1"));
    const uint32_t price = PLACE(of->approvals, of->approval_count, "APP-1");
    const struct {
        const char *key;
        uint32_t product, gate, approval;
    } expected[] = {
        {"CONS-1", meter, ORGANISATION_NONE, price},
        {"CONS-2", meter, PLACE(of->gates, 2, "GATE-1"), ORGANISATION_NONE},
        {"CONS-3", meter, PLACE(of->gates, 2, "GATE-2"), ORGANISATION_NONE},
        {"CONS-4", meter, ORGANISATION_NONE, ORGANISATION_NONE},
        {"CONS-5", ORGANISATION_NONE, ORGANISATION_NONE, ORGANISATION_NONE},
    };
    assert_int_equal(of->consultation_count, 5);
    for (size_t i = 0; i < 5; i++) {
        const struct alignment_consultation *one =
            &of->consultations[PLACE(of->consultations, 5, expected[i].key)];
        assert_int_equal(one->product, expected[i].product);
        assert_int_equal(one->gate, expected[i].gate);
        assert_int_equal(one->approval, expected[i].approval);
        assert_int_equal(one->person, organisation_find_person(loaded.organisation, TEXT("PERS-2")));
        assert_int_equal(one->asked_by, organisation_find_person(loaded.organisation, TEXT("PERS-3")));
        assert_int_equal(one->activity, organisation_find_activity(loaded.organisation, TEXT("ACT-1")));
        assert_int_equal(one->due_on, day_of("2026-02-10"));
        assert_int_equal(one->status, i ? CONSULTATION_OPEN : CONSULTATION_OBJECTED);
        assert_int_equal(one->answered_on, i ? ORGANISATION_NO_DATE : day_of("2026-02-09"));
    }
    const uint32_t first = of->approvals[price].first_consultation;
    assert_text_equal(of->consultations[first].key, "CONS-1");
    assert_int_equal(of->consultations[first].next_of_approval, ORGANISATION_NONE);
    const uint32_t unit = PLACE(of->consultations, 5, "CONS-5");
    assert_int_equal(
        of->consultations[unit].scope, organisation_find_scope(loaded.organisation, TEXT("UNIT-1")));
}

static void overrides_and_delegations(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct organisation *organisation = loaded.organisation;
    const struct alignment *of = loaded.alignment;
    const uint32_t ann = organisation_find_person(organisation, TEXT("PERS-1"));
    const uint32_t bo = organisation_find_person(organisation, TEXT("PERS-2"));
    assert_int_equal(of->override_count, 2);
    const struct alignment_override *one = &of->overrides[PLACE(of->overrides, 2, "OVR-1")];
    assert_text_equal(one->act, "change due_on");
    assert_text_equal(one->record, "HAND-2");
    assert_int_equal(one->product, organisation_find_product(organisation, TEXT("PROD-2")));
    assert_int_equal(one->activity, organisation_find_activity(organisation, TEXT("ACT-1")));
    assert_int_equal(one->person, bo);
    assert_int_equal(one->accountable, organisation_find_person(organisation, TEXT("PERS-3")));
    assert_int_equal(one->acted_on, day_of("2026-10-10"));
    assert_int_equal(one->acknowledged_on, day_of("2026-10-12"));
    assert_true(one->has_reason);
    const struct alignment_override *two = &of->overrides[PLACE(of->overrides, 2, "OVR-2")];
    assert_int_equal(two->product, organisation_find_product(organisation, TEXT("PROD-1")));
    assert_int_equal(two->activity, ORGANISATION_NONE);
    assert_int_equal(two->person, ORGANISATION_NONE);
    assert_int_equal(two->acknowledged_on, ORGANISATION_NO_DATE);
    assert_false(two->has_reason);

    assert_int_equal(of->delegation_count, 2);
    const uint32_t away = PLACE(of->delegations, 2, "DEL-1"), given = PLACE(of->delegations, 2, "DEL-2");
    assert_int_equal(of->delegations[away].person, ann);
    assert_int_equal(of->delegations[away].deputy, ORGANISATION_NONE);
    assert_int_equal(of->delegations[away].scope, ORGANISATION_COMPANY);
    assert_int_equal(of->delegations[away].reason, DELEGATION_REASON_ABSENCE);
    assert_int_equal(of->delegations[given].deputy, bo);
    const uint32_t line = organisation_find_scope(organisation, TEXT("LINE-1"));
    assert_int_equal(of->delegations[given].scope, line);
    assert_int_equal(of->delegations[given].from_on, day_of("2026-09-01"));
    assert_int_equal(of->delegations[given].to_on, day_of("2026-09-30"));
    assert_int_equal(alignment_find_delegation(of, organisation, ann, line, day_of("2026-08-14")), away);
    assert_int_equal(alignment_find_delegation(of, organisation, ann, line, day_of("2026-09-30")), given);
    assert_int_equal(
        alignment_find_delegation(of, organisation, ann, line, day_of("2026-10-01")), ORGANISATION_NONE);
}

static void maps_and_what_people_call_themselves(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, NULL);
    const struct alignment *of = loaded.alignment;
    assert_int_equal(of->map_count, 2);
    const struct alignment_map *ours = &of->maps[PLACE(of->maps, 2, "MAP-1")];
    assert_text_equal(ours->name, "Ours");
    assert_int_equal(ours->status, MAP_DRAFT);
    assert_int_equal(ours->mode, MAP_STRICT);
    assert_int_equal(ours->scope, organisation_find_scope(loaded.organisation, TEXT("LINE-1")));
    assert_int_equal(ours->in_force_on, ORGANISATION_NO_DATE);
    assert_int_equal(ours->entries, 2);
    assert_text_equal(ours->based_on, "");
    const struct alignment_map *before = &of->maps[PLACE(of->maps, 2, "MAP-2")];
    assert_int_equal(before->status, MAP_SUPERSEDED);
    assert_int_equal(before->mode, MAP_ADVISORY);
    assert_int_equal(before->scope, ORGANISATION_COMPANY);
    assert_int_equal(before->in_force_on, day_of("2026-01-01"));
    assert_int_equal(before->superseded_on, day_of("2026-07-01"));
    assert_int_equal(before->effect_read_on, day_of("2025-12-31"));
    assert_text_equal(before->based_on, "MAP-1");
    assert_int_equal(before->entries, 0);

    assert_int_equal(of->person_count, 3);
    const struct alignment_person *ann =
        &of->people[organisation_find_person(loaded.organisation, TEXT("PERS-1"))];
    assert_text_equal(ann->title, "Product Manager, W\xC3\xA4rme");
    assert_int_equal(ann->capacity, 3750);
    const struct alignment_person *bo =
        &of->people[organisation_find_person(loaded.organisation, TEXT("PERS-2"))];
    assert_text_equal(bo->title, "");
    assert_int_equal(bo->capacity, ORGANISATION_NO_DATE);
}

static void what_a_part_leaves_out_points_to_nothing(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    const struct loaded loaded = load(fixture, "PROD-2");
    const struct alignment *of = loaded.alignment;
    assert_int_equal(organisation_find_product(loaded.organisation, TEXT("PROD-1")), ORGANISATION_NONE);
    assert_int_equal(of->gate_count, 2);
    assert_int_equal(of->gates[0].product, ORGANISATION_NONE);
    assert_int_equal(of->hand_offs[PLACE(of->hand_offs, 2, "HAND-1")].product, ORGANISATION_NONE);
    assert_int_equal(of->hand_offs[PLACE(of->hand_offs, 2, "HAND-2")].product,
        organisation_find_product(loaded.organisation, TEXT("PROD-2")));
    assert_int_equal(of->approvals[PLACE(of->approvals, 3, "APP-3")].product, ORGANISATION_NONE);
}

// Reads the alignment with the n-th statement failing.
static enum error load_failing(struct fixture *fixture, long after, uint32_t *ret_consultations)
{
    struct transaction *transaction;
    struct organisation *organisation;
    struct alignment *alignment = NULL;
    struct arena arena;
    arena_init(&arena, (size_t)64 << 20);
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(organisation_load(transaction, day_of("2026-11-22"), &arena, &organisation), ERROR_NONE);
    store_fail_after(after);
    const enum error error = alignment_load(transaction, organisation, &arena, &alignment);
    store_fail_after(-1);
    transaction_end(transaction);
    if (!error) *ret_consultations = alignment->consultation_count;
    arena_free(&arena);
    return error;
}

// Each of them may fail: so many there are.
static long count_statements(struct fixture *fixture, uint32_t *ret_consultations)
{
    for (long count = 0;; count++) {
        const enum error error = load_failing(fixture, count, ret_consultations);
        if (!error) return count;
        assert_int_equal(error, ERROR_IO);
    }
}

static void statements_do_not_grow_with_the_company(void **state)
{
    struct fixture *fixture = *state;
    uint32_t consultations = 0;
    assert_int_equal(count_statements(fixture, &consultations), 1); // nothing is there: the counts say so
    alignment_fill(fixture);
    assert_int_equal(count_statements(fixture, &consultations), STATEMENTS);
    assert_int_equal(consultations, 5);
    alignment_fill_more(fixture, 40);
    assert_int_equal(count_statements(fixture, &consultations), STATEMENTS);
    assert_int_equal(consultations, 5 + 5 * 40);
}

static enum error load_in_small_memory(void *context)
{
    struct fixture *fixture = context;
    struct transaction *transaction;
    struct organisation *organisation;
    struct alignment *alignment;
    struct arena arena;
    arena_init(&arena, (size_t)64 << 20);
    enum error error = store_read(fixture->store, &transaction);
    if (error) return error;
    error = organisation_load(transaction, day_of("2026-11-22"), &arena, &organisation);
    if (!error) error = alignment_load(transaction, organisation, &arena, &alignment);
    transaction_end(transaction);
    arena_free(&arena);
    return error;
}

static void every_allocation_may_fail(void **state)
{
    struct fixture *fixture = *state;
    alignment_fill(fixture);
    assert_int_equal(load_in_small_memory(fixture), ERROR_NONE);
    assert_true(torture(load_in_small_memory, fixture) > 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(gates_and_their_criteria),
        CASE(hand_offs_and_their_checklists),
        CASE(approvals_belong_to_what_they_are_about),
        CASE(consultations_belong_to_what_they_are_about),
        CASE(overrides_and_delegations),
        CASE(maps_and_what_people_call_themselves),
        CASE(what_a_part_leaves_out_points_to_nothing),
        CASE(statements_do_not_grow_with_the_company),
        CASE(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
