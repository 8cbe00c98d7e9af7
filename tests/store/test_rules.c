// SPDX-License-Identifier: Apache-2.0
// Rules of resources that look at other records: trees without cycles, one map in force, keys that follow the
// line, always an administrator, tokens of one's own. The same on both databases.
#include "records_fixture.h"

#include "access/token.h"
#include "base/calendar.h"
#include "product/line.h"

static const struct actor local = {
    .user = TEXT_CONSTANT("system"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_ADMINISTER, .via = "cli"};

// Changes a record whatever its version; what it is afterwards does not matter.
static enum error change(
    struct fixture *fixture, const struct actor *actor, const char *key, const struct given *given)
{
    struct record *record = NULL;
    return update_as(fixture, actor, key, 0, given, &record);
}

static enum error attempt(
    struct fixture *fixture, const struct actor *actor, const char *resource, const struct given *given)
{
    struct record *record = NULL;
    return create_as(fixture, actor, resource, given, &record);
}

static const char *make_as(
    struct fixture *fixture, const struct actor *actor, const char *resource, const struct given *given)
{
    struct record *record = NULL;
    enum error error = create_as(fixture, actor, resource, given, &record);
    if (error) fail_msg("%s: %s", error_name(error), fixture_problems(fixture));
    return text_copy(record->key, &fixture->arena);
}

static void shows(struct fixture *fixture, const char *key, const char *field, const char *expected)
{
    assert_string_equal(shown(fixture, get(fixture, key), field), expected);
}

static void refused(struct fixture *fixture, enum error error, const char *problems)
{
    assert_string_equal(error_name(error), "invalid");
    assert_string_equal(fixture_problems(fixture), problems);
}

static void lines_make_no_cycle(void **state)
{
    struct fixture *fixture = *state;
    const char *outer, *middle, *inner;
    outer = create(fixture, "lines", GIVEN({"name", "Outer"}));
    middle = create(fixture, "lines", GIVEN({"name", "Middle"}, {"parent", outer}));
    inner = create(fixture, "lines", GIVEN({"name", "Inner"}, {"parent", middle}));
    refused(fixture, change(fixture, &local, outer, GIVEN({"parent", outer})),
        "parent: A line cannot lie inside itself.\n");
    refused(fixture, change(fixture, &local, outer, GIVEN({"parent", inner})),
        "parent: LINE-3 lies inside this line already.\n");
    refused(fixture, change(fixture, &local, middle, GIVEN({"parent", inner})),
        "parent: LINE-3 lies inside this line already.\n");
    assert_int_equal(change(fixture, &local, inner, GIVEN({"parent", outer})), ERROR_NONE);
    assert_int_equal(change(fixture, &local, middle, GIVEN({"parent", inner})), ERROR_NONE);
}

static void lines_lie_eight_deep_at_most(void **state)
{
    struct fixture *fixture = *state;
    const char *keys[LINE_DEPTH_MAXIMUM], *other, *spare;
    keys[0] = create(fixture, "lines", GIVEN({"name", "Level 1"}));
    for (size_t i = 1; i < LINE_DEPTH_MAXIMUM; i++)
        keys[i] = create(fixture, "lines", GIVEN({"name", "A level"}, {"parent", keys[i - 1]}));
    refused(fixture,
        attempt(
            fixture, &local, "lines", GIVEN({"name", "Level 9"}, {"parent", keys[LINE_DEPTH_MAXIMUM - 1]})),
        "parent: Lines would lie 9 deep; at most 8 are possible.\n");
    // A line that is moved takes along what lies inside it.
    other = create(fixture, "lines", GIVEN({"name", "Other"}));
    (void)create(fixture, "lines", GIVEN({"name", "Below"}, {"parent", other}));
    spare = create(fixture, "lines", GIVEN({"name", "Spare"}));
    refused(fixture, change(fixture, &local, other, GIVEN({"parent", keys[6]})),
        "parent: Lines would lie 9 deep; at most 8 are possible.\n");
    assert_int_equal(change(fixture, &local, other, GIVEN({"parent", keys[5]})), ERROR_NONE);
    assert_int_equal(change(fixture, &local, spare, GIVEN({"parent", keys[6]})), ERROR_NONE);
}

static void nobody_reports_to_those_who_report_to_them(void **state)
{
    struct fixture *fixture = *state;
    const char *chief, *head, *member;
    chief = create(fixture, "people", GIVEN({"name", "Chief"}));
    head = create(fixture, "people", GIVEN({"name", "Head"}, {"manager", chief}));
    member = create(fixture, "people", GIVEN({"name", "Member"}, {"manager", head}));
    refused(fixture, change(fixture, &local, chief, GIVEN({"manager", chief})),
        "manager: Nobody reports to themselves.\n");
    refused(fixture, change(fixture, &local, chief, GIVEN({"manager", member})),
        "manager: PERS-3 reports to this person, directly or through others.\n");
    refused(fixture, change(fixture, &local, head, GIVEN({"manager", member})),
        "manager: PERS-3 reports to this person, directly or through others.\n");
    assert_int_equal(change(fixture, &local, member, GIVEN({"manager", chief})), ERROR_NONE);
    assert_int_equal(change(fixture, &local, head, GIVEN({"manager", member})), ERROR_NONE);
}

static void keys_of_products_follow_their_line(void **state)
{
    struct fixture *fixture = *state;
    const char *cloud, *inside, *own, *plain, *product;
    cloud = create(fixture, "lines", GIVEN({"name", "Cloud"}, {"key_prefix", "CLOUD"}));
    inside = create(fixture, "lines", GIVEN({"name", "Inside"}, {"parent", cloud}));
    own = create(fixture, "lines", GIVEN({"name", "Own"}, {"parent", inside}, {"key_prefix", "OWN"}));
    plain = create(fixture, "lines", GIVEN({"name", "Plain"}));
    assert_string_equal(product = create(fixture, "products", GIVEN({"name", "None"})), "PROD-1");
    product = create(fixture, "products", GIVEN({"name", "In plain"}, {"line", plain}));
    assert_string_equal(product, "PROD-2");
    product = create(fixture, "products", GIVEN({"name", "In own"}, {"line", own}));
    assert_string_equal(product, "OWN-1");
    product = create(fixture, "products", GIVEN({"name", "In inside"}, {"line", inside}));
    assert_string_equal(product, "CLOUD-1");

    // One that moves gets a new key, and the old one still leads to it.
    assert_text_equal(update(fixture, "PROD-2", GIVEN({"line", cloud}))->key, "CLOUD-2");
    shows(fixture, "PROD-2", "name", "In plain");
    // Another line with the same prefix is no reason for a new key.
    assert_text_equal(update(fixture, "CLOUD-2", GIVEN({"line", inside}))->key, "CLOUD-2");
}

static enum error act(
    struct fixture *fixture, const struct actor *actor, const char *key, const char *action, const char *day)
{
    struct record *record = NULL;
    const struct value input[] = {value_string(day)};
    return act_as(fixture, actor, key, action, input, &record);
}

static void one_map_is_in_force(void **state)
{
    struct fixture *fixture = *state;
    const char *first, *second;
    char today[CALENDAR_DATE_SIZE];
    first = create(fixture, "maps", GIVEN({"name", "First"}, {"code", "first"}));
    second = create(fixture, "maps", GIVEN({"name", "Second"}, {"code", "second"}));
    shows(fixture, first, "status", "draft");
    calendar_print_date(calendar_today(), today);
    assert_int_equal(act(fixture, &local, first, "put_in_force", NULL), ERROR_NONE);
    shows(fixture, first, "status", "in_force");
    shows(fixture, first, "in_force_on", today);
    refused(
        fixture, act(fixture, &local, first, "put_in_force", NULL), "status: The map is in force already.\n");

    refused(fixture, act(fixture, &local, second, "put_in_force", "2020-01-01"),
        "in_force_on: Must be today or later: on past days other maps have decided, and that stays as it "
        "was.\n");
    assert_int_equal(act(fixture, &local, second, "put_in_force", "2099-01-01"), ERROR_NONE);
    shows(fixture, first, "status", "superseded");
    shows(fixture, first, "superseded_on", "2099-01-01");
    shows(fixture, second, "status", "in_force");
    shows(fixture, second, "in_force_on", "2099-01-01");
    refused(fixture, act(fixture, &local, first, "supersede", NULL),
        "status: Only a map that is in force can be superseded.\n");

    // Withdrawn before its day, the second is a draft again, and the first goes on.
    assert_int_equal(act(fixture, &local, second, "supersede", NULL), ERROR_NONE);
    shows(fixture, second, "status", "draft");
    shows(fixture, second, "in_force_on", "");
    shows(fixture, first, "status", "in_force");
    shows(fixture, first, "superseded_on", "");

    // A day that another one waits for cannot be taken from it.
    const char *third = create(fixture, "maps", GIVEN({"name", "Third"}, {"code", "third"}));
    assert_int_equal(act(fixture, &local, second, "put_in_force", "2099-01-01"), ERROR_NONE);
    refused(fixture, act(fixture, &local, third, "put_in_force", "2098-01-01"),
        "in_force_on: Second (MAP-2) is to decide from 2099-01-01 on already; choose a later day, or "
        "supersede it "
        "first.\n");
    assert_int_equal(act(fixture, &local, third, "put_in_force", "2099-06-01"), ERROR_NONE);
    shows(fixture, second, "superseded_on", "2099-06-01");

    // A map for a unit stands beside that of the company.
    create(fixture, "units", GIVEN({"name", "Water"}));
    const char *water =
        create(fixture, "maps", GIVEN({"name", "Water"}, {"code", "water"}, {"scope", "UNIT-1"}));
    assert_int_equal(act(fixture, &local, water, "put_in_force", NULL), ERROR_NONE);
    shows(fixture, third, "status", "in_force");
    assert_int_equal(act(fixture, &local, water, "supersede", NULL), ERROR_NONE);
    shows(fixture, water, "superseded_on", today);
    const char *again = arena_print(&fixture->arena,
        "status: The map was in force before (from %s to %s); copy it (tandem map copy %s) and put the copy "
        "in "
        "force.\n",
        today, today, water);
    refused(fixture, act(fixture, &local, water, "put_in_force", NULL), again);

    refused(fixture, change(fixture, &local, first, GIVEN({"status", "in_force"})),
        "status: Is changed by an action and cannot be set.\n");
    const struct actor member = {
        .user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    assert_int_equal(act(fixture, &member, first, "put_in_force", NULL), ERROR_FORBIDDEN);
}

// Entries of what decides stay, those of a draft are free, and no two of an activity meet in one product.
static void entries_change_in_drafts_only(void **state)
{
    struct fixture *fixture = *state;
    const char *map = create(fixture, "maps", GIVEN({"name", "First"}, {"code", "first"}));
    create(fixture, "activities", GIVEN({"name", "Roadmap"}, {"code", "roadmap"}));
    const char *early = create(fixture, "map-entries",
        GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pm"}, {"accountable", "product_manager"},
            {"to_stage", "develop"}));
    struct record *record = NULL;
    const char *const spans[][2] = {{NULL, NULL}, {"develop", NULL}, {NULL, "conceive"}, {"plan", "plan"}};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        assert_int_equal(
            create_as(fixture, NULL, "map-entries",
                GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pmm"}, {"accountable", "sales"},
                    {"from_stage", spans[i][0]}, {"to_stage", spans[i][1]}),
                &record),
            ERROR_CONFLICT);
    assert_int_equal(create_as(fixture, NULL, "map-entries",
                         GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pmm"}, {"accountable", "sales"},
                             {"from_stage", "retire"}, {"to_stage", "launch"}),
                         &record),
        ERROR_INVALID);
    create(fixture, "map-entries",
        GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pmm"}, {"accountable", "sales"},
            {"from_stage", "qualify"}, {"horizons", "current"}));
    create(fixture, "map-entries",
        GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pm"}, {"accountable", "support"},
            {"from_stage", "qualify"}, {"horizons", "next,future"}));
    assert_int_equal(change(fixture, &local, early, GIVEN({"to_stage", "deliver"})), ERROR_CONFLICT);

    // What was read about a draft is true until it changes.
    assert_int_equal(act(fixture, &local, map, "read_effect", NULL), ERROR_NONE);
    shows(fixture, map, "effect_read_by", "system");
    assert_int_equal(change(fixture, &local, early, GIVEN({"note", "Because."})), ERROR_NONE);
    shows(fixture, map, "effect_read_by", "");
    assert_int_equal(act(fixture, &local, map, "read_effect", NULL), ERROR_NONE);
    assert_int_equal(change(fixture, &local, map, GIVEN({"mode", "strict"})), ERROR_NONE);
    shows(fixture, map, "effect_read_on", "");

    assert_int_equal(act(fixture, &local, map, "put_in_force", NULL), ERROR_NONE);
    static const char copy_it[] = "First (MAP-1) is in force, and a map that decides is not edited: copy it "
                                  "(tandem map copy MAP-1), change "
                                  "the copy, and put that in force.\n";
    refused(fixture, change(fixture, &local, early, GIVEN({"note", "Otherwise."})),
        arena_print(&fixture->arena, "map: %s", copy_it));
    refused(fixture, change(fixture, &local, map, GIVEN({"mode", "advisory"})),
        arena_print(&fixture->arena, "mode: %s", copy_it));
    assert_int_equal(change(fixture, &local, map, GIVEN({"reason", "A better word."})), ERROR_NONE);
    assert_int_equal(act(fixture, &local, map, "read_effect", NULL), ERROR_INVALID);
    assert_int_equal(
        create_as(fixture, NULL, "map-entries",
            GIVEN({"map", map}, {"activity", "ACT-1"}, {"side", "pm"}, {"accountable", "sales"}), &record),
        ERROR_INVALID);
}

