// SPDX-License-Identifier: Apache-2.0
// The whole matrix of the policy: every role with its deputies and absences, every activity, each shipped
// map, both modes, every stage with every horizon. What is expected comes from the maps' files by logic of
// this test's own.
#include "base/buffer.h"
#include "policy/policy.h"
#include "unit/people/company.h"
#include "unit/policy/shipped_map.h"

#define TODAY "2026-11-22"
#define VARIANTS 3
#define HOLDERS_MAXIMUM 2
#define PEOPLE_MAXIMUM 128
#define UNPLACED "of_no_map"

// By its own table, not that of the program.
static const char *const stages[] = {
    "conceive", "plan", "develop", "qualify", "launch", "deliver", "retire", "retired"};
static const char *const by_stage[] = {"future", "future", "next", "next", "next", "current", "current", ""};
static const char *const horizons_set[] = {"", "current", "next", "future"};
static const char *const roles[] = {"general_manager", "head_of_product_management",
    "head_of_product_marketing", "head_of_engineering", "product_manager", "product_marketing_manager",
    "engineering", "design", "user_research", "sales", "support", "marketing_communications", "contributor"};
enum { STAGES = 8, SETS = 4, ROLES = 13, PRODUCTS = STAGES * SETS };
_Static_assert(STAGES == (int)STAGE_COUNT && ROLES == (int)ROLE_COUNT, "the matrix has all of them");

// How somebody's work is handed over, and where that lets the deputy act.
enum handing {
    HANDED_TO_NOBODY,
    HANDED_WHOLE,
    HANDED_LINE,
    HANDED_UNIT,
    HANDED_FOR_TODAY,
    HANDED_ONE_PRODUCT,
    HANDED_OTHER_LINE,
    HANDED_UNTIL_YESTERDAY,
    HANDED_FROM_TOMORROW,
    HANDED_AWAY, // an absence without a deputy
    HANDED_COUNT
};
#define THE_PRODUCT 5 // that of HANDED_ONE_PRODUCT

static const struct {
    const char *scope, *from_on, *to_on;
    bool has_deputy;
} handings[HANDED_COUNT] = {
    [HANDED_WHOLE] = {"", "2026-01-01", "2027-01-01", true},
    [HANDED_LINE] = {"LINE-1", "2026-01-01", "2027-01-01", true},
    [HANDED_UNIT] = {"UNIT-1", "2026-01-01", "2027-01-01", true},
    [HANDED_FOR_TODAY] = {"", TODAY, TODAY, true},
    [HANDED_ONE_PRODUCT] = {"PROD-6", "2026-01-01", "2027-01-01", true},
    [HANDED_OTHER_LINE] = {"LINE-2", "2026-01-01", "2027-01-01", true},
    [HANDED_UNTIL_YESTERDAY] = {"", "2026-01-01", "2026-11-21", true},
    [HANDED_FROM_TOMORROW] = {"", "2026-11-23", "2027-01-01", true},
    [HANDED_AWAY] = {"", "2026-01-01", "2027-01-01", false},
};

struct person {
    const char *key;
    int role;             // held over every product; -1: none
    int acts_for;         // of people; -1: nobody
    enum handing handing; // how, when they act for somebody
};

struct matrix {
    struct shipped_map map;
    struct company *company;
    struct resolution *resolution;
    struct policy_delegation handed[PEOPLE_MAXIMUM];
    struct policy_delegations delegations;
    struct person people[PEOPLE_MAXIMUM];
    size_t person_count;
    unsigned holders[ROLES]; // how many hold each role
    size_t seen[POLICY_VERDICT_COUNT], rested, acted, gaps, conflicts, four_eyes;
};

static unsigned bits_of(const char *list)
{
    unsigned bits = 0;
    for (unsigned role = 0; role < ROLES; role++)
        if (shipped_list_has(list, roles[role])) bits |= 1U << people_role_parse(text_from(roles[role]));
    return bits;
}

