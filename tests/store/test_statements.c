// SPDX-License-Identifier: Apache-2.0
// Every statement of the program, listed or composed, is understood by the database and takes and gives what
// it declares; and every list is read by an index, in its order.
#include "fixture.h"
#include "prepare.h"

#include "access/account.h"
#include "access/oidc_account.h"
#include "access/one_time_link.h"
#include "access/password.h"
#include "access/session.h"
#include "access/token_secret.h"
#include "access/user.h"
#include "alignment/alignment.h"
#include "alignment/hand_off_action.h"
#include "alignment/hand_off_timeline.h"
#include "alignment/portfolio_hand_offs.h"
#include "check/waiver.h"
#include "http/events.h"
#include "http/idempotency.h"
#include "lab/price_text.h"
#include "offer/offer.h"
#include "offer/price_decision_action.h"
#include "offer/price_list_action.h"
#include "offer/price_point_action.h"
#include "offer/pricing2yaml.h"
#include "people/map.h"
#include "people/map_trial.h"
#include "people/organisation.h"
#include "people/person.h"
#include "policy/approval_decision.h"
#include "policy/delegation.h"
#include "policy/policy.h"
#include "product/gate.h"
#include "product/gate_decision.h"
#include "product/line.h"
#include "product/product.h"
#include "store/dangling.h"
#include "store/driver.h"
#include "store/list_statement.h"
#include "store/record_statement.h"
#include "store/schema_column.h"
#include "store/statements.h"
#include "stress/scenario_steps.h"
#include "work/digest.h"
#include "work/import_undo.h"
#include "work/part.h"

static const struct statement_list *const lists[] = {
    &account_statements,
    &alignment_statements,
    &price_text_statements,
    &approval_statements,
    &dangling_statements,
    &delegation_statements,
    &events_statements,
    &gate_decision_statements,
    &gate_statements,
    &hand_off_action_statements,
    &idempotency_statements,
    &import_undo_statements,
    &line_statements,
    &map_entry_statements,
    &map_statements,
    &map_trial_statements,
    &one_time_link_statements,
    &organisation_around_statements,
    &organisation_statements,
    &part_statements,
    &oidc_account_statements,
    &password_statements,
    &person_statements,
    &policy_statements,
    &portfolio_hand_offs_statements,
    &offer_statements,
    &price_decision_statements,
    &price_list_statements,
    &price_point_statements,
    &pricing2yaml_statements,
    &pricing2yaml_export_statements,
    &product_statements,
    &record_history_statements,
    &record_key_statements,
    &scenario_statements,
    &session_statements,
    &setting_statements,
    &timeline_statements,
    &token_secret_statements,
    &digest_statements,
    &user_statements,
    &waiver_statements,
};

static void the_listed_ones_are_understood(void **state)
{
    struct preparer *preparer = preparer_new(*state);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            prepare_statement(preparer, lists[i]->statements[j]);
    preparer_free(preparer);
}

// Statements that begin and end transactions are prepared by every test there is.
static void all_are_listed(void **state)
{
    (void)state;
    char command[1024];
    snprintf(command, sizeof command,
        "grep -rhE '^(static )?const struct statement [a-z_]+ =' '%s/src' --include='*.c'"
        " --exclude=transaction.c --exclude='sqlite_*.c' --exclude='postgres_*.c' | wc -l",
        getenv("TANDEM_SOURCE_ROOT"));
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char line[32] = "";
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    size_t listed = 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        listed += lists[i]->count;
    size_t written = strtoul(line, NULL, 10);
    if (listed != written)
        fail_msg("%zu statements are written and %zu listed: a file's list lacks one, or this test a file",
            written, listed);
}

static void compose_for(
    struct fixture *fixture, struct transaction *transaction, const struct resource *resource)
{
    struct arena *arena = &fixture->arena;
    const struct statement *statement;
    for (int kind = 0; kind < RECORD_STATEMENT_COUNT; kind++) {
        bool is_possible =
            !resource_is_log(resource) || (kind != RECORD_SELECT_BY_EXTERNAL && kind != RECORD_DELETE);
        if (is_possible)
            assert_int_equal(
                record_statement(transaction, resource, (enum record_statement)kind, arena, &statement),
                ERROR_NONE);
    }
    if (resource_is_log(resource)) return;
    bool changed[64] = {false};
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!field_is_stored(&resource->fields[i])) continue;
        changed[i] = true;
        for (int with_external = 0; with_external < 2; with_external++)
            assert_int_equal(
                record_statement_update(transaction, resource, changed, with_external, arena, &statement),
                ERROR_NONE);
        int fields[] = {(int)i, -1};
        assert_int_equal(record_statement_twin(transaction, resource, fields, arena, &statement), ERROR_NONE);
        if (resource->fields[i].type == FIELD_REFERENCE)
            assert_int_equal(
                record_statement_pointing(transaction, resource, i, arena, &statement), ERROR_NONE);
    }
    if (resource->unique_together[0] >= 0)
        assert_int_equal(
            record_statement_twin(transaction, resource, resource->unique_together, arena, &statement),
            ERROR_NONE);
}

