// SPDX-License-Identifier: Apache-2.0
// Rules about the portfolio itself: dates that contradict each other, names that cannot be told apart.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

// Gives the next two neighbours among the dates that are known, from *position on, of which the second is
// earlier.
static bool dates_contradict(
    const struct organisation_product *product, unsigned *position, unsigned *ret_earlier)
{
    for (unsigned i = *position; i < MILESTONE_COUNT; i++) {
        if (product->dates[i] == ORGANISATION_NO_DATE) continue;
        unsigned next = i + 1;
        while (next < MILESTONE_COUNT && product->dates[next] == ORGANISATION_NO_DATE)
            next++;
        if (next == MILESTONE_COUNT || product->dates[next] >= product->dates[i]) continue;
        *position = i;
        *ret_earlier = next;
        return true;
    }
    return false;
}

static enum error find_contradictions(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        unsigned position = 0, earlier;
        if (!product_is_checked(organisation, product)) continue;
        if (!dates_contradict(&organisation->products[product], &position, &earlier)) continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = product,
                .product = product,
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_PRODUCT,
                .role = ROLE_COUNT,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_contradiction(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_product *product = &report->organisation->products[finding->index];
    const char *separator = "";
    unsigned earlier;
    for (unsigned i = 0; dates_contradict(product, &i, &earlier); i++) {
        buffer_print(
            output, "%s%s (", separator, organisation_milestone_field((enum organisation_milestone)i));
        phrase_date(product->dates[i], output);
        buffer_print(
            output, ") is after %s (", organisation_milestone_field((enum organisation_milestone)earlier));
        phrase_date(product->dates[earlier], output);
        buffer_character(output, ')');
        separator = ", and ";
    }
    buffer_character(output, '.');
}

static void advise_contradiction(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_product *product = &report->organisation->products[finding->index];
    unsigned i = 0, earlier;
    if (!dates_contradict(product, &i, &earlier)) return;
    buffer_print(output, "Correct one of the two: `tandem set %.*s %s=YYYY-MM-DD`.", TEXT_PRINT(product->key),
        organisation_milestone_field((enum organisation_milestone)i));
}

static uint32_t ask_about_life_cycle(const struct check_report *report, const struct finding *finding)
{
    return ask_activity(report, finding->index, "life_cycle_management");
}

// Products found by line and name; a slot holds the one with the lowest key among those of the same name.
struct name_table {
    const struct organisation *organisation;
    uint32_t *slots;  // index + 1; 0 is free
    uint32_t *places; // the slot of each product that has neighbours
    uint32_t mask;
    struct arena scratch; // emptied before each product
    bool failed;          // no memory for it: what was found means nothing
};

static struct text name_fold(struct name_table *table, uint32_t product)
{
    const struct text name = text_fold(table->organisation->products[product].name, &table->scratch);
    if (!name.data) table->failed = true;
    return name;
}

// The slot of the product's name in its line: taken by one of the same name, or free.
static uint32_t name_slot(struct name_table *table, uint32_t product)
{
    const struct organisation_product *products = table->organisation->products;
    arena_reset(&table->scratch);
    const struct text name = name_fold(table, product);
    const uint64_t hash = text_hash(name) + products[product].line * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t slot = (uint32_t)(hash >> 16) & table->mask;
    for (; table->slots[slot]; slot = (slot + 1) & table->mask) {
        const uint32_t other = table->slots[slot] - 1;
        if (products[other].line == products[product].line && text_equal(name_fold(table, other), name))
            break;
    }
    return slot;
}

// "In a line": products without a line have no neighbours.
static bool has_neighbours(const struct organisation *organisation, uint32_t product)
{
    return product_is_checked(organisation, product) &&
           organisation->products[product].line != ORGANISATION_NONE;
}

static enum error names_collect(struct name_table *table, struct arena *arena)
{
    const struct organisation *organisation = table->organisation;
    while (table->mask < 2 * organisation->product_count)
        table->mask = 2 * table->mask + 1;
    table->slots = arena_array(arena, uint32_t, (size_t)table->mask + 1);
    table->places = arena_array(arena, uint32_t, organisation->product_count);
    if (!table->slots || !table->places) return ERROR_MEMORY;
    arena_init(&table->scratch, 1 << 20);
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (!has_neighbours(organisation, product)) continue;
        table->places[product] = name_slot(table, product);
        uint32_t *slot = &table->slots[table->places[product]];
        if (!*slot || organisation_compare_keys(
                          organisation->products[product].key, organisation->products[*slot - 1].key) < 0)
            *slot = product + 1;
    }
    arena_free(&table->scratch);
    return table->failed ? ERROR_MEMORY : ERROR_NONE;
}

