// SPDX-License-Identifier: Apache-2.0
// Rules of resources that look at other records: trees without cycles, one map in force, keys that follow the
// line, always an administrator, tokens of one's own. The same on both databases.
#include "fixture.h"

#include "access/token.h"
#include "access/user.h"
#include "access/view.h"
#include "base/calendar.h"
#include "journal/comment.h"
#include "people/map.h"
#include "people/map_entry.h"
#include "people/person.h"
#include "product/line.h"
#include "product/product.h"
#include "store/records.h"

// What to write: fields and values in turn, ended by NULL; a value NULL empties the field.
struct step {
    struct fixture *fixture;
    const struct actor *actor;
    const struct resource *resource;
    const char *key; // of the record; NULL creates one
    const char *const *fields;
    const struct action *action;
    bool is_deletion;
    char made[32]; // key of the record afterwards
};

static enum error step_input(struct step *step, struct record_input **ret_input)
{
    struct arena *arena = &step->fixture->arena;
    *ret_input = record_input_new(step->resource, arena);
    assert_non_null(*ret_input);
    for (const char *const *field = step->fields; *field; field += 2) {
        int index = resource_field(step->resource, text_from(field[0]));
        assert_true(index >= 0);
        struct value value;
        enum error error = field_parse(
            &step->resource->fields[index], text_from(field[1]), arena, &step->fixture->problems, &value);
        if (error) return error;
        record_input_set(*ret_input, (size_t)index, value);
    }
    return ERROR_NONE;
}

static enum error step_run(struct transaction *transaction, void *closure)
{
    struct step *step = closure;
    struct fixture *fixture = step->fixture;
    struct record_input *input = NULL;
    struct record *record = NULL;
    struct text key = text_from(step->key);
    fixture_reset(fixture);
    if (step->is_deletion)
        return record_delete(
            transaction, step->actor, step->resource, key, 0, &fixture->arena, &fixture->problems);
    enum error error = ERROR_NONE;
    if (step->action) {
        const struct value values[] = {value_string(step->fields[0])};
        error = record_act(transaction, step->actor, step->resource, key, step->action, values, 0,
            &fixture->arena, &fixture->problems, &record);
    } else {
        error = step_input(step, &input);
        if (!error && step->key)
            error = record_update(
                transaction, step->actor, key, 0, input, &fixture->arena, &fixture->problems, &record, NULL);
        else if (!error)
            error =
                record_create(transaction, step->actor, input, &fixture->arena, &fixture->problems, &record);
    }
    if (!error) (void)snprintf(step->made, sizeof step->made, "%.*s", TEXT_PRINT(record->key));
    return error;
}

static const struct actor local = {
    .user = TEXT_CONSTANT("system"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_ADMINISTER, .via = "cli"};

#define FIELDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static enum error change(struct fixture *fixture, const struct actor *actor, const struct resource *resource,
    const char *key, const char *const *fields)
{
    struct step step = {
        .fixture = fixture, .actor = actor, .resource = resource, .key = key, .fields = fields};
    return store_write(fixture->store, step_run, &step);
}

static const char *make_as(struct fixture *fixture, const struct actor *actor,
    const struct resource *resource, char key[32], const char *const *fields)
{
    struct step step = {.fixture = fixture, .actor = actor, .resource = resource, .fields = fields};
    enum error error = store_write(fixture->store, step_run, &step);
    if (error) fail_msg("%s: %s", error_name(error), fixture_problems(fixture));
    memcpy(key, step.made, sizeof step.made);
    return key;
}

static const char *make(
    struct fixture *fixture, const struct resource *resource, char key[32], const char *const *fields)
{
    return make_as(fixture, &local, resource, key, fields);
}

static enum error drop(
    struct fixture *fixture, const struct actor *actor, const struct resource *resource, const char *key)
{
    struct step step = {
        .fixture = fixture, .actor = actor, .resource = resource, .key = key, .is_deletion = true};
    return store_write(fixture->store, step_run, &step);
}

