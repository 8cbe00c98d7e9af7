// SPDX-License-Identifier: Apache-2.0
// Compares two maps, and writes the comparison.
#include "people/map_compare.h"

static const char *const differences[DIFFERS_COUNT] = {"side", "accountable", "responsible", "consulted",
    "informed", "from_stage", "to_stage", "horizons", "four_eyes"};

static unsigned differs(const struct organisation_entry *one, const struct organisation_entry *other)
{
    if (!one || !other) return 0;
    return (unsigned)(one->side != other->side) << DIFFERS_SIDE |
           (unsigned)(one->accountable != other->accountable) << DIFFERS_ACCOUNTABLE |
           (unsigned)(one->responsible != other->responsible) << DIFFERS_RESPONSIBLE |
           (unsigned)(one->consulted != other->consulted) << DIFFERS_CONSULTED |
           (unsigned)(one->informed != other->informed) << DIFFERS_INFORMED |
           (unsigned)(one->from_stage != other->from_stage) << DIFFERS_FROM_STAGE |
           (unsigned)(one->to_stage != other->to_stage) << DIFFERS_TO_STAGE |
           (unsigned)(one->horizons != other->horizons) << DIFFERS_HORIZONS |
           (unsigned)(one->four_eyes != other->four_eyes) << DIFFERS_FOUR_EYES;
}

// By activity, stage, horizons, key.
static int compare_entries(const void *one, const void *other)
{
    const struct organisation_entry *a = *(const struct organisation_entry *const *)one,
                                    *b = *(const struct organisation_entry *const *)other;
    if (a->activity != b->activity) return a->activity < b->activity ? -1 : 1;
    if (a->from_stage != b->from_stage) return a->from_stage < b->from_stage ? -1 : 1;
    if (a->horizons != b->horizons) return a->horizons < b->horizons ? -1 : 1;
    return organisation_compare_keys(a->key, b->key);
}

static const struct organisation_entry **entries_sort(const struct map_trial *trial, struct arena *arena)
{
    const struct organisation_entry **sorted =
        arena_array(arena, const struct organisation_entry *, (size_t)trial->entry_count + 1);
    if (!sorted) return NULL;
    for (uint32_t i = 0; i < trial->entry_count; i++)
        sorted[i] = &trial->entries[i];
    qsort(sorted, trial->entry_count, sizeof(const struct organisation_entry *), compare_entries);
    return sorted;
}

static void item_add(struct map_comparison *comparison, uint32_t activity,
    const struct organisation_entry *one, const struct organisation_entry *other)
{
    struct map_comparison_item *item = &comparison->items[comparison->count++];
    *item = (struct map_comparison_item){activity, one, other, differs(one, other)};
    comparison->only_one += !other;
    comparison->only_other += !one;
    comparison->same += one && other && item->differs == 0;
    comparison->different += item->differs != 0;
}

static bool is_same_span(const struct organisation_entry *one, const struct organisation_entry *other)
{
    return one->from_stage == other->from_stage && one->to_stage == other->to_stage &&
           one->horizons == other->horizons;
}

// Pairs the entries of one activity: slices of the sorted entries, whose elements are set to NULL once they
// are taken.
static void activity_pair(struct map_comparison *comparison, uint32_t activity,
    const struct organisation_entry **one, uint32_t one_count, const struct organisation_entry **other,
    uint32_t other_count)
{
    for (uint32_t i = 0; i < one_count; i++)
        for (uint32_t j = 0; one[i] && j < other_count; j++) {
            if (!other[j] || !is_same_span(one[i], other[j])) continue;
            item_add(comparison, activity, one[i], other[j]);
            one[i] = other[j] = NULL;
        }
    for (uint32_t i = 0, j = 0; i < one_count || j < other_count;) {
        if (i < one_count && !one[i]) {
            i++;
        } else if (j < other_count && !other[j]) {
            j++;
        } else {
            item_add(comparison, activity, i < one_count ? one[i] : NULL, j < other_count ? other[j] : NULL);
            i += i < one_count;
            j += j < other_count;
        }
    }
}