static void the_composed_ones_are_understood(void **state)
{
    struct fixture *fixture = *state;
    const struct registry *registry = store_registry(fixture->store);
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    for (size_t i = 0; i < registry->count; i++)
        compose_for(fixture, transaction, registry->resources[i]);
    transaction_end(transaction);
    struct preparer *preparer = preparer_new(fixture);
    assert_true(statement_book_count(fixture->store->book) > 100);
    for (size_t i = 0; i < statement_book_count(fixture->store->book); i++)
        prepare_statement(preparer, statement_book_at(fixture->store->book, i));
    preparer_free(preparer);
}

// --- lists: resource × sort × direction × step × filters

struct lists_check {
    struct fixture *fixture;
    struct preparer *preparer;
    size_t count;
};

static const enum list_step steps[] = {
    LIST_START, LIST_TIES, LIST_AFTER, LIST_NULLS, LIST_NULLS_AFTER, LIST_COUNT};

static void refuse_plan(const struct statement *statement, const char *plan, const char *why)
{
    fail_msg("%s: %s\n%s\n%s", statement->name, why, statement->common.text, plan);
}

// Rows come out of an index in their order; none is looked at but by that index.
static void check_plan(const struct list *list, const struct statement *statement, const char *plan)
{
    for (const char *line = plan; line && line[0]; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t length = strcspn(line, "\n");
        struct text step = {line, length};
        if (text_prefix(step, TEXT("SCAN")) && !memmem(line, length, " USING ", 7) &&
            !resource_is_log(list->query->resource))
            refuse_plan(statement, plan, "reads a whole table");
        if (memmem(line, length, "TEMP B-TREE", 11)) refuse_plan(statement, plan, "sorts");
        if (memmem(line, length, "MULTI-INDEX", 11)) refuse_plan(statement, plan, "reads several indexes");
    }
    // The filter that has an index of its own is the one that finds the rows.
    if (list->driver < 0) return;
    // That nothing is null which cannot be null SQLite knows by itself.
    const struct record_filter *driver = &list->filters[list->driver];
    if (driver->values[0].kind == VALUE_NULL &&
        !field_is_nullable(&list->query->resource->fields[driver->field]))
        return;
    char wanted[100];
    snprintf(wanted, sizeof wanted, "SEARCH %s USING ", list->query->resource->singular);
    if (strncmp(plan, wanted, strlen(wanted)) != 0)
        refuse_plan(statement, plan, "does not search by its filter");
}

static void check_list(struct lists_check *check, const struct list *list)
{
    const struct resource *resource = list->query->resource;
    bool is_nullable = schema_sort_is_nullable(resource, list->sort);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        bool is_null_step = steps[i] == LIST_NULLS || steps[i] == LIST_NULLS_AFTER;
        if (is_null_step && !is_nullable) continue;
        if (steps[i] == LIST_TIES && schema_sort_is_tie(resource, list->sort)) continue;
        const struct statement *statement;
        assert_int_equal(
            list_statement(list, steps[i], check->fixture->store->book, &check->fixture->arena, &statement),
            ERROR_NONE);
        prepare_statement(check->preparer, statement);
        struct value *values;
        size_t count;
        const struct list_position position = {.sort = value_integer(1), .tie = value_integer(1)};
        assert_int_equal(
            list_parameters(list, steps[i], &position, 1, &check->fixture->arena, &values, &count),
            ERROR_NONE);
        assert_int_equal(count, strlen(statement->parameters));
        const char *plan = steps[i] == LIST_COUNT ? NULL : prepare_plan(check->preparer, statement);
        if (plan) check_plan(list, statement, plan);
        check->count++;
    }
}

