// SPDX-License-Identifier: Apache-2.0
// Records created, read, changed, acted on and deleted: keys, references, versions, history, permissions.
#include "records_fixture.h"

#include "product/product.h"
#include "store/schema.h"

static void creates_with_keys_defaults_and_history(void **state)
{
    struct fixture *fixture = *state;
    struct record *record;
    assert_int_equal(create_as(fixture, NULL, "products", GIVEN({"name", "Kettle"}), &record), ERROR_NONE);
    assert_text_equal(record->key, "PROD-1");
    assert_text_equal(record->created_by, "system");
    assert_int_equal(record->version, 1);
    assert_true(record->created_at == record->changed_at && record->created_at > INT64_C(1600000000000));
    assert_string_equal(shown(fixture, record, "stage"), "conceive");
    assert_string_equal(shown(fixture, record, "horizon"), "future");
    assert_string_equal(create(fixture, "products", GIVEN({"name", "Pot"}, {"stage", "deliver"})), "PROD-2");
    record = get(fixture, "PROD-2");
    assert_string_equal(shown(fixture, record, "name"), "Pot");
    assert_string_equal(shown(fixture, record, "horizon"), "current");
    assert_true(record_is_null(record, PRODUCT_LINE));
    assert_string_equal(history_of(fixture, "PROD-2"),
        "create {\"name\":[null,\"Pot\"],\"stage\":[null,\"deliver\"],"
        "\"horizon_set\":[null,\"none\"]}\n");
}

static void collects_every_problem(void **state)
{
    struct fixture *fixture = *state;
    const char *unit = create(fixture, "units", GIVEN({"name", "Kitchen"}));
    assert_string_equal(unit, "UNIT-1");
    struct record *record;
    assert_int_equal(create_as(fixture, NULL, "products",
                         GIVEN({"name", ""}, {"line", "LINE-9"}, {"stage", "asleep"},
                             {"deliver_on", "2026-02-30"}, {"website", "kettle"}, {"horizon", "next"}),
                         &record),
        ERROR_INVALID);
    const char *problems = fixture_problems(fixture);
    assert_non_null(strstr(problems, "name: "));
    assert_non_null(strstr(problems, "line: There is no record LINE-9.\n"));
    assert_non_null(strstr(problems, "stage: "));
    assert_non_null(strstr(problems, "deliver_on: "));
    assert_non_null(strstr(problems, "website: "));
    assert_non_null(strstr(problems, "horizon: "));
    assert_int_equal(fixture->problems.count, 6);
    // A record of another kind.
    assert_int_equal(
        create_as(fixture, NULL, "products", GIVEN({"name", "Kettle"}, {"line", "UNIT-1"}), &record),
        ERROR_INVALID);
    assert_string_equal(fixture_problems(fixture),
        "line: Must be a record of the kind \"Product line\"; UNIT-1 is of the kind \"Business unit\".\n");
    // Nothing was stored, and no number was used up.
    assert_string_equal(create(fixture, "products", GIVEN({"name", "Kettle"})), "PROD-1");
}

static void updates_what_is_given_and_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "products", GIVEN({"name", "Kettle"}, {"website", "https://kettle.example"}));
    struct record *record = update(fixture, "PROD-1", GIVEN({"stage", "plan"}, {"plan_on", "2026-01-02"}));
    assert_int_equal(record->version, 2);
    record = get(fixture, "PROD-1");
    assert_int_equal(record->version, 2);
    assert_string_equal(shown(fixture, record, "stage"), "plan");
    assert_string_equal(shown(fixture, record, "website"), "https://kettle.example");
    // The same again changes nothing.
    record = update(fixture, "PROD-1", GIVEN({"stage", "plan"}, {"name", "Kettle"}, {"horizon", "future"}));
    assert_int_equal(record->version, 2);
    update(fixture, "PROD-1", GIVEN({"website", NULL}));
    assert_string_equal(history_of(fixture, "PROD-1"),
        "create {\"name\":[null,\"Kettle\"],\"stage\":[null,\"conceive\"],"
        "\"horizon_set\":[null,\"none\"],"
        "\"website\":[null,\"https://kettle.example\"]}\n"
        "update {\"stage\":[\"conceive\",\"plan\"],\"plan_on\":[null,\"2026-01-02\"]}\n"
        "update {\"website\":[\"https://kettle.example\",null]}\n");
}

