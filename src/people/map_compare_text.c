// SPDX-License-Identifier: Apache-2.0
// Two maps as two pictures side by side: a dot in the circle in which each puts an activity.
#include "people/map_compare.h"

#define NAME_WIDTH 40

// The dot stands in product management's circle, in the middle, or in product marketing's.
static const char *dot_of(const struct organisation_entry *entry)
{
    static const char *const dots[SIDE_COUNT] = {
        [SIDE_PM] = "●  ·  ·", [SIDE_SHARED] = "·  ●  ·", [SIDE_PMM] = "·  ·  ●"};
    return entry ? dots[entry->side] : "       ";
}

static void print_set(unsigned set, const struct choice_list *choices, struct buffer *output)
{
    bool is_first = true;
    for (size_t i = 0; i < choices->count; i++) {
        if (!(set & (1U << i))) continue;
        buffer_print(output, "%s%s", is_first ? "" : "+", choices->choices[i].code);
        is_first = false;
    }
}

// "in next", "from qualify to retire"; nothing for the whole life.
static void print_span(const struct organisation_entry *entry, struct buffer *output)
{
    if (entry->from_stage > STAGE_CONCEIVE)
        buffer_print(output, " from %s", product_stages.choices[entry->from_stage].code);
    if (entry->to_stage < STAGE_RETIRED)
        buffer_print(output, " to %s", product_stages.choices[entry->to_stage].code);
    if (entry->horizons) {
        buffer_string(output, " in ");
        print_set(entry->horizons, &product_horizons, output);
    }
}

static void print_role(const struct organisation_entry *entry, struct buffer *output)
{
    if (!entry) {
        buffer_string(output, "nothing");
        return;
    }
    buffer_string(output, people_role_words((enum people_role)entry->accountable));
    print_span(entry, output);
}

// What differs, the weightiest first: who answers and when; who does the work, is asked or told only by name.
static void print_words(const struct map_comparison_item *item, struct buffer *output)
{
    static const unsigned spans = 1U << DIFFERS_FROM_STAGE | 1U << DIFFERS_TO_STAGE | 1U << DIFFERS_HORIZONS;
    static const struct {
        enum map_difference difference;
        const char *words;
    } rest[] = {{DIFFERS_RESPONSIBLE, "who does it"}, {DIFFERS_CONSULTED, "who is asked"},
        {DIFFERS_INFORMED, "who is told"}, {DIFFERS_FOUR_EYES, "four eyes"}};
    bool is_first = true;
    if (!item->one || !item->other || item->differs & (1U << DIFFERS_ACCOUNTABLE | spans)) {
        print_role(item->one, output);
        buffer_string(output, " -> ");
        print_role(item->other, output);
        is_first = false;
    }
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        if (!(item->differs & (1U << rest[i].difference))) continue;
        buffer_print(output, "%s%s", is_first ? "" : "; ", rest[i].words);
        is_first = false;
    }
}

enum error map_comparison_print_text(const struct map_comparison *comparison, bool all, struct buffer *output)
{
    const struct organisation *organisation = comparison->organisation;
    size_t widest = 0;
    buffer_print(output, "%.*s (%.*s) and %.*s (%.*s): %u the same, %u different",
        TEXT_PRINT(comparison->names[0]), TEXT_PRINT(comparison->keys[0]), TEXT_PRINT(comparison->names[1]),
        TEXT_PRINT(comparison->keys[1]), comparison->same, comparison->different);
    if (comparison->only_one || comparison->only_other)
        buffer_print(output, ", %u and %u on one of them only", comparison->only_one, comparison->only_other);
    buffer_print(output, ".\nLeft %.*s, right %.*s; a dot in the middle is shared.\n",
        TEXT_PRINT(comparison->names[0]), TEXT_PRINT(comparison->names[1]));
    for (size_t i = 0; i < comparison->count; i++) {
        const size_t length = organisation->activities[comparison->items[i].activity].name.length;
        if (length > widest && length <= NAME_WIDTH) widest = length;
    }
    if (comparison->count > comparison->same || all)
        buffer_print(output, "\n%-*s  PM   PMM   PM   PMM\n", (int)widest, "");
    uint32_t before = ORGANISATION_NONE;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct map_comparison_item *item = &comparison->items[i];
        const bool is_same = item->one && item->other && item->differs == 0;
        if (is_same && !all) continue;
        const struct text name =
            item->activity == before ? TEXT("") : organisation->activities[item->activity].name;
        buffer_print(
            output, "%-*.*s  %s   %s", (int)widest, TEXT_PRINT(name), dot_of(item->one), dot_of(item->other));
        if (!is_same) buffer_string(output, "   ");
        if (!is_same) print_words(item, output);
        buffer_character(output, '\n');
        before = item->activity;
    }
    return buffer_error(output);
}