static enum error find_namesakes(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    struct name_table table = {.organisation = organisation, .mask = 7};
    enum error error = names_collect(&table, check->arena);
    for (uint32_t product = 0; !error && product < organisation->product_count; product++) {
        if (!has_neighbours(organisation, product)) continue;
        const uint32_t first = table.slots[table.places[product]] - 1;
        if (first == product) continue;
        error = check_add(check, rule,
            (struct finding){
                .index = product,
                .product = product,
                .other = first, // the product that had the name before
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_PRODUCT,
                .role = ROLE_COUNT,
            });
    }
    return error;
}

static void describe_namesake(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t line = organisation->products[finding->index].line;
    phrase_scope(organisation, organisation_scope_of_product(organisation, finding->other), output);
    buffer_string(output, " has the same name and is in ");
    phrase_scope(organisation, organisation_scope_of_line(organisation, line), output);
    buffer_string(output, ", too.");
}

static void advise_namesake(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output, "Give one of the two another name: `tandem set %.*s name=NAME`.",
        TEXT_PRINT(report->organisation->products[finding->index].key));
}

static void identify_other_product(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->organisation->products[finding->other].key);
}

static uint32_t ask_about_name(const struct check_report *report, const struct finding *finding)
{
    return ask_activity(report, finding->index, "product_naming");
}

static const struct check_rule rules[] = {
    {
        .identifier = "stage-dates-contradict",
        .name = "Dates that contradict each other",
        .severity = SEVERITY_ERROR,
        .why = "A product goes through its stages in their order, from conception to retirement (S2), and "
               "everybody "
               "plans by its dates. The known ones have to come in the order conceive, plan, develop, "
               "qualify, launch, "
               "deliver, mature, retire, retired; two may fall on the same day, any may be missing.",
        .example = "Pressure Planner is launched in eighty days and delivered in fifty: an error, for one of "
                   "the two is "
                   "wrong. Launched and delivered on the same day: none.",
        .ask = "The person whom the map makes accountable for life-cycle management; else the product "
               "manager, else "
               "whoever appoints one.",
        .find = find_contradictions,
        .accountable = ask_about_life_cycle,
        .describe = describe_contradiction,
        .advise = advise_contradiction,
        .activity = "life_cycle_management",
    },
    {
        .identifier = "duplicate-name-in-line",
        .name = "Two products of one name in a line",
        .severity = SEVERITY_WARNING,
        .why = "A name that two products of a line share does not tell customers which one they get, and "
               "often is one "
               "product that was entered or imported twice. Compared without regard to case and spaces; the "
               "product "
               "with the lowest key keeps the name, each other one gets a finding.",
        .example = "The line Frost has a Frost Mast and its first model, a frost mast: one warning, on the "
                   "later key. "
                   "In two different lines: none.",
        .ask = "The person whom the map makes accountable for product naming; else the product manager, else "
               "whoever "
               "appoints one.",
        .find = find_namesakes,
        .accountable = ask_about_name,
        .describe = describe_namesake,
        .advise = advise_namesake,
        .identify = identify_other_product,
        .activity = "product_naming",
    },
};
const struct check_family check_portfolio = {rules, sizeof rules / sizeof *rules};