// The map as the program reads it.
static void map_add(struct matrix *matrix)
{
    struct arena *arena = &matrix->company->arena;
    const struct organisation *organisation = &matrix->company->organisation;
    for (size_t i = 0; i < matrix->map.count; i++) {
        const char *const *cells = matrix->map.cells[i];
        uint32_t activity = 0;
        while (activity < organisation->activity_count &&
               !text_is(organisation->activities[activity].code, cells[SHIPPED_ACTIVITY]))
            activity++;
        if (activity == organisation->activity_count)
            company_activity(
                matrix->company, arena_print(arena, "ACT-%u", activity + 1), cells[SHIPPED_ACTIVITY]);
        char *horizons = arena_print(arena, "%s", cells[SHIPPED_HORIZONS]);
        for (char *at = horizons; *at; at++)
            if (*at == ';') *at = ',';
        const struct map_entry_span span = map_entry_span(
            text_from(cells[SHIPPED_FROM_STAGE]), text_from(cells[SHIPPED_TO_STAGE]), text_from(horizons));
        struct organisation_entry *entry =
            company_map_entry(matrix->company, 0, arena_print(arena, "ENT-%zu", i), activity, SIDE_PM,
                people_role_parse(text_from(cells[SHIPPED_ACCOUNTABLE])));
        entry->from_stage = span.from_stage;
        entry->to_stage = span.to_stage;
        entry->horizons = span.horizons;
        entry->four_eyes = strcmp(cells[SHIPPED_FOUR_EYES], "true") == 0;
        entry->responsible = (uint16_t)bits_of(cells[SHIPPED_RESPONSIBLE]);
        entry->consulted = (uint16_t)bits_of(cells[SHIPPED_CONSULTED]);
        entry->informed = (uint16_t)bits_of(cells[SHIPPED_INFORMED]);
    }
    assert_int_equal(organisation->activity_count, 52);
    company_activity(matrix->company, "ACT-99", UNPLACED);
}

static size_t person_add(struct matrix *matrix, int role, int acts_for, enum handing handing)
{
    const size_t index = matrix->person_count++;
    const char *key = arena_print(&matrix->company->arena, "PERS-%zu", index + 1);
    assert_true(index < PEOPLE_MAXIMUM);
    company_person(matrix->company, key, key);
    matrix->people[index] = (struct person){key, role, acts_for, handing};
    return index;
}

static void hand_over(struct matrix *matrix, size_t from, size_t deputy, enum handing handing)
{
    struct policy_delegation *delegation = &matrix->handed[matrix->delegations.count++];
    assert_true(matrix->delegations.count <= PEOPLE_MAXIMUM);
    *delegation = (struct policy_delegation){
        .key = TEXT("DEL"),
        .person = text_from(matrix->people[from].key),
        .deputy = text_from(handings[handing].has_deputy ? matrix->people[deputy].key : ""),
        .deputy_name = text_from(matrix->people[deputy].key),
        .scope = text_from(handings[handing].scope),
        .from_on = company_day(handings[handing].from_on),
        .to_on = company_day(handings[handing].to_on),
        .is_absence = deputy % 2 || handing == HANDED_AWAY,
    };
}

// For each role none, one or two people who hold it, whose work is handed over in each of the ways; their
// deputies have handed over everything again. Further out, and in the past, the roles are held by others.
static void people_add(struct matrix *matrix, unsigned variant)
{
    static const char *const scopes[] = {NULL, "UNIT-1", "LINE-1"};
    struct arena *arena = &matrix->company->arena;
    unsigned number = 0;
    const size_t bystander = person_add(matrix, -1, -1, HANDED_TO_NOBODY);
    for (unsigned role = 0; role < ROLES; role++) {
        const unsigned count = (role + variant) % (HOLDERS_MAXIMUM + 1);
        const enum people_role held = people_role_parse(text_from(roles[role]));
        matrix->holders[role] = count;
        for (unsigned i = 0; i < count; i++) {
            const enum handing handing = (enum handing)((role + 3 * i + variant) % HANDED_COUNT);
            const size_t holder = person_add(matrix, (int)role, -1, HANDED_TO_NOBODY);
            company_assign(matrix->company, arena_print(arena, "ASGN-%u", ++number),
                matrix->people[holder].key, held, scopes[role % 3]);
            if (handing == HANDED_TO_NOBODY) continue;
            const size_t deputy = person_add(matrix, -1, (int)holder, handing);
            hand_over(matrix, holder, deputy, handing);
            hand_over(matrix, deputy, bystander, HANDED_WHOLE);
        }
        struct organisation_assignment *past = company_assign(matrix->company,
            arena_print(arena, "ASGN-%u", ++number), matrix->people[bystander].key, held, "LINE-1");
        past->to_on = company_day("2026-11-21");
        if (count && role % 3)
            company_assign(matrix->company, arena_print(arena, "ASGN-%u", ++number),
                matrix->people[bystander].key, held, scopes[role % 3 - 1]);
    }
}

