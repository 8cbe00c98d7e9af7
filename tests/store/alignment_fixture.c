// SPDX-License-Identifier: Apache-2.0
// A small company in which something of every kind goes on between the roles.
#include "alignment_fixture.h"

struct making {
    struct fixture *fixture;
    const char *resource;
    const struct given *given;
    unsigned times;
};

// As an import writes them: also what only actions set.
static enum error make(struct transaction *transaction, void *closure)
{
    const struct making *making = closure;
    struct fixture *fixture = making->fixture;
    const struct actor actor = actor_system("import");
    enum error error = ERROR_NONE;
    problem_list_init(&fixture->problems, &fixture->arena);
    for (unsigned i = 0; !error && i < making->times; i++) {
        struct record *record = NULL;
        struct record_input *input = given_input(fixture, making->resource, making->given);
        input->is_internal = true;
        error = record_create(transaction, &actor, input, &fixture->arena, &fixture->problems, &record);
    }
    return error;
}

static void put(struct fixture *fixture, unsigned times, const char *resource, const struct given *given)
{
    struct making making = {fixture, resource, given, times};
    const enum error error = store_write(fixture->store, make, &making);
    if (error) fail_msg("%s: %s: %s", resource, error_name(error), fixture_problems(fixture));
}

static void fill_company(struct fixture *fixture)
{
    put(fixture, 1, "units", GIVEN({"name", "City Water"}));
    put(fixture, 1, "lines", GIVEN({"name", "Meters"}, {"unit", "UNIT-1"}));
    put(fixture, 1, "people",
        GIVEN({"name", "Ann"}, {"title", "Product Manager, W\xC3\xA4rme"}, {"capacity_hours", "37.5"}));
    put(fixture, 1, "people", GIVEN({"name", "Bo"}));
    put(fixture, 1, "people", GIVEN({"name", "Cy"}, {"title", "Marketeer"}));
    put(fixture, 1, "products", GIVEN({"name", "Meter"}, {"line", "LINE-1"}, {"stage", "develop"}));
    put(fixture, 1, "products", GIVEN({"name", "Lamp"}, {"stage", "plan"}));
    put(fixture, 1, "releases", GIVEN({"product", "PROD-1"}, {"name", "1.0"}));
    put(fixture, 1, "activities", GIVEN({"name", "Pricing"}, {"code", "pricing"}));
    put(fixture, 1, "activities", GIVEN({"name", "Roadmap"}, {"code", "roadmap"}));
}

static void fill_maps(struct fixture *fixture)
{
    put(fixture, 1, "maps",
        GIVEN({"name", "Ours"}, {"code", "ours"}, {"scope", "LINE-1"}, {"mode", "strict"}));
    put(fixture, 1, "map-entries",
        GIVEN({"map", "MAP-1"}, {"activity", "ACT-1"}, {"side", "pmm"},
            {"accountable", "product_marketing_manager"}));
    put(fixture, 1, "map-entries",
        GIVEN({"map", "MAP-1"}, {"activity", "ACT-2"}, {"side", "pm"}, {"accountable", "product_manager"}));
    put(fixture, 1, "maps",
        GIVEN({"name", "Before"}, {"code", "before"}, {"based_on", "MAP-1"}, {"status", "superseded"},
            {"in_force_on", "2026-01-01"}, {"superseded_on", "2026-07-01"},
            {"effect_read_on", "2025-12-31"}));
}

static void fill_gates(struct fixture *fixture, unsigned times)
{
    if (times == 1) {
        put(fixture, 1, "gates",
            GIVEN({"product", "PROD-1"}, {"stage", "develop"}, {"status", "passed"},
                {"planned_on", "2026-03-01"}, {"first_planned_on", "2026-01-15"},
                {"decided_on", "2026-03-02"}, {"decided_by", "PERS-1"}, {"reason", "Ready."},
                {"conditions", "A second source."}));
        put(fixture, 1, "gates",
            GIVEN({"product", "PROD-1"}, {"stage", "qualify"}, {"planned_on", "2026-12-01"}));
    }
    put(fixture, times, "gate-criteria",
        GIVEN({"gate", "GATE-2"}, {"name", "It is tried."}, {"activity", "ACT-2"}));
    put(fixture, times, "gate-criteria",
        GIVEN({"gate", "GATE-1"}, {"name", "It has a price."}, {"activity", "ACT-1"}, {"status", "green"},
            {"evidence", "https://example.org/price"}, {"signed_by", "PERS-3"}, {"signed_on", "2026-02-28"}));
    put(fixture, times, "gate-criteria",
        GIVEN({"gate", "GATE-2"}, {"name", "It is wanted."}, {"activity", "ACT-1"}, {"status", "red"}));
}

