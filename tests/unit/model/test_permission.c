// SPDX-License-Identifier: Apache-2.0
// The decision who may do what, over every combination of right, ownership, role, scope and kind of resource.
#include "model/permission.h"

#include "model/resource.h"
#include "unit.h"

enum { NOTE_TEXT, NOTE_OWNER, NOTE_SHARED, NOTE_FIELD_COUNT };
static const struct field note_fields[NOTE_FIELD_COUNT] = {
    [NOTE_TEXT] = {.name = "text", .type = FIELD_TEXT},
    [NOTE_OWNER] = {.name = "owner", .type = FIELD_REFERENCE},
    [NOTE_SHARED] = {.name = "shared", .type = FIELD_BOOLEAN},
};

static struct resource note(void)
{
    return (struct resource){.name = "notes",
        .singular = "note",
        .fields = note_fields,
        .field_count = NOTE_FIELD_COUNT,
        .owner_field = OWNER_CREATOR,
        .shared_field = -1};
}

// The rule in words: the verb is in `all`, or in `own` and it is one's own; and the scope has room for it.
static bool expected(
    bool in_all, bool in_own, bool owns, enum verb verb, enum access_scope scope, bool administered)
{
    if (!in_all && !(in_own && owns)) return false;
    bool reads = verb == VERB_LIST || verb == VERB_SHOW;
    if (scope == SCOPE_READ) return reads;
    if (scope == SCOPE_WRITE && administered) return reads;
    return true;
}

static void every_combination(void **state)
{
    (void)state;
    unsigned combinations = 0;
    for (unsigned bits = 0; bits < 64; bits++) {
        bool in_all = bits & 1, in_own = bits & 2, owns = bits & 4, administered = bits & 8;
        bool others_all = bits & 16, others_own = bits & 32;
        for (int role = 0; role < ACCESS_ROLE_COUNT; role++) {
            for (int verb = 0; verb < VERB_COUNT; verb++) {
                for (int scope = 0; scope < SCOPE_COUNT; scope++) {
                    struct resource resource = note();
                    if (administered) resource.flags = RESOURCE_ADMINISTERED;
                    for (int other = 0; other < ACCESS_ROLE_COUNT; other++) {
                        bool is_it = other == role;
                        if (is_it ? in_all : others_all) resource.permissions[other].all = MAY(verb);
                        if (is_it ? in_own : others_own) resource.permissions[other].own = MAY(verb);
                    }
                    const struct actor actor = {.user = TEXT("USER-1"),
                        .role = (enum access_role)role,
                        .scope = (enum access_scope)scope,
                        .via = "api"};
                    bool answer = permission_allows(&actor, &resource, (enum verb)verb, owns);
                    bool right = expected(
                        in_all, in_own, owns, (enum verb)verb, (enum access_scope)scope, administered);
                    if (answer != right)
                        fail_msg("bits %u, %s, %s", bits, verb_name((enum verb)verb),
                            access_scope_name((enum access_scope)scope));
                    bool some = expected(
                        in_all, in_own, true, (enum verb)verb, (enum access_scope)scope, administered);
                    assert_int_equal(permission_allows_some(&actor, &resource, (enum verb)verb), some);
                    combinations++;
                }
            }
        }
    }
    assert_int_equal(combinations, 64 * ACCESS_ROLE_COUNT * VERB_COUNT * SCOPE_COUNT);
}

static void one_verb_does_not_give_another(void **state)
{
    (void)state;
    const struct actor actor = {.user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};
    for (int given = 0; given < VERB_COUNT; given++) {
        struct resource resource = note();
        resource.permissions[ACCESS_MEMBER].all = MAY(given);
        for (int asked = 0; asked < VERB_COUNT; asked++) {
            assert_int_equal(permission_allows(&actor, &resource, (enum verb)asked, true), given == asked);
        }
    }
}

static void the_local_administrator_may_do_everything(void **state)
{
    (void)state;
    struct resource resource = note();
    resource.flags = RESOURCE_ADMINISTERED;
    struct actor system = actor_system("cli");
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        assert_true(permission_allows(&system, &resource, (enum verb)verb, false));
    }
    assert_true(permission_allows_settings(&system));
    // The name alone is not enough.
    struct actor pretender = {.user = TEXT("system"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER};
    assert_false(permission_allows(&pretender, &resource, VERB_LIST, true));
}

