// SPDX-License-Identifier: Apache-2.0
// Parameters of lists.
#include "unit.h"

#include "work/query.h"
#include "work/resources.h"

struct reading {
    struct arena arena;
    struct problem_list problems;
    struct query query;
    enum error error;
};

// "stage=plan,develop sort=-name": parameters are separated by spaces.
static struct reading *read(const char *resource, const char *line)
{
    static struct reading reading;
    struct query_parameter parameters[32];
    size_t count = 0;
    struct text rest = text_from(line), part;
    memset(&reading, 0, sizeof reading);
    arena_init(&reading.arena, 1 << 20);
    problem_list_init(&reading.problems, &reading.arena);
    while (*line && text_split(&rest, ' ', &part)) {
        size_t equals = text_find(part, '=');
        parameters[count].name = (struct text){part.data, equals};
        parameters[count++].value = (struct text){part.data + equals + 1, part.length - equals - 1};
    }
    reading.error = query_read(registry_find(tandem_registry(), text_from(resource)), parameters, count,
        &reading.arena, &reading.problems, &reading.query);
    return &reading;
}

static void reads_filters_sort_and_page(void **state)
{
    (void)state;
    struct reading *reading = read("products",
        "stage=plan,develop line=line-2, q=kettle sort=-name limit=7 cursor=abc count=true source=x");
    const struct record_query *records = &reading->query.records;
    assert_int_equal(reading->error, ERROR_NONE);
    assert_int_equal(records->filter_count, 4);
    assert_int_equal(records->filters[0].count, 2);
    assert_text_equal(records->filters[0].values[1].text, "develop");
    assert_text_equal(records->filters[1].values[0].text, "LINE-2");
    assert_int_equal(records->filters[1].values[1].kind, VALUE_NULL);
    assert_int_equal(records->filters[2].field, RECORD_FILTER_QUERY);
    assert_int_equal(records->filters[3].field, RECORD_FILTER_SOURCE);
    assert_string_equal(records->sort->name, "name");
    assert_true(records->descending && records->count);
    assert_int_equal(records->limit, 7);
    assert_text_equal(records->cursor, "abc");
    assert_false(reading->query.fields.given);
    arena_free(&reading->arena);
}

static void reads_fields(void **state)
{
    (void)state;
    struct reading *reading = read("products", "fields=key,name,version");
    assert_int_equal(reading->error, ERROR_NONE);
    assert_true(reading->query.fields.given && reading->query.fields.system[SYSTEM_KEY]);
    assert_true(reading->query.fields.system[SYSTEM_VERSION]);
    assert_false(reading->query.fields.system[SYSTEM_SOURCE]);
    assert_int_equal(reading->query.records.limit, QUERY_LIMIT_DEFAULT);
    arena_free(&reading->arena);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *line, *field, *message;
        enum error error;
    } cases[] = {
        {"colour=red", "colour", "\"colour\" is no filter of products.", ERROR_UNKNOWN_PARAMETER},
        {"stge=plan", "stge", "did you mean \"stage\"?", ERROR_UNKNOWN_PARAMETER},
        {"website=x", "website", "cannot be filtered by website", ERROR_UNKNOWN_PARAMETER},
        {"stage=planned", "stage", "\"planned\" is not one of", ERROR_SYNTAX},
        {"line=7", "line", "Must be the key of a record", ERROR_SYNTAX},
        {"sort=colour", "sort", "cannot be sorted by \"colour\"; they can by", ERROR_SYNTAX},
        {"fields=nam", "fields", "did you mean \"name\"?", ERROR_SYNTAX},
        {"limit=0", "limit", "from 1 to 1000", ERROR_SYNTAX},
        {"limit=1001", "limit", "from 1 to 1000", ERROR_SYNTAX},
        {"count=1", "count", "true or false", ERROR_SYNTAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading *reading = read("products", cases[i].line);
        assert_int_equal(reading->error, cases[i].error);
        assert_string_equal(reading->problems.first->field, cases[i].field);
        if (!strstr(reading->problems.first->message, cases[i].message))
            fail_msg("%s: %s", cases[i].line, reading->problems.first->message);
        arena_free(&reading->arena);
    }
    struct reading *reading = read("products", "colour=red limit=x stage=y");
    assert_int_equal(reading->error, ERROR_UNKNOWN_PARAMETER);
    assert_int_equal(reading->problems.count, 3);
    arena_free(&reading->arena);
}

static void takes_no_more_than_the_store_does(void **state)
{
    (void)state;
    char many[512] = "stage=plan";
    for (int i = 0; i < 60; i++)
        (void)snprintf(many + strlen(many), sizeof many - strlen(many), ",plan");
    struct reading *reading = read("products", many);
    assert_int_equal(reading->error, ERROR_SYNTAX);
    arena_free(&reading->arena);
    char filters[512] = "q=a";
    for (int i = 0; i < RECORD_FILTERS_MAXIMUM; i++)
        (void)snprintf(filters + strlen(filters), sizeof filters - strlen(filters), " stage=plan");
    reading = read("products", filters);
    assert_int_equal(reading->error, ERROR_SYNTAX);
    arena_free(&reading->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_filters_sort_and_page),
        cmocka_unit_test(reads_fields),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(takes_no_more_than_the_store_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
