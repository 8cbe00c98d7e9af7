// SPDX-License-Identifier: Apache-2.0
// Lists: every order, direction and filter, page after page, against a plain array in memory.
#include "records_fixture.h"

#include "base/random.h"
#include "product/product.h"
#include "store/schema_column.h"

static void sorts_as_people_expect(void **state)
{
    struct fixture *fixture = *state;
    static const char *const names[] = {"banana", "Apple", "cherry", "apple", "Banana", "\xC3\x84pfel"};
    for (size_t i = 0; i < 6; i++)
        create(fixture, "units", GIVEN({"name", names[i]}));
    // Without regard to case; ties by key; letters beyond ASCII after them.
    assert_string_equal(
        list_keys(fixture, "units", "name", NULL), "UNIT-2,UNIT-4,UNIT-1,UNIT-5,UNIT-3,UNIT-6");
    assert_string_equal(
        list_keys(fixture, "units", "-name", NULL), "UNIT-6,UNIT-3,UNIT-5,UNIT-1,UNIT-4,UNIT-2");
    // By number, not by letter.
    for (int i = 7; i <= 11; i++)
        create(fixture, "units", GIVEN({"name", "x"}));
    assert_string_equal(list_keys(fixture, "units", "key", NULL),
        "UNIT-1,UNIT-2,UNIT-3,UNIT-4,UNIT-5,UNIT-6,UNIT-7,UNIT-8,UNIT-9,UNIT-10,UNIT-11");
    assert_true(strncmp(list_keys(fixture, "units", "-key", NULL), "UNIT-11,UNIT-10,UNIT-9,", 23) == 0);
}

static void sorts_choices_by_their_place(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "products", GIVEN({"name", "a"}, {"stage", "retired"}));
    create(fixture, "products", GIVEN({"name", "b"}, {"stage", "conceive"}));
    create(fixture, "products", GIVEN({"name", "c"}, {"stage", "deliver"}));
    create(fixture, "products", GIVEN({"name", "d"}, {"stage", "develop"}));
    assert_string_equal(list_keys(fixture, "products", "stage", NULL), "PROD-2,PROD-4,PROD-3,PROD-1");
    assert_string_equal(list_keys(fixture, "products", "-stage", NULL), "PROD-1,PROD-3,PROD-4,PROD-2");
}

static void puts_what_is_not_set_last_in_either_direction(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "products", GIVEN({"name", "Kettle"}));
    create(fixture, "releases", GIVEN({"product", "PROD-1"}, {"name", "1"}));
    create(fixture, "releases", GIVEN({"product", "PROD-1"}, {"name", "2"}, {"planned_on", "2026-05-01"}));
    create(fixture, "releases", GIVEN({"product", "PROD-1"}, {"name", "3"}));
    create(fixture, "releases", GIVEN({"product", "PROD-1"}, {"name", "4"}, {"planned_on", "2025-05-01"}));
    assert_string_equal(list_keys(fixture, "releases", "planned_on", NULL), "REL-4,REL-2,REL-1,REL-3");
    assert_string_equal(list_keys(fixture, "releases", "-planned_on", NULL), "REL-2,REL-4,REL-3,REL-1");
}

static void filters(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "lines", GIVEN({"name", "Boilers"}));
    create(fixture, "products",
        GIVEN({"name", "Kettle 100%"}, {"line", "LINE-1"}, {"source", "crm"}, {"external_id", "k"}));
    create(fixture, "products", GIVEN({"name", "Pot"}, {"stage", "plan"}));
    create(fixture, "products", GIVEN({"name", "Pan_1"}, {"stage", "deliver"}, {"line", "LINE-1"}));
    assert_string_equal(
        list_keys(fixture, "products", "key", GIVEN({"stage", "plan,deliver"})), "PROD-2,PROD-3");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"line", "LINE-1"})), "PROD-1,PROD-3");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"line", ""})), "PROD-2");
    assert_string_equal(
        list_keys(fixture, "products", "key", GIVEN({"line", "LINE-1,"})), "PROD-1,PROD-2,PROD-3");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"line", "LINE-7"})), "");
    assert_string_equal(
        list_keys(fixture, "products", "key", GIVEN({"line", "LINE-1"}, {"stage", "deliver"})), "PROD-3");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"source", "crm"})), "PROD-1");
    assert_string_equal(
        list_keys(fixture, "products", "key", GIVEN({"source", "crm"}, {"external_id", "k"})), "PROD-1");
    // What is searched for is text, not a pattern; the case does not matter; keys are looked at, too.
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"q", "KETTLE"})), "PROD-1");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"q", "%"})), "PROD-1");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"q", "_"})), "PROD-3");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"q", "\\"})), "");
    assert_string_equal(list_keys(fixture, "products", "key", GIVEN({"q", "prod-2"})), "PROD-2");
}