static void roles_and_scopes_out_of_range_may_nothing(void **state)
{
    (void)state;
    struct resource resource = note();
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++)
        resource.permissions[role].all = MAY_READ | MAY_WRITE;
    struct actor actor = {.user = TEXT("USER-1"), .role = ACCESS_ROLE_COUNT, .scope = SCOPE_ADMINISTER};
    assert_false(permission_allows(&actor, &resource, VERB_LIST, true));
    actor = (struct actor){.user = TEXT("USER-1"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_COUNT};
    assert_false(permission_allows(&actor, &resource, VERB_LIST, true));
}

static void owning_is_read_from_the_record(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct resource resource = note();
    resource.permissions[ACCESS_MEMBER].own = MAY_READ | MAY_CHANGE;
    struct record *record = record_new(&resource, &arena);
    record->key = TEXT("NOTE-1");
    record->created_by = TEXT("USER-1");
    record_set(record, NOTE_OWNER, value_string("USER-2"));
    struct actor first = {.user = TEXT("USER-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};
    struct actor second = {.user = TEXT("USER-2"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};
    struct actor self = {.user = TEXT("NOTE-1"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};
    struct actor nobody = {.role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};

    assert_true(permission_allows_record(&first, record, VERB_UPDATE));
    assert_false(permission_allows_record(&second, record, VERB_SHOW));
    resource.owner_field = NOTE_OWNER;
    assert_false(permission_allows_record(&first, record, VERB_SHOW));
    assert_true(permission_allows_record(&second, record, VERB_UPDATE));
    record_set(record, NOTE_OWNER, value_null());
    assert_false(permission_allows_record(&nobody, record, VERB_SHOW));
    resource.owner_field = OWNER_SELF;
    assert_true(permission_allows_record(&self, record, VERB_SHOW));
    assert_false(permission_allows_record(&first, record, VERB_SHOW));
    arena_free(&arena);
}

static void a_shared_record_is_read_by_all_and_written_by_its_owner(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct resource resource = note();
    resource.shared_field = NOTE_SHARED;
    resource.permissions[ACCESS_VIEWER].own = MAY_READ | MAY_CHANGE;
    struct record *record = record_new(&resource, &arena);
    record->created_by = TEXT("USER-1");
    const struct actor other = {.user = TEXT("USER-2"), .role = ACCESS_VIEWER, .scope = SCOPE_ADMINISTER};
    const struct actor member = {.user = TEXT("USER-3"), .role = ACCESS_MEMBER, .scope = SCOPE_ADMINISTER};
    assert_false(permission_allows_record(&other, record, VERB_SHOW));
    record_set(record, NOTE_SHARED, value_boolean(true));
    assert_true(permission_allows_record(&other, record, VERB_SHOW));
    assert_true(permission_allows_record(&other, record, VERB_LIST));
    assert_false(permission_allows_record(&other, record, VERB_UPDATE));
    assert_false(permission_allows_record(&other, record, VERB_DELETE));
    // Sharing opens a record to those who may read their own ones, not to roles without any right.
    assert_false(permission_allows_record(&member, record, VERB_SHOW));
    arena_free(&arena);
}

static void settings_are_the_administrators(void **state)
{
    (void)state;
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++) {
        for (int scope = 0; scope < SCOPE_COUNT; scope++) {
            const struct actor actor = {
                .user = TEXT("USER-1"), .role = (enum access_role)role, .scope = (enum access_scope)scope};
            assert_int_equal(permission_allows_settings(&actor),
                role == ACCESS_ADMINISTRATOR && scope == SCOPE_ADMINISTER);
        }
    }
}

static void names_read_back(void **state)
{
    (void)state;
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++) {
        enum access_role read;
        assert_true(access_role_parse(text_from(access_role_name((enum access_role)role)), &read));
        assert_int_equal(read, role);
    }
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        enum access_scope read;
        assert_true(access_scope_parse(text_from(access_scope_name((enum access_scope)scope)), &read));
        assert_int_equal(read, scope);
    }
    enum access_role role;
    enum access_scope scope;
    assert_false(access_role_parse(TEXT("root"), &role));
    assert_false(access_scope_parse(TEXT(""), &scope));
    assert_string_equal(verb_name(VERB_ACT), "act");
    assert_string_equal(verb_name(VERB_COUNT), "");
    assert_string_equal(access_role_name(ACCESS_ROLE_COUNT), "");
    assert_string_equal(access_scope_name(SCOPE_COUNT), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination),
        cmocka_unit_test(one_verb_does_not_give_another),
        cmocka_unit_test(the_local_administrator_may_do_everything),
        cmocka_unit_test(roles_and_scopes_out_of_range_may_nothing),
        cmocka_unit_test(owning_is_read_from_the_record),
        cmocka_unit_test(a_shared_record_is_read_by_all_and_written_by_its_owner),
        cmocka_unit_test(settings_are_the_administrators),
        cmocka_unit_test(names_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