static void check_query(struct lists_check *check, const struct record_query *query)
{
    for (int scope = LIST_ALL; scope <= LIST_OWN_OR_SHARED; scope++) {
        const struct resource *resource = query->resource;
        if (scope == LIST_OWN_OR_SHARED && resource->shared_field < 0) continue;
        if (scope != LIST_ALL && resource_is_log(resource)) continue;
        struct list list = {.query = query,
            .sort = query->sort,
            .scope = (enum list_scope)scope,
            .user = TEXT("USER-1"),
            .kind = store_kind(check->fixture->store),
            .filters = query->filters};
        assert_int_equal(list_plan(&list, &check->fixture->arena), ERROR_NONE);
        check_list(check, &list);
    }
    fixture_reset(check->fixture);
}

static struct value some_value(const struct field *field)
{
    switch (schema_letter(field)) {
    case 'i': return value_integer(1);
    case 'b': return value_boolean(true);
    case 'r': return value_real(1);
    default: return value_string("x");
    }
}

static size_t possible_filters(const struct resource *resource, int *fields)
{
    size_t count = 0;
    for (size_t i = 0; i < resource->field_count; i++)
        if (field_is_filter(&resource->fields[i])) fields[count++] = (int)i;
    fields[count++] = RECORD_FILTER_QUERY;
    if (resource_is_log(resource)) return count;
    fields[count++] = RECORD_FILTER_SOURCE;
    fields[count++] = RECORD_FILTER_EXTERNAL_ID;
    return count;
}

static void set_filter(const struct resource *resource, int field, unsigned shape, struct value *values,
    struct record_filter *filter)
{
    struct value value = field >= 0 ? some_value(&resource->fields[field]) : value_string("x");
    values[0] = values[1] = values[2] = value;
    *filter = (struct record_filter){.field = field, .values = values, .count = 1};
    if (field == RECORD_FILTER_QUERY) return;
    if (shape == 1) filter->count = 3;
    if (shape == 2) values[0] = value_null();
    if (shape == 3) {
        filter->count = 2;
        values[1] = value_null();
    }
    if (shape == 4) filter->count = 0;
}

static void check_resource(struct lists_check *check, const struct resource *resource)
{
    int fields[64];
    size_t count = possible_filters(resource, fields);
    struct value values[2][3];
    struct record_filter filters[2];
    for (size_t sort = 0; sort < resource->sort_count; sort++) {
        for (int descending = 0; descending < 2; descending++) {
            struct record_query query = {.resource = resource,
                .sort = &resource->sorts[sort],
                .descending = descending,
                .limit = 50,
                .filters = filters};
            check_query(check, &query);
            for (size_t i = 0; i < count; i++) {
                for (unsigned shape = 0; shape < 5; shape++) {
                    set_filter(resource, fields[i], shape, values[0], &filters[0]);
                    query.filter_count = 1;
                    check_query(check, &query);
                }
                set_filter(resource, fields[i], 0, values[0], &filters[0]);
                for (size_t j = 0; descending == 0 && j < i; j++) {
                    set_filter(resource, fields[j], j % 2, values[1], &filters[1]);
                    query.filter_count = 2;
                    check_query(check, &query);
                }
            }
        }
    }
}

static void lists_are_read_by_an_index_in_its_order(void **state)
{
    struct lists_check check = {.fixture = *state};
    check.preparer = preparer_new(check.fixture);
    const struct registry *registry = store_registry(check.fixture->store);
    for (size_t i = 0; i < registry->count; i++)
        check_resource(&check, registry->resources[i]);
    assert_true(check.count > 3000);
    preparer_free(check.preparer);
}

// A list that asks for some fields reads those columns and no others.
static void some_fields_are_some_columns(void **state)
{
    struct fixture *fixture = *state;
    const struct resource *resource = registry_find(store_registry(fixture->store), TEXT("products"));
    bool fields[64] = {[PRODUCT_STAGE] = true};
    struct record_query query = {
        .resource = resource, .sort = &resource->sorts[0], .limit = 1, .fields = fields};
    struct list list = {.query = &query, .sort = query.sort, .kind = store_kind(fixture->store)};
    assert_int_equal(list_plan(&list, &fixture->arena), ERROR_NONE);
    const struct statement *statement;
    assert_int_equal(
        list_statement(&list, LIST_START, fixture->store->book, &fixture->arena, &statement), ERROR_NONE);
    assert_non_null(strstr(statement->common.text, "version, name, stage FROM"));
    struct preparer *preparer = preparer_new(fixture);
    prepare_statement(preparer, statement);
    preparer_free(preparer);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_listed_ones_are_understood),
        cmocka_unit_test(all_are_listed),
        CASE(the_composed_ones_are_understood),
        CASE(lists_are_read_by_an_index_in_its_order),
        CASE(some_fields_are_some_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