// Reads a field of a record, as text in the fixture's arena.
static struct text read_field(struct fixture *fixture, const struct actor *actor,
    const struct resource *resource, const char *key, size_t field)
{
    struct transaction *transaction;
    struct record *record = NULL;
    struct text text = TEXT("");
    fixture_reset(fixture);
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(
        record_get(transaction, actor, resource, text_from(key), &fixture->arena, &record), ERROR_NONE);
    assert_int_equal(
        field_print(&resource->fields[field], record->values[field], &fixture->arena, &text), ERROR_NONE);
    transaction_end(transaction);
    return text;
}

static void refused(struct fixture *fixture, enum error error, const char *problems)
{
    assert_string_equal(error_name(error), "invalid");
    assert_string_equal(fixture_problems(fixture), problems);
}

static void lines_make_no_cycle(void **state)
{
    struct fixture *fixture = *state;
    char outer[32], middle[32], inner[32];
    make(fixture, &line_resource, outer, FIELDS("name", "Outer"));
    make(fixture, &line_resource, middle, FIELDS("name", "Middle", "parent", outer));
    make(fixture, &line_resource, inner, FIELDS("name", "Inner", "parent", middle));
    refused(fixture, change(fixture, &local, &line_resource, outer, FIELDS("parent", outer)),
        "parent: A line cannot lie inside itself.\n");
    refused(fixture, change(fixture, &local, &line_resource, outer, FIELDS("parent", inner)),
        "parent: LINE-3 lies inside this line already.\n");
    refused(fixture, change(fixture, &local, &line_resource, middle, FIELDS("parent", inner)),
        "parent: LINE-3 lies inside this line already.\n");
    assert_int_equal(change(fixture, &local, &line_resource, inner, FIELDS("parent", outer)), ERROR_NONE);
    assert_int_equal(change(fixture, &local, &line_resource, middle, FIELDS("parent", inner)), ERROR_NONE);
}

static void lines_lie_eight_deep_at_most(void **state)
{
    struct fixture *fixture = *state;
    char keys[LINE_DEPTH_MAXIMUM][32], other[32], below[32], spare[32];
    make(fixture, &line_resource, keys[0], FIELDS("name", "Level 1"));
    for (size_t i = 1; i < LINE_DEPTH_MAXIMUM; i++)
        make(fixture, &line_resource, keys[i], FIELDS("name", "A level", "parent", keys[i - 1]));
    struct step ninth = {.fixture = fixture,
        .actor = &local,
        .resource = &line_resource,
        .fields = FIELDS("name", "Level 9", "parent", keys[LINE_DEPTH_MAXIMUM - 1])};
    refused(fixture, store_write(fixture->store, step_run, &ninth),
        "parent: Lines would lie 9 deep; at most 8 are possible.\n");
    // A line that is moved takes along what lies inside it.
    make(fixture, &line_resource, other, FIELDS("name", "Other"));
    make(fixture, &line_resource, below, FIELDS("name", "Below", "parent", other));
    make(fixture, &line_resource, spare, FIELDS("name", "Spare"));
    refused(fixture, change(fixture, &local, &line_resource, other, FIELDS("parent", keys[6])),
        "parent: Lines would lie 9 deep; at most 8 are possible.\n");
    assert_int_equal(change(fixture, &local, &line_resource, other, FIELDS("parent", keys[5])), ERROR_NONE);
    assert_int_equal(change(fixture, &local, &line_resource, spare, FIELDS("parent", keys[6])), ERROR_NONE);
}

static void nobody_reports_to_those_who_report_to_them(void **state)
{
    struct fixture *fixture = *state;
    char chief[32], head[32], member[32];
    make(fixture, &person_resource, chief, FIELDS("name", "Chief"));
    make(fixture, &person_resource, head, FIELDS("name", "Head", "manager", chief));
    make(fixture, &person_resource, member, FIELDS("name", "Member", "manager", head));
    refused(fixture, change(fixture, &local, &person_resource, chief, FIELDS("manager", chief)),
        "manager: Nobody reports to themselves.\n");
    refused(fixture, change(fixture, &local, &person_resource, chief, FIELDS("manager", member)),
        "manager: PERS-3 reports to this person, directly or through others.\n");
    refused(fixture, change(fixture, &local, &person_resource, head, FIELDS("manager", member)),
        "manager: PERS-3 reports to this person, directly or through others.\n");
    assert_int_equal(change(fixture, &local, &person_resource, member, FIELDS("manager", chief)), ERROR_NONE);
    assert_int_equal(change(fixture, &local, &person_resource, head, FIELDS("manager", member)), ERROR_NONE);
}