static void refuses_cursors_of_other_queries(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 5; i++)
        create(fixture, "products", GIVEN({"name", "Kettle"}));
    struct record_page page, other;
    assert_int_equal(list_as(fixture, NULL, "products", "name", NULL, 2, TEXT(""), &page), ERROR_NONE);
    assert_true(page.next.length > 0);
    assert_int_equal(list_as(fixture, NULL, "products", "name", NULL, 2, page.next, &other), ERROR_NONE);
    assert_text_equal(other.records[0]->key, "PROD-3");
    assert_int_equal(list_as(fixture, NULL, "products", "-name", NULL, 2, page.next, &other), ERROR_SYNTAX);
    assert_int_equal(list_as(fixture, NULL, "products", "stage", NULL, 2, page.next, &other), ERROR_SYNTAX);
    assert_int_equal(list_as(fixture, NULL, "units", "name", NULL, 2, page.next, &other), ERROR_SYNTAX);
    assert_int_equal(
        list_as(fixture, NULL, "products", "name", GIVEN({"stage", "plan"}), 2, page.next, &other),
        ERROR_SYNTAX);
    assert_int_equal(list_as(fixture, NULL, "products", "name", NULL, 2, TEXT("AQ"), &other), ERROR_SYNTAX);
    assert_int_equal(
        list_as(fixture, NULL, "products", "name", NULL, 2, TEXT("not base64!"), &other), ERROR_SYNTAX);
    // Every byte changed: refused, or a page; never anything else.
    char *forged = arena_text(&fixture->arena, page.next.data, page.next.length);
    for (size_t i = 0; i < page.next.length; i++) {
        forged[i] ^= 1;
        enum error error = list_as(
            fixture, NULL, "products", "name", NULL, 2, (struct text){forged, page.next.length}, &other);
        if (error != ERROR_NONE) assert_int_equal(error, ERROR_SYNTAX);
        forged[i] ^= 1;
    }
    assert_int_equal(list_as(fixture, NULL, "products", "name", NULL, 0, TEXT(""), &page), ERROR_LIMIT);
    assert_int_equal(list_as(fixture, NULL, "products", "name", NULL, 1001, TEXT(""), &page), ERROR_LIMIT);
}

// --- against a model: records in an array, sorted and filtered by the words of the contract

#define MODEL_MAXIMUM 300

struct model {
    struct record *records[MODEL_MAXIMUM];
    size_t count;
};

static struct model model;
static const struct sort *model_sort;
static bool model_descends;

static int value_order(struct value one, struct value other)
{
    if (one.kind == VALUE_TEXT) return text_compare(one.text, other.text);
    return (one.integer > other.integer) - (one.integer < other.integer);
}

static int model_order(const void *left, const void *right)
{
    const struct record *one = *(struct record *const *)left, *other = *(struct record *const *)right;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct value a, b;
    assert_int_equal(schema_sort_value(model_sort, one, &arena, &a), ERROR_NONE);
    assert_int_equal(schema_sort_value(model_sort, other, &arena, &b), ERROR_NONE);
    int order;
    if ((a.kind == VALUE_NULL) != (b.kind == VALUE_NULL)) {
        order = a.kind == VALUE_NULL ? 1 : -1; // last, whatever the direction
    } else {
        order = a.kind == VALUE_NULL ? 0 : value_order(a, b);
        if (order == 0) order = text_compare(one->key, other->key);
        if (model_descends) order = -order;
    }
    arena_free(&arena);
    return order;
}

static bool model_keeps(const struct record *record, const struct record_filter *filter)
{
    for (size_t i = 0; i < filter->count; i++)
        if (value_equal(record->values[filter->field], filter->values[i])) return true;
    return false;
}

// The keys that a query has to give, in order.
static const char *model_list(struct fixture *fixture, const struct record_query *query)
{
    struct record *kept[MODEL_MAXIMUM];
    size_t count = 0;
    for (size_t i = 0; i < model.count; i++) {
        bool keeps = true;
        for (size_t j = 0; j < query->filter_count; j++)
            keeps = keeps && model_keeps(model.records[i], &query->filters[j]);
        if (keeps) kept[count++] = model.records[i];
    }
    model_sort = query->sort;
    model_descends = query->descending;
    qsort(kept, count, sizeof kept[0], model_order);
    struct buffer keys;
    buffer_init(&keys, 1 << 20);
    for (size_t i = 0; i < count; i++)
        buffer_print(&keys, "%.*s,", TEXT_PRINT(kept[i]->key));
    const char *text = text_copy(buffer_view(&keys), &fixture->arena);
    buffer_free(&keys);
    return text;
}

static const char *store_list(struct fixture *fixture, struct record_query *query)
{
    const struct actor system = actor_system("cli");
    struct buffer keys;
    buffer_init(&keys, 1 << 20);
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    int64_t total = 0, seen = 0;
    query->cursor = TEXT("");
    do {
        struct record_page page;
        enum error error = record_list(transaction, &system, query, &fixture->arena, &page);
        if (error) fail_msg("%s: %s", error_name(error), transaction_message(transaction));
        assert_true(page.count <= query->limit);
        for (size_t i = 0; i < page.count; i++)
            buffer_print(&keys, "%.*s,", TEXT_PRINT(page.records[i]->key));
        seen += (int64_t)page.count;
        total = page.total;
        query->cursor = page.next;
    } while (query->cursor.length > 0);
    transaction_end(transaction);
    assert_int_equal(seen, total);
    const char *text = text_copy(buffer_view(&keys), &fixture->arena);
    buffer_free(&keys);
    return text;
}