static void refuses_a_version_that_is_over(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "products", GIVEN({"name", "Kettle"}));
    struct record *record;
    assert_int_equal(update_as(fixture, NULL, "PROD-1", 1, GIVEN({"name", "Pot"}), &record), ERROR_NONE);
    assert_int_equal(update_as(fixture, NULL, "PROD-1", 1, GIVEN({"name", "Pan"}), &record), ERROR_STALE);
    assert_non_null(record);
    assert_int_equal(record->version, 2);
    assert_string_equal(shown(fixture, record, "name"), "Pot");
    assert_int_equal(delete_as(fixture, NULL, "PROD-1", 1), ERROR_STALE);
    assert_int_equal(update_as(fixture, NULL, "PROD-1", 2, GIVEN({"name", "Pan"}), &record), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "PROD-1", 3), ERROR_NONE);
    assert_int_equal(get_as(fixture, NULL, "PROD-1", &record), ERROR_NOT_FOUND);
    assert_int_equal(update_as(fixture, NULL, "PROD-1", 0, GIVEN({"name", "Pan"}), &record), ERROR_NOT_FOUND);
    const char *history = history_of(fixture, "PROD-1");
    assert_non_null(strstr(history, "delete {\"name\":[\"Pan\",null],\"stage\":[\"conceive\",null],"));
}

static void deletes_nothing_that_is_referred_to(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    create(fixture, "lines", GIVEN({"name", "Boilers"}, {"unit", "UNIT-1"}));
    create(fixture, "comments", GIVEN({"record", "LINE-1"}, {"body", "Hot."}));
    assert_int_equal(delete_as(fixture, NULL, "UNIT-1", 0), ERROR_REFERENCED);
    assert_string_equal(fixture_problems(fixture), "-: Product line LINE-1 refers to it (Business unit).\n");
    assert_int_equal(delete_as(fixture, NULL, "LINE-1", 0), ERROR_REFERENCED);
    assert_string_equal(fixture_problems(fixture), "-: Comment COM-1 refers to it (Record).\n");
    assert_int_equal(delete_as(fixture, NULL, "COM-1", 0), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "LINE-1", 0), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "UNIT-1", 0), ERROR_NONE);
    // A number is never given twice.
    assert_string_equal(create(fixture, "units", GIVEN({"name", "Garden"})), "UNIT-2");
}

static void gives_a_new_key_to_what_moves_and_finds_it_by_the_old_one(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "lines", GIVEN({"name", "Payments"}, {"key_prefix", "PAY"}));
    create(fixture, "lines", GIVEN({"name", "Cards"}, {"key_prefix", "CARD"}));
    create(fixture, "products", GIVEN({"name", "Till"}));
    create(fixture, "releases", GIVEN({"product", "PROD-1"}, {"name", "1.0"}));
    create(fixture, "comments", GIVEN({"record", "PROD-1"}, {"body", "Rings."}));
    struct record *record = update(fixture, "PROD-1", GIVEN({"line", "LINE-1"}));
    assert_text_equal(record->key, "PAY-1");
    assert_text_equal(get(fixture, "PROD-1")->key, "PAY-1");
    assert_string_equal(shown(fixture, get(fixture, "REL-1"), "product"), "PAY-1");
    assert_string_equal(shown(fixture, get(fixture, "COM-1"), "record"), "PAY-1");
    record = update(fixture, "PROD-1", GIVEN({"line", "LINE-2"}));
    assert_text_equal(record->key, "CARD-1");
    assert_text_equal(get(fixture, "PROD-1")->key, "CARD-1");
    assert_text_equal(get(fixture, "PAY-1")->key, "CARD-1");
    assert_string_equal(create(fixture, "products", GIVEN({"name", "Purse"}, {"line", "LINE-2"})), "CARD-2");
    // An old key is as good as the current one wherever a key is given; the current one is stored.
    create(fixture, "releases", GIVEN({"product", "PAY-1"}, {"name", "2.0"}));
    assert_string_equal(shown(fixture, get(fixture, "REL-2"), "product"), "CARD-1");
    assert_string_equal(list_keys(fixture, "releases", "key", GIVEN({"product", "PROD-1"})), "REL-1,REL-2");
    record = update(fixture, "REL-2", GIVEN({"product", "PROD-1"}));
    assert_int_equal(record->version, 1);
    const char *history = history_of(fixture, "CARD-1");
    assert_non_null(strstr(history, "update {\"key\":[\"PROD-1\",\"PAY-1\"],\"line\":[null,\"LINE-1\"]}\n"));
    assert_string_equal(history_of(fixture, "PROD-1"), "");
    // A new prefix of the line alone moves nothing.
    update(fixture, "LINE-2", GIVEN({"key_prefix", "KARTE"}));
    assert_text_equal(update(fixture, "CARD-1", GIVEN({"name", "Till 2"}))->key, "CARD-1");
    // The old keys go with the record.
    assert_int_equal(delete_as(fixture, NULL, "REL-1", 0), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "REL-2", 0), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "COM-1", 0), ERROR_NONE);
    assert_int_equal(delete_as(fixture, NULL, "PAY-1", 0), ERROR_NONE);
    assert_int_equal(get_as(fixture, NULL, "PROD-1", &record), ERROR_NOT_FOUND);
}