static void keys_of_products_follow_their_line(void **state)
{
    struct fixture *fixture = *state;
    char cloud[32], inside[32], own[32], plain[32], product[32];
    make(fixture, &line_resource, cloud, FIELDS("name", "Cloud", "key_prefix", "CLOUD"));
    make(fixture, &line_resource, inside, FIELDS("name", "Inside", "parent", cloud));
    make(fixture, &line_resource, own, FIELDS("name", "Own", "parent", inside, "key_prefix", "OWN"));
    make(fixture, &line_resource, plain, FIELDS("name", "Plain"));
    assert_string_equal(make(fixture, &product_resource, product, FIELDS("name", "None")), "PROD-1");
    make(fixture, &product_resource, product, FIELDS("name", "In plain", "line", plain));
    assert_string_equal(product, "PROD-2");
    make(fixture, &product_resource, product, FIELDS("name", "In own", "line", own));
    assert_string_equal(product, "OWN-1");
    make(fixture, &product_resource, product, FIELDS("name", "In inside", "line", inside));
    assert_string_equal(product, "CLOUD-1");

    // One that moves gets a new key, and the old one still leads to it.
    struct step move = {.fixture = fixture,
        .actor = &local,
        .resource = &product_resource,
        .key = "PROD-2",
        .fields = FIELDS("line", cloud)};
    assert_int_equal(store_write(fixture->store, step_run, &move), ERROR_NONE);
    assert_string_equal(move.made, "CLOUD-2");
    assert_text_equal(read_field(fixture, &local, &product_resource, "PROD-2", PRODUCT_NAME), "In plain");
    // Another line with the same prefix is no reason for a new key.
    struct step stay = {.fixture = fixture,
        .actor = &local,
        .resource = &product_resource,
        .key = "CLOUD-2",
        .fields = FIELDS("line", inside)};
    assert_int_equal(store_write(fixture->store, step_run, &stay), ERROR_NONE);
    assert_string_equal(stay.made, "CLOUD-2");
}

static enum error act(struct fixture *fixture, const struct actor *actor, const char *key,
    enum map_action action, const char *day)
{
    struct step step = {.fixture = fixture,
        .actor = actor,
        .resource = &map_resource,
        .key = key,
        .action = &map_actions[action],
        .fields = FIELDS(day)};
    return store_write(fixture->store, step_run, &step);
}