static size_t pick(struct random_stream *stream, size_t bound)
{
    return (size_t)random_stream_below(stream, bound);
}

static const char *const stages[] = {
    "conceive", "plan", "develop", "qualify", "launch", "deliver", "retire", "retired"};
static const char *const horizons[] = {"current", "next", "future", "none"};

// Few names and values, so that there are many ties.
static const struct given *random_product(struct fixture *fixture, struct random_stream *stream)
{
    static const char *const names[] = {"a", "A", "b", "Kettle", "kettle", "\xC3\xA9t\xC3\xA9", "Z z", "_x"};
    struct given *given = arena_array(&fixture->arena, struct given, 6);
    size_t count = 0;
    given[count++] = (struct given){"name", names[pick(stream, 8)]};
    given[count++] = (struct given){"stage", stages[pick(stream, 8)]};
    given[count++] = (struct given){"horizon_set", horizons[pick(stream, 4)]};
    size_t line = pick(stream, 4);
    given[count++] = (struct given){"line", line ? arena_print(&fixture->arena, "LINE-%zu", line) : NULL};
    return given;
}

static void change_something(struct fixture *fixture, struct random_stream *stream)
{
    size_t what = pick(stream, 10);
    const struct given *given = random_product(fixture, stream);
    struct record *record;
    if (model.count == 0 || (what < 6 && model.count < MODEL_MAXIMUM)) {
        assert_int_equal(create_as(fixture, NULL, "products", given, &record), ERROR_NONE);
        model.records[model.count++] = record;
        return;
    }
    size_t victim = pick(stream, model.count);
    const char *key = text_copy(model.records[victim]->key, &fixture->arena);
    if (what < 9) {
        assert_int_equal(
            update_as(fixture, NULL, key, model.records[victim]->version, given, &record), ERROR_NONE);
        model.records[victim] = record;
    } else {
        assert_int_equal(delete_as(fixture, NULL, key, 0), ERROR_NONE);
        model.records[victim] = model.records[--model.count];
    }
}

static void random_filter(
    struct fixture *fixture, struct random_stream *stream, size_t field, struct record_filter *filter)
{
    size_t count = 1 + pick(stream, 3);
    struct value *values = arena_array(&fixture->arena, struct value, count);
    for (size_t i = 0; i < count; i++) {
        if (field == PRODUCT_STAGE) values[i] = value_string(stages[pick(stream, 8)]);
        if (field == PRODUCT_HORIZON_SET) values[i] = value_string(horizons[pick(stream, 4)]);
        size_t line = pick(stream, 4);
        if (field == PRODUCT_LINE && line)
            values[i] = value_string(arena_print(&fixture->arena, "LINE-%zu", line));
    }
    *filter = (struct record_filter){.field = (int)field, .values = values, .count = count};
}

static void compare_lists(struct fixture *fixture, struct random_stream *stream)
{
    static const size_t fields[] = {PRODUCT_STAGE, PRODUCT_HORIZON_SET, PRODUCT_LINE};
    struct record_filter filters[3];
    struct record_query query = {.resource = model.records[0]->resource,
        .filters = filters,
        .count = true,
        .limit = 1 + (unsigned)pick(stream, 9)};
    query.sort = &query.resource->sorts[pick(stream, query.resource->sort_count)];
    query.descending = pick(stream, 2);
    for (size_t i = 0; i < 3; i++)
        if (pick(stream, 3) == 0) random_filter(fixture, stream, fields[i], &filters[query.filter_count++]);
    assert_string_equal(store_list(fixture, &query), model_list(fixture, &query));
}

static void agrees_with_a_plain_array(void **state)
{
    struct fixture *fixture = *state;
    struct random_stream stream;
    random_stream_init(&stream, 20261122);
    model.count = 0;
    for (int i = 0; i < 3; i++)
        create(fixture, "lines", GIVEN({"name", "Line"}, {"key_prefix", i == 2 ? "PAY" : NULL}));
    for (int round = 0; round < 120; round++) {
        for (int i = 0; i < 4; i++)
            change_something(fixture, &stream);
        for (int i = 0; i < 3; i++)
            compare_lists(fixture, &stream);
    }
    // And one by one, field by field.
    for (size_t i = 0; i < model.count; i++) {
        const struct record *expected = model.records[i];
        const struct record *stored = get(fixture, text_copy(expected->key, &fixture->arena));
        assert_int_equal(stored->version, expected->version);
        assert_true(stored->changed_at == expected->changed_at);
        for (size_t j = 0; j < PRODUCT_FIELD_COUNT; j++)
            assert_true(value_equal(stored->values[j], expected->values[j]));
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(sorts_as_people_expect),
        CASE(sorts_choices_by_their_place),
        CASE(puts_what_is_not_set_last_in_either_direction),
        CASE(filters),
        CASE(refuses_cursors_of_other_queries),
        CASE(agrees_with_a_plain_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