static void an_administrator_is_always_left(void **state)
{
    struct fixture *fixture = *state;
    const char *one, *two;
    one = create(
        fixture, "users", GIVEN({"name", "One"}, {"email", "One@Example.ORG"}, {"role", "administrator"}));
    two = create(fixture, "users", GIVEN({"name", "Two"}, {"email", "two@example.org"}, {"role", "member"}));
    shows(fixture, one, "email", "one@example.org");
    refused(fixture, change(fixture, &local, one, GIVEN({"role", "member"})),
        "role: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, change(fixture, &local, one, GIVEN({"disabled", "true"})),
        "disabled: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, delete_as(fixture, &local, one, 0), "-: The last administrator cannot be deleted.\n");
    assert_int_equal(change(fixture, &local, one, GIVEN({"name", "Still one"})), ERROR_NONE);

    assert_int_equal(change(fixture, &local, two, GIVEN({"role", "administrator"})), ERROR_NONE);
    assert_int_equal(change(fixture, &local, one, GIVEN({"disabled", "true"})), ERROR_NONE);
    // A disabled one does not count.
    refused(fixture, change(fixture, &local, two, GIVEN({"role", "viewer"})),
        "role: The last administrator cannot be disabled or given another role.\n");
    refused(fixture, delete_as(fixture, &local, two, 0), "-: The last administrator cannot be deleted.\n");
    assert_int_equal(delete_as(fixture, &local, one, 0), ERROR_NONE);
}

static void addresses_differ_by_more_than_case(void **state)
{
    struct fixture *fixture = *state;
    const char *two;
    (void)create(fixture, "users", GIVEN({"name", "One"}, {"email", "one@example.org"}, {"role", "member"}));
    assert_string_equal(error_name(attempt(fixture, &local, "users",
                            GIVEN({"name", "Again"}, {"email", "ONE@example.org"}, {"role", "member"}))),
        "conflict");
    two = create(fixture, "users", GIVEN({"name", "Two"}, {"email", "two@example.org"}, {"role", "member"}));
    assert_string_equal(
        error_name(change(fixture, &local, two, GIVEN({"email", "One@Example.org"}))), "conflict");
}

static void a_token_belongs_to_whoever_makes_it(void **state)
{
    struct fixture *fixture = *state;
    const char *user, *token;
    char soon[CALENDAR_DATE_SIZE], late[CALENDAR_DATE_SIZE], past[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_today() + TOKEN_LIFE_MAXIMUM - 1, soon);
    calendar_print_date(calendar_today() + TOKEN_LIFE_MAXIMUM + 2, late);
    calendar_print_date(calendar_today() - 2, past);
    user = create(fixture, "users", GIVEN({"name", "One"}, {"email", "one@example.org"}, {"role", "viewer"}));
    const struct actor owner = {
        .user = text_from(user), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-9"), .role = ACCESS_ORGANISER, .scope = SCOPE_ADMINISTER, .via = "api"};
    token =
        make_as(fixture, &owner, "tokens", GIVEN({"name", "Build"}, {"scope", "read"}, {"expires_on", soon}));
    shows(fixture, token, "user", user);
    assert_int_equal(delete_as(fixture, &other, token, 0), ERROR_FORBIDDEN);
    for (int i = 0; i < 2; i++) {
        refused(fixture,
            attempt(fixture, &owner, "tokens",
                GIVEN({"name", "Build"}, {"scope", "read"}, {"expires_on", i ? late : past})),
            "expires_on: Must be today or later, and at most a year ahead.\n");
    }
    refused(fixture,
        attempt(fixture, &local, "tokens", GIVEN({"name", "Build"}, {"scope", "read"}, {"expires_on", soon})),
        "user: A token belongs to a user; say which.\n");
    refused(fixture, change(fixture, &owner, token, GIVEN({"scope", "administer"})),
        "scope: Is given on creation and cannot be changed.\n");
    assert_int_equal(change(fixture, &owner, token, GIVEN({"name", "Nightly"})), ERROR_NONE);
}

static void comments_are_their_authors(void **state)
{
    struct fixture *fixture = *state;
    const char *product, *comment;
    product = create(fixture, "products", GIVEN({"name", "Kettle"}));
    const struct actor author = {
        .user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-2"), .role = ACCESS_ORGANISER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor administrator = {
        .user = TEXT("USER-3"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_ADMINISTER, .via = "api"};
    comment = make_as(fixture, &author, "comments", GIVEN({"record", product}, {"body", "Looks good."}));
    assert_int_equal(change(fixture, &other, comment, GIVEN({"body", "Bad."})), ERROR_FORBIDDEN);
    assert_int_equal(change(fixture, &administrator, comment, GIVEN({"body", "Bad."})), ERROR_FORBIDDEN);
    assert_int_equal(change(fixture, &author, comment, GIVEN({"body", "Looks better."})), ERROR_NONE);
    struct record *seen = NULL;
    assert_int_equal(get_as(fixture, &other, comment, &seen), ERROR_NONE);
    assert_string_equal(shown(fixture, seen, "body"), "Looks better.");
    assert_int_equal(delete_as(fixture, &other, comment, 0), ERROR_FORBIDDEN);
    assert_int_equal(delete_as(fixture, &administrator, comment, 0), ERROR_NONE);
}

static void views_are_ones_own_until_shared(void **state)
{
    struct fixture *fixture = *state;
    const char *view;
    const struct actor owner = {
        .user = TEXT("USER-1"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER, .via = "api"};
    const struct actor other = {
        .user = TEXT("USER-2"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER, .via = "api"};
    view = make_as(
        fixture, &owner, "views", GIVEN({"name", "Plans"}, {"screen", "portfolio"}, {"query", "stage=plan"}));
    struct record *seen = NULL;
    assert_int_not_equal(get_as(fixture, &other, view, &seen), ERROR_NONE);
    assert_int_equal(change(fixture, &owner, view, GIVEN({"shared", "true"})), ERROR_NONE);
    assert_int_equal(get_as(fixture, &other, view, &seen), ERROR_NONE);
    assert_string_equal(shown(fixture, seen, "name"), "Plans");
    assert_int_equal(change(fixture, &other, view, GIVEN({"name", "Mine"})), ERROR_FORBIDDEN);
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
        CASE(entries_change_in_drafts_only),
        CASE(an_administrator_is_always_left),
        CASE(addresses_differ_by_more_than_case),
        CASE(a_token_belongs_to_whoever_makes_it),
        CASE(comments_are_their_authors),
        CASE(views_are_ones_own_until_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