static enum error set_prefix(struct transaction *transaction, void *closure)
{
    (void)closure;
    const struct actor system = actor_system("cli");
    return setting_set(transaction, &system, "prefix.products", TEXT("WARE"));
}

static void counts_keys_by_the_prefix_that_is_set(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, set_prefix, NULL), ERROR_NONE);
    assert_string_equal(create(fixture, "products", GIVEN({"name", "Kettle"})), "WARE-1");
    assert_string_equal(create(fixture, "units", GIVEN({"name", "Kitchen"})), "UNIT-1");
}

static void takes_a_key_that_is_asked_for(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(create(fixture, "products", GIVEN({"name", "A"}, {"key", "PROD-7"})), "PROD-7");
    assert_string_equal(create(fixture, "products", GIVEN({"name", "B"})), "PROD-8");
    assert_string_equal(create(fixture, "products", GIVEN({"name", "C"}, {"key", "PROD-3"})), "PROD-3");
    assert_string_equal(create(fixture, "products", GIVEN({"name", "D"})), "PROD-9");
    struct record *record;
    assert_int_equal(create_as(fixture, NULL, "products", GIVEN({"name", "E"}, {"key", "PROD-3"}), &record),
        ERROR_CONFLICT);
    assert_string_equal(fixture_problems(fixture), "key: PROD-3 is taken already.\n");
    assert_int_equal(
        create_as(fixture, NULL, "products", GIVEN({"name", "E"}, {"key", "prod3"}), &record), ERROR_INVALID);
}

static void keeps_what_is_unique(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "activities", GIVEN({"name", "Price"}, {"code", "price"}));
    create(fixture, "maps", GIVEN({"name", "Venn"}, {"code", "venn"}));
    create(fixture, "map-entries",
        GIVEN({"map", "MAP-1"}, {"activity", "ACT-1"}, {"side", "pm"}, {"accountable", "product_manager"}));
    struct record *record;
    assert_int_equal(
        create_as(fixture, NULL, "activities", GIVEN({"name", "Other"}, {"code", "price"}), &record),
        ERROR_CONFLICT);
    assert_string_equal(fixture_problems(fixture), "code: ACT-1 has this value already.\n");
    assert_int_equal(create_as(fixture, NULL, "activities", GIVEN({"name", ""}, {"code", "price"}), &record),
        ERROR_INVALID);
    assert_int_equal(fixture->problems.count, 2);
    assert_int_equal(
        create_as(fixture, NULL, "map-entries",
            GIVEN({"map", "MAP-1"}, {"activity", "ACT-1"}, {"side", "pm"}, {"accountable", "design"}),
            &record),
        ERROR_CONFLICT);
    // Writing one's own value again is no conflict.
    assert_int_equal(
        update_as(fixture, NULL, "ACT-1", 0, GIVEN({"code", "price"}, {"name", "Set prices"}), &record),
        ERROR_NONE);
}