enum error map_compare(const struct organisation *organisation, const struct map_trial *one,
    const struct map_trial *other, struct arena *arena, struct map_comparison *ret_comparison)
{
    struct map_comparison comparison = {.organisation = organisation,
        .keys = {one->map.key, other->map.key},
        .names = {one->map.name, other->map.name}};
    const struct organisation_entry **ones = entries_sort(one, arena), **others = entries_sort(other, arena);
    comparison.items =
        arena_array(arena, struct map_comparison_item, (size_t)one->entry_count + other->entry_count);
    if (!ones || !others || !comparison.items) return ERROR_MEMORY;
    uint32_t i = 0, j = 0;
    for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
        const uint32_t from = i, other_from = j;
        while (i < one->entry_count && ones[i]->activity == activity)
            i++;
        while (j < other->entry_count && others[j]->activity == activity)
            j++;
        activity_pair(&comparison, activity, ones + from, i - from, others + other_from, j - other_from);
    }
    *ret_comparison = comparison;
    return ERROR_NONE;
}

enum error map_compare_read(struct transaction *transaction, struct text one, struct text other, int32_t day,
    struct arena *arena, struct map_comparison *ret_comparison)
{
    struct organisation *organisation;
    struct map_trial trials[2];
    // Activities are all that it takes.
    enum error error = organisation_load_around(transaction, TEXT(""), day, arena, &organisation);
    if (!error) error = map_trial_load(transaction, organisation, one, arena, &trials[0]);
    if (!error) error = map_trial_load(transaction, organisation, other, arena, &trials[1]);
    return error ? error : map_compare(organisation, &trials[0], &trials[1], arena, ret_comparison);
}

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

static void write_code(struct json_writer *writer, const char *name, const char *code)
{
    json_write_key(writer, name);
    json_write_string(writer, code);
}

static void write_set(
    struct json_writer *writer, const char *name, unsigned set, const struct choice_list *choices)
{
    json_write_key(writer, name);
    json_write_array_begin(writer);
    for (size_t i = 0; i < choices->count; i++)
        if (set & (1U << i)) json_write_string(writer, choices->choices[i].code);
    json_write_array_end(writer);
}

static void write_entry(struct json_writer *writer, const char *name, const struct organisation_entry *entry)
{
    json_write_key(writer, name);
    if (!entry) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_member(writer, "entry", entry->key);
    write_code(writer, "side", map_sides.choices[entry->side].code);
    write_code(writer, "accountable", people_role_code((enum people_role)entry->accountable));
    write_set(writer, "responsible", entry->responsible, &people_roles);
    write_set(writer, "consulted", entry->consulted, &people_roles);
    write_set(writer, "informed", entry->informed, &people_roles);
    write_code(writer, "from_stage", product_stages.choices[entry->from_stage].code);
    write_code(writer, "to_stage", product_stages.choices[entry->to_stage].code);
    write_set(writer, "horizons", entry->horizons, &product_horizons);
    json_write_key(writer, "four_eyes");
    json_write_boolean(writer, entry->four_eyes);
    json_write_object_end(writer);
}

static void write_total(struct json_writer *writer, const char *name, uint32_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, count);
}

void map_comparison_print_json(const struct map_comparison *comparison, struct json_writer *writer)
{
    static const char *const sides[] = {"one", "other"};
    json_write_object_begin(writer);
    for (int i = 0; i < 2; i++) {
        json_write_key(writer, sides[i]);
        json_write_object_begin(writer);
        write_member(writer, "key", comparison->keys[i]);
        write_member(writer, "name", comparison->names[i]);
        json_write_object_end(writer);
    }
    json_write_key(writer, "totals");
    json_write_object_begin(writer);
    write_total(writer, "same", comparison->same);
    write_total(writer, "different", comparison->different);
    write_total(writer, "only_one", comparison->only_one);
    write_total(writer, "only_other", comparison->only_other);
    json_write_object_end(writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = 0; i < comparison->count; i++) {
        const struct map_comparison_item *item = &comparison->items[i];
        const struct organisation_activity *activity = &comparison->organisation->activities[item->activity];
        json_write_object_begin(writer);
        write_member(writer, "activity", activity->key);
        write_member(writer, "code", activity->code);
        write_member(writer, "name", activity->name);
        write_entry(writer, "one", item->one);
        write_entry(writer, "other", item->other);
        json_write_key(writer, "differs");
        json_write_array_begin(writer);
        for (unsigned j = 0; j < DIFFERS_COUNT; j++)
            if (item->differs & (1U << j)) json_write_string(writer, differences[j]);
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}