static void one_map_is_in_force(void **state)
{
    struct fixture *fixture = *state;
    char first[32], second[32], today[CALENDAR_DATE_SIZE];
    make(fixture, &map_resource, first, FIELDS("name", "First", "code", "first"));
    make(fixture, &map_resource, second, FIELDS("name", "Second", "code", "second"));
    assert_text_equal(read_field(fixture, &local, &map_resource, first, MAP_STATUS), "draft");
    calendar_print_date(calendar_today(), today);
    assert_int_equal(act(fixture, &local, first, MAP_PUT_IN_FORCE, NULL), ERROR_NONE);
    assert_text_equal(read_field(fixture, &local, &map_resource, first, MAP_STATUS), "in_force");
    assert_text_equal(read_field(fixture, &local, &map_resource, first, MAP_IN_FORCE_ON), today);
    refused(fixture, act(fixture, &local, first, MAP_PUT_IN_FORCE, NULL),
        "status: The map is in force already.\n");

    assert_int_equal(act(fixture, &local, second, MAP_PUT_IN_FORCE, "2030-01-01"), ERROR_NONE);
    assert_text_equal(read_field(fixture, &local, &map_resource, first, MAP_STATUS), "superseded");
    assert_text_equal(read_field(fixture, &local, &map_resource, second, MAP_STATUS), "in_force");
    assert_text_equal(read_field(fixture, &local, &map_resource, second, MAP_IN_FORCE_ON), "2030-01-01");
    refused(fixture, act(fixture, &local, first, MAP_SUPERSEDE, NULL),
        "status: Only a map that is in force can be superseded.\n");
    assert_int_equal(act(fixture, &local, first, MAP_PUT_IN_FORCE, NULL), ERROR_NONE);
    assert_text_equal(read_field(fixture, &local, &map_resource, second, MAP_STATUS), "superseded");
    assert_int_equal(act(fixture, &local, first, MAP_SUPERSEDE, NULL), ERROR_NONE);
    assert_text_equal(read_field(fixture, &local, &map_resource, first, MAP_STATUS), "superseded");

    refused(fixture, change(fixture, &local, &map_resource, first, FIELDS("status", "in_force")),
        "status: Is changed by an action and cannot be set.\n");
    const struct actor member = {
        .user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    assert_int_equal(act(fixture, &member, first, MAP_PUT_IN_FORCE, NULL), ERROR_FORBIDDEN);
}

static void an_administrator_is_always_left(void **state)
{
    struct fixture *fixture = *state;
    char one[32], two[32];
    make(fixture, &user_resource, one,
        FIELDS("name", "One", "email", "One@Example.ORG", "role", "administrator"));
    make(fixture, &user_resource, two, FIELDS("name", "Two", "email", "two@example.org", "role", "member"));
    assert_text_equal(read_field(fixture, &local, &user_resource, one, USER_EMAIL), "one@example.org");
    refused(fixture, change(fixture, &local, &user_resource, one, FIELDS("role", "member")),
        "role: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, change(fixture, &local, &user_resource, one, FIELDS("disabled", "true")),
        "disabled: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, drop(fixture, &local, &user_resource, one),
        "-: The last administrator cannot be deleted.\n");
    assert_int_equal(change(fixture, &local, &user_resource, one, FIELDS("name", "Still one")), ERROR_NONE);

    assert_int_equal(
        change(fixture, &local, &user_resource, two, FIELDS("role", "administrator")), ERROR_NONE);
    assert_int_equal(change(fixture, &local, &user_resource, one, FIELDS("disabled", "true")), ERROR_NONE);
    // A disabled one does not count.
    refused(fixture, change(fixture, &local, &user_resource, two, FIELDS("role", "viewer")),
        "role: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, drop(fixture, &local, &user_resource, two),
        "-: The last administrator cannot be deleted.\n");
    assert_int_equal(drop(fixture, &local, &user_resource, one), ERROR_NONE);
}

static void addresses_differ_by_more_than_case(void **state)
{
    struct fixture *fixture = *state;
    char one[32], two[32];
    make(fixture, &user_resource, one, FIELDS("name", "One", "email", "one@example.org", "role", "member"));
    struct step again = {.fixture = fixture,
        .actor = &local,
        .resource = &user_resource,
        .fields = FIELDS("name", "Again", "email", "ONE@example.org", "role", "member")};
    assert_string_equal(error_name(store_write(fixture->store, step_run, &again)), "conflict");
    make(fixture, &user_resource, two, FIELDS("name", "Two", "email", "two@example.org", "role", "member"));
    assert_string_equal(
        error_name(change(fixture, &local, &user_resource, two, FIELDS("email", "One@Example.org"))),
        "conflict");
}

static void a_token_belongs_to_whoever_makes_it(void **state)
{
    struct fixture *fixture = *state;
    char user[32], token[32], soon[CALENDAR_DATE_SIZE], late[CALENDAR_DATE_SIZE], past[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_today() + TOKEN_LIFE_MAXIMUM - 1, soon);
    calendar_print_date(calendar_today() + TOKEN_LIFE_MAXIMUM + 2, late);
    calendar_print_date(calendar_today() - 2, past);
    make(fixture, &user_resource, user, FIELDS("name", "One", "email", "one@example.org", "role", "viewer"));
    const struct actor owner = {
        .user = text_from(user), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-9"), .role = ACCESS_ORGANISER, .scope = SCOPE_ADMINISTER, .via = "api"};
    make_as(fixture, &owner, &token_resource, token,
        FIELDS("name", "Build", "scope", "read", "expires_on", soon));
    assert_text_equal(read_field(fixture, &owner, &token_resource, token, TOKEN_USER), user);
    assert_int_equal(drop(fixture, &other, &token_resource, token), ERROR_FORBIDDEN);
    for (int i = 0; i < 2; i++) {
        struct step wrong = {.fixture = fixture,
            .actor = &owner,
            .resource = &token_resource,
            .fields = FIELDS("name", "Build", "scope", "read", "expires_on", i ? late : past)};
        refused(fixture, store_write(fixture->store, step_run, &wrong),
            "expires_on: Must be today or later, and at most a year ahead.\n");
    }
    struct step nobody = {.fixture = fixture,
        .actor = &local,
        .resource = &token_resource,
        .fields = FIELDS("name", "Build", "scope", "read", "expires_on", soon)};
    refused(fixture, store_write(fixture->store, step_run, &nobody),
        "user: A token belongs to a user; say which.\n");
    refused(fixture, change(fixture, &owner, &token_resource, token, FIELDS("scope", "administer")),
        "scope: Is given on creation and cannot be changed.\n");
    assert_int_equal(change(fixture, &owner, &token_resource, token, FIELDS("name", "Nightly")), ERROR_NONE);
}

static void comments_are_their_authors(void **state)
{
    struct fixture *fixture = *state;
    char product[32], comment[32];
    make(fixture, &product_resource, product, FIELDS("name", "Kettle"));
    const struct actor author = {
        .user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-2"), .role = ACCESS_ORGANISER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor administrator = {
        .user = TEXT("USER-3"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_ADMINISTER, .via = "api"};
    make_as(fixture, &author, &comment_resource, comment, FIELDS("record", product, "body", "Looks good."));
    assert_int_equal(
        change(fixture, &other, &comment_resource, comment, FIELDS("body", "Bad.")), ERROR_FORBIDDEN);
    assert_int_equal(
        change(fixture, &administrator, &comment_resource, comment, FIELDS("body", "Bad.")), ERROR_FORBIDDEN);
    assert_int_equal(
        change(fixture, &author, &comment_resource, comment, FIELDS("body", "Looks better.")), ERROR_NONE);
    assert_text_equal(read_field(fixture, &other, &comment_resource, comment, COMMENT_BODY), "Looks better.");
    assert_int_equal(drop(fixture, &other, &comment_resource, comment), ERROR_FORBIDDEN);
    assert_int_equal(drop(fixture, &administrator, &comment_resource, comment), ERROR_NONE);
}

static void views_are_ones_own_until_shared(void **state)
{
    struct fixture *fixture = *state;
    char view[32];
    const struct actor owner = {
        .user = TEXT("USER-1"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-2"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    make_as(fixture, &owner, &view_resource, view,
        FIELDS("name", "Plans", "screen", "portfolio", "query", "stage=plan"));
    struct transaction *transaction;
    struct record *record = NULL;
    fixture_reset(fixture);
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_not_equal(
        record_get(transaction, &other, &view_resource, text_from(view), &fixture->arena, &record),
        ERROR_NONE);
    transaction_end(transaction);
    assert_int_equal(change(fixture, &owner, &view_resource, view, FIELDS("shared", "true")), ERROR_NONE);
    assert_text_equal(read_field(fixture, &other, &view_resource, view, VIEW_NAME), "Plans");
    assert_int_equal(change(fixture, &other, &view_resource, view, FIELDS("name", "Mine")), ERROR_FORBIDDEN);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_make_no_cycle),
        CASE(lines_lie_eight_deep_at_most),
        CASE(nobody_reports_to_those_who_report_to_them),
        CASE(keys_of_products_follow_their_line),
        CASE(one_map_is_in_force),
        CASE(an_administrator_is_always_left),
        CASE(addresses_differ_by_more_than_case),
        CASE(a_token_belongs_to_whoever_makes_it),
        CASE(comments_are_their_authors),
        CASE(views_are_ones_own_until_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