static enum error upsert(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    const struct actor system = actor_system("import");
    struct record *record;
    enum record_outcome outcome;
    for (int i = 0; i < 3; i++) {
        struct record_input *input = given_input(fixture, "people",
            GIVEN({"name", i < 2 ? "Ada" : "Ada L."}, {"source", "hr"}, {"external_id", "17"}));
        enum error error = record_upsert(
            transaction, &system, input, &fixture->arena, &fixture->problems, &record, &outcome);
        if (error) return error;
        assert_int_equal(outcome, i == 0 ? RECORD_CREATED : i == 1 ? RECORD_UNCHANGED : RECORD_UPDATED);
        assert_text_equal(record->key, "PERS-1");
    }
    enum error error = record_get_external(
        transaction, &system, record->resource, TEXT("hr"), TEXT("17"), &fixture->arena, &record);
    if (error) return error;
    assert_int_equal(record->version, 2);
    assert_int_equal(record_get_external(transaction, &system, record->resource, TEXT("hr"), TEXT("18"),
                         &fixture->arena, &record),
        ERROR_NOT_FOUND);
    return ERROR_NONE;
}

static void upserts_by_external_identifier(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, upsert, fixture), ERROR_NONE);
    struct record *record;
    assert_int_equal(create_as(fixture, NULL, "people",
                         GIVEN({"name", "Eve"}, {"source", "hr"}, {"external_id", "17"}), &record),
        ERROR_CONFLICT);
    assert_string_equal(
        fixture_problems(fixture), "external_id: PERS-1 has this identifier of the source already.\n");
    assert_int_equal(
        create_as(fixture, NULL, "people", GIVEN({"name", "Eve"}, {"external_id", "17"}), &record),
        ERROR_INVALID);
    // The same identifier of another source is another record.
    create(fixture, "people", GIVEN({"name", "Eve"}, {"source", "crm"}, {"external_id", "17"}));
}

static void acts(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "maps", GIVEN({"name", "Venn"}, {"code", "venn"}));
    create(fixture, "maps", GIVEN({"name", "Other"}, {"code", "other"}));
    struct record *record;
    assert_int_equal(
        update_as(fixture, NULL, "MAP-1", 0, GIVEN({"status", "in_force"}), &record), ERROR_INVALID);
    struct value day = value_string("2026-11-01");
    assert_int_equal(act_as(fixture, NULL, "MAP-1", "put_in_force", &day, &record), ERROR_NONE);
    assert_string_equal(shown(fixture, record, "status"), "in_force");
    assert_int_equal(record->version, 2);
    assert_int_equal(act_as(fixture, NULL, "MAP-1", "put_in_force", &day, &record), ERROR_INVALID);
    // What was decided on past days stays as it was.
    assert_int_equal(act_as(fixture, NULL, "MAP-2", "put_in_force", &day, &record), ERROR_INVALID);
    struct value today = value_null();
    assert_int_equal(act_as(fixture, NULL, "MAP-2", "put_in_force", &today, &record), ERROR_NONE);
    assert_string_equal(shown(fixture, get(fixture, "MAP-1"), "status"), "superseded");
    const char *history = history_of(fixture, "MAP-1");
    assert_non_null(strstr(history, "put_in_force {\"status\":[\"draft\",\"in_force\"],"
                                    "\"in_force_on\":[null,\"2026-11-01\"]}\nsupersede {"));
    struct value wrong = value_string("yesterday");
    assert_int_equal(act_as(fixture, NULL, "MAP-1", "put_in_force", &wrong, &record), ERROR_INVALID);
}