static void fill_hand_offs(struct fixture *fixture, unsigned times)
{
    put(fixture, times, "hand-offs",
        GIVEN({"record", "REL-1"}, {"kind", "capability_brief"}, {"title", "What 1.0 can do"},
            {"from_role", "product_manager"}, {"to_role", "product_marketing_manager"},
            {"from_person", "PERS-1"}, {"to_person", "PERS-3"}, {"due_on", "2026-11-01"},
            {"status", "returned"}, {"offered_on", "2026-10-01"}, {"answered_on", "2026-10-09"},
            {"returns", "2"}));
    put(fixture, times, "hand-offs",
        GIVEN({"record", "PROD-2"}, {"kind", "market_insight"}, {"title", "Who wants light"},
            {"from_role", "product_marketing_manager"}, {"to_role", "product_manager"},
            {"due_on", "2026-12-24"}));
    for (unsigned i = 0; i < 3; i++)
        put(fixture, times, "hand-off-items",
            GIVEN({"hand_off", "HAND-1"}, {"name", "A thing"}, {"done", i == 1 ? "true" : "false"}));
}

static void fill_policy(struct fixture *fixture, unsigned times)
{
    put(fixture, times, "approvals",
        GIVEN({"record", "CRIT-2"}, {"activity", "ACT-1"}, {"title", "The price"}, {"status", "approved"},
            {"due_on", "2026-02-20"}, {"decided_on", "2026-02-19"}, {"asked_by", "PERS-1"},
            {"decided_by", "PERS-3"}, {"seconded_by", "PERS-2"}));
    put(fixture, times, "approvals",
        GIVEN({"record", "LINE-1"}, {"activity", "ACT-2"}, {"title", "The line's roadmap"}));
    put(fixture, times, "approvals",
        GIVEN({"record", "REL-1"}, {"activity", "ACT-2"}, {"title", "The date"}, {"status", "seconded"}));
    static const char *const asked_about[] = {"APP-1", "GATE-1", "CRIT-1", "HAND-1", "UNIT-1"};
    for (size_t i = 0; i < sizeof asked_about / sizeof *asked_about; i++)
        put(fixture, times, "consultations",
            GIVEN({"record", asked_about[i]}, {"activity", "ACT-1"}, {"person", "PERS-2"},
                {"asked_by", "PERS-3"}, {"question", "Well?"}, {"due_on", "2026-02-10"},
                {"status", i ? "open" : "objected"}, {"answered_on", i ? NULL : "2026-02-09"}));
    put(fixture, times, "overrides",
        GIVEN({"record", "HAND-2"}, {"activity", "ACT-1"}, {"act", "change due_on"}, {"person", "PERS-2"},
            {"accountable", "PERS-3"}, {"acted_on", "2026-10-10"}, {"acknowledged_on", "2026-10-12"},
            {"reason", "Ann is away."}));
    put(fixture, times, "overrides",
        GIVEN({"record", "REL-1"}, {"act", "change planned_on"}, {"acted_on", "2026-10-11"}));
}

static void fill_delegations(struct fixture *fixture)
{
    put(fixture, 1, "delegations",
        GIVEN(
            {"person", "PERS-1"}, {"from_on", "2026-08-01"}, {"to_on", "2026-08-14"}, {"reason", "absence"}));
    put(fixture, 1, "delegations",
        GIVEN({"person", "PERS-1"}, {"deputy", "PERS-2"}, {"scope", "LINE-1"}, {"from_on", "2026-09-01"},
            {"to_on", "2026-09-30"}, {"reason", "delegation"}));
}

void alignment_fill(struct fixture *fixture)
{
    fill_company(fixture);
    fill_maps(fixture);
    fill_delegations(fixture);
    fill_gates(fixture, 1);
    fill_hand_offs(fixture, 1);
    fill_policy(fixture, 1);
}

void alignment_fill_more(struct fixture *fixture, unsigned times)
{
    fill_gates(fixture, times);
    fill_hand_offs(fixture, times);
    fill_policy(fixture, times);
}