static struct matrix *matrix_new(const char *map, unsigned variant)
{
    struct matrix *matrix = test_calloc(1, sizeof *matrix);
    matrix->company = company_new(TODAY);
    matrix->delegations.items = matrix->handed;
    shipped_map_read(&matrix->map, map);
    company_unit(matrix->company, "UNIT-1", "Water");
    company_line(matrix->company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(matrix->company, "LINE-2", "Pumps", "UNIT-1", NULL);
    for (unsigned i = 0; i < PRODUCTS; i++) {
        const int stage = choice_index(&product_stages, text_from(stages[i / SETS]));
        const int set = choice_index(&product_horizons, text_from(horizons_set[i % SETS]));
        struct organisation_product *product =
            company_product(matrix->company, arena_print(&matrix->company->arena, "PROD-%u", i + 1), "Probe",
                "LINE-1", (enum product_stage)stage);
        product->horizon = (int8_t)product_horizon(stage, set);
    }
    map_add(matrix);
    people_add(matrix, variant);
    assert_int_equal(
        resolution_prepare(company_finish(matrix->company), &matrix->company->arena, &matrix->resolution),
        ERROR_NONE);
    return matrix;
}

static size_t place_of(const char *stage)
{
    size_t place = 0;
    while (place < STAGES && strcmp(stages[place], stage) != 0)
        place++;
    assert_true(place < STAGES);
    return place;
}

// The row of the file that decides for the product; -1: the activity rests; -2: the map does not have it.
static int expected_row(const struct matrix *matrix, unsigned product, const char *activity)
{
    const size_t stage = product / SETS;
    const char *set = horizons_set[product % SETS];
    const char *horizon = *set && stage + 1 < STAGES ? set : by_stage[stage];
    int found = -2;
    for (size_t i = 0; i < matrix->map.count; i++) {
        const char *const *cells = matrix->map.cells[i];
        if (strcmp(cells[SHIPPED_ACTIVITY], activity) != 0) continue;
        if (found == -2) found = -1;
        if (*cells[SHIPPED_FROM_STAGE] && stage < place_of(cells[SHIPPED_FROM_STAGE])) continue;
        if (*cells[SHIPPED_TO_STAGE] && stage > place_of(cells[SHIPPED_TO_STAGE])) continue;
        if (*cells[SHIPPED_HORIZONS] && !shipped_list_has(cells[SHIPPED_HORIZONS], horizon)) continue;
        assert_int_equal(found, -1); // the entries of an activity do not overlap
        found = (int)i;
    }
    return found;
}

static bool lets_act(enum handing handing, unsigned product)
{
    return handing == HANDED_ONE_PRODUCT ? product == THE_PRODUCT
                                         : handing >= HANDED_WHOLE && handing <= HANDED_FOR_TODAY;
}

static bool is_accountable(const struct person *person, const char *role)
{
    return person->role >= 0 && strcmp(roles[person->role], role) == 0;
}

static unsigned held_by(const struct matrix *matrix, const char *list)
{
    unsigned count = 0;
    for (unsigned role = 0; role < ROLES; role++)
        if (shipped_list_has(list, roles[role])) count += matrix->holders[role];
    return count;
}

static void expect_people(
    const struct matrix *matrix, const struct policy_decision *decision, const char *const *cells)
{
    const struct organisation *organisation = &matrix->company->organisation;
    assert_int_equal(decision->accountable.count, held_by(matrix, cells[SHIPPED_ACCOUNTABLE]));
    for (uint32_t i = 0; i < decision->accountable.count; i++) {
        size_t j = 0;
        while (!text_is(organisation->people[decision->accountable.people[i]].key, matrix->people[j].key))
            assert_true(++j < matrix->person_count);
        assert_true(is_accountable(&matrix->people[j], cells[SHIPPED_ACCOUNTABLE]));
    }
    assert_int_equal(decision->responsible.count, held_by(matrix, cells[SHIPPED_RESPONSIBLE]));
    assert_int_equal(decision->consulted.count, held_by(matrix, cells[SHIPPED_CONSULTED]));
    assert_int_equal(decision->informed.count, held_by(matrix, cells[SHIPPED_INFORMED]));
    assert_string_equal(people_role_code(decision->role), cells[SHIPPED_ACCOUNTABLE]);
    assert_int_equal(decision->four_eyes, strcmp(cells[SHIPPED_FOUR_EYES], "true") == 0);
}

// One cell of the matrix; person -1: an account that stands for nobody.
static void expect_cell(
    struct matrix *matrix, bool is_strict, unsigned product, uint32_t activity, int person)
{
    const struct organisation *organisation = &matrix->company->organisation;
    const struct person *who = person < 0 ? NULL : &matrix->people[person];
    const struct policy_question question = {
        .resolution = matrix->resolution,
        .delegations = &matrix->delegations,
        .scope = organisation_scope_of_product(organisation, product),
        .activity = activity,
        .person = text_from(who ? who->key : ""),
    };
    struct arena arena;
    struct policy_decision decision;
    arena_init(&arena, 1 << 20);
    assert_int_equal(policy_decide(&question, &arena, &decision), ERROR_NONE);
    char code[128];
    snprintf(code, sizeof code, "%.*s", TEXT_PRINT(organisation->activities[activity].code));
    const int row = expected_row(matrix, product, code);
    bool is_own = false, is_deputy = false;
    if (row >= 0) {
        const char *role = matrix->map.cells[row][SHIPPED_ACCOUNTABLE];
        is_own = who && is_accountable(who, role);
        is_deputy = who && who->acts_for >= 0 && lets_act(who->handing, product) &&
                    is_accountable(&matrix->people[who->acts_for], role);
        expect_people(matrix, &decision, matrix->map.cells[row]);
        matrix->gaps += decision.accountable.count == 0;
        matrix->conflicts += decision.accountable.count > 1;
        matrix->four_eyes += decision.four_eyes;
    }
    const enum policy_verdict expected = row < 0               ? POLICY_SILENT
                                         : is_own || is_deputy ? POLICY_OWN
                                         : is_strict           ? POLICY_REFUSED
                                                               : POLICY_OVERRIDE;
    if (decision.verdict != expected)
        fail_msg("%s %s %s %s %s: %s", matrix->map.cells[0][SHIPPED_MAP], code, stages[product / SETS],
            horizons_set[product % SETS], who ? who->key : "-", policy_verdict_code(decision.verdict));
    assert_int_equal(decision.mode, is_strict ? MAP_STRICT : MAP_ADVISORY);
    assert_int_equal(decision.rests, row == -1);
    assert_int_equal(decision.acts_by != NULL, is_deputy);
    matrix->seen[decision.verdict]++;
    matrix->rested += decision.rests;
    matrix->acted += is_deputy;
    arena_free(&arena);
}

static void expect_map(const char *name, size_t seen[POLICY_VERDICT_COUNT], size_t *rested)
{
    size_t acted = 0, gaps = 0, conflicts = 0;
    for (unsigned variant = 0; variant < VARIANTS; variant++) {
        struct matrix *matrix = matrix_new(name, variant);
        struct organisation *organisation = &matrix->company->organisation;
        for (unsigned strict = 0; strict < 2; strict++) {
            organisation->maps[0].mode = strict ? MAP_STRICT : MAP_ADVISORY;
            for (unsigned product = 0; product < PRODUCTS; product++)
                for (uint32_t activity = 0; activity < organisation->activity_count; activity++)
                    for (int person = -1; person < (int)matrix->person_count; person++)
                        expect_cell(matrix, strict, product, activity, person);
        }
        for (unsigned verdict = 0; verdict < POLICY_VERDICT_COUNT; verdict++)
            seen[verdict] += matrix->seen[verdict];
        *rested += matrix->rested;
        acted += matrix->acted;
        gaps += matrix->gaps;
        conflicts += matrix->conflicts;
        company_free(matrix->company);
        test_free(matrix);
    }
    // A matrix in which nothing of the kind happens would prove nothing.
    assert_true(acted > 1000 && gaps > 1000 && conflicts > 1000);
}

static void every_cell_is_what_the_files_say(void **state)
{
    (void)state;
    size_t seen[POLICY_VERDICT_COUNT] = {0}, rested = 0;
    for (size_t map = 0; map < SHIPPED_MAPS; map++)
        expect_map(shipped_names[map], seen, &rested);
    for (unsigned verdict = 0; verdict < POLICY_VERDICT_COUNT; verdict++) {
        print_message("# %s: %zu\n", policy_verdict_code((enum policy_verdict)verdict), seen[verdict]);
        assert_true(seen[verdict] > 10000);
    }
    assert_true(rested > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_what_the_files_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