static void asks_for_permission(void **state)
{
    struct fixture *fixture = *state;
    struct record *record;
    const struct actor viewer = {
        .user = TEXT("USER-1"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor reader = {
        .user = TEXT("USER-2"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_READ, .via = "api"};
    create(fixture, "products", GIVEN({"name", "Kettle"}));
    assert_int_equal(
        create_as(fixture, &viewer, "products", GIVEN({"name", "Pot"}), &record), ERROR_FORBIDDEN);
    assert_int_equal(
        update_as(fixture, &viewer, "PROD-1", 0, GIVEN({"name", "Pot"}), &record), ERROR_FORBIDDEN);
    assert_int_equal(
        update_as(fixture, &reader, "PROD-1", 0, GIVEN({"name", "Pot"}), &record), ERROR_FORBIDDEN);
    assert_int_equal(delete_as(fixture, &viewer, "PROD-1", 0), ERROR_FORBIDDEN);
    assert_int_equal(get_as(fixture, &viewer, "PROD-1", &record), ERROR_NONE);
    // Everybody has views; they are seen by others when they are shared.
    const struct actor other = {
        .user = TEXT("USER-3"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    assert_int_equal(create_as(fixture, &viewer, "views",
                         GIVEN({"name", "Mine"}, {"screen", "portfolio"}, {"query", "stage=plan"}), &record),
        ERROR_NONE);
    assert_int_equal(get_as(fixture, &viewer, "VIEW-1", &record), ERROR_NONE);
    assert_int_equal(get_as(fixture, &other, "VIEW-1", &record), ERROR_FORBIDDEN);
    struct record_page page;
    assert_int_equal(list_as(fixture, &other, "views", NULL, NULL, 10, TEXT(""), &page), ERROR_NONE);
    assert_int_equal(page.count, 0);
    assert_int_equal(
        update_as(fixture, &other, "VIEW-1", 0, GIVEN({"shared", "true"}), &record), ERROR_FORBIDDEN);
    assert_int_equal(
        update_as(fixture, &viewer, "VIEW-1", 0, GIVEN({"shared", "true"}), &record), ERROR_NONE);
    assert_int_equal(list_as(fixture, &other, "views", NULL, NULL, 10, TEXT(""), &page), ERROR_NONE);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.total, 1);
    assert_int_equal(list_as(fixture, &other, "users", NULL, NULL, 10, TEXT(""), &page), ERROR_NONE);
    assert_int_equal(page.count, 0);
    // Nobody writes history or imports through these functions but the program.
    assert_int_equal(create_as(fixture, NULL, "history", GIVEN({"verb", "x"}), &record), ERROR_METHOD);
    assert_int_equal(create_as(fixture, NULL, "imports", GIVEN({"file_name", "x"}), &record), ERROR_METHOD);
}

static enum error write_import(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    const struct actor organiser = {
        .user = TEXT("USER-1"), .role = ACCESS_ORGANISER, .scope = SCOPE_ADMINISTER, .via = "import"};
    struct record_input *input = given_input(fixture, "imports",
        GIVEN({"resource", "products"}, {"file_name", "a.csv"}, {"rows", "1"}, {"created", "1"},
            {"updated", "0"}, {"unchanged", "0"}, {"mapping", "{\"tandem_map\":1}"}));
    input->is_internal = true;
    struct record *record;
    enum error error =
        record_create(transaction, &organiser, input, &fixture->arena, &fixture->problems, &record);
    if (error) return error;
    input = given_input(fixture, "imports", GIVEN({"rows", "2"}));
    input->is_internal = true;
    return record_update(
        transaction, &organiser, record->key, 0, input, &fixture->arena, &fixture->problems, &record, NULL);
}

static void lets_the_program_write_its_own_records(void **state)
{
    struct fixture *fixture = *state;
    enum error error = store_write(fixture->store, write_import, fixture);
    if (error) fail_msg("%s\n%s", error_name(error), fixture_problems(fixture));
    assert_string_equal(shown(fixture, get(fixture, "IMP-1"), "rows"), "2");
    assert_string_equal(shown(fixture, get(fixture, "IMP-1"), "mapping"), "{\"tandem_map\":1}");
    assert_non_null(strstr(history_of(fixture, "IMP-1"), "update {\"rows\":[1,2]}\n"));
}

static enum error visit(const struct record *record, void *closure)
{
    char *keys = closure;
    size_t used = strlen(keys);
    snprintf(keys + used, 200 - used, "%.*s;", TEXT_PRINT(record->key));
    return ERROR_NONE;
}

static void steps_through_all(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 3; i++)
        create(fixture, "units", GIVEN({"name", "Kitchen"}));
    char keys[200] = "";
    const struct actor system = actor_system("cli");
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(
        record_each(transaction, &system, get(fixture, "UNIT-1")->resource, visit, keys), ERROR_NONE);
    transaction_end(transaction);
    assert_string_equal(keys, "UNIT-1;UNIT-2;UNIT-3;");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(creates_with_keys_defaults_and_history),
        CASE(collects_every_problem),
        CASE(updates_what_is_given_and_nothing_else),
        CASE(refuses_a_version_that_is_over),
        CASE(deletes_nothing_that_is_referred_to),
        CASE(gives_a_new_key_to_what_moves_and_finds_it_by_the_old_one),
        CASE(counts_keys_by_the_prefix_that_is_set),
        CASE(takes_a_key_that_is_asked_for),
        CASE(keeps_what_is_unique),
        CASE(upserts_by_external_identifier),
        CASE(acts),
        CASE(asks_for_permission),
        CASE(lets_the_program_write_its_own_records),
        CASE(steps_through_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
