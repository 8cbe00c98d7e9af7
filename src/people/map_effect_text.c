// SPDX-License-Identifier: Apache-2.0
// The effect of a map for people: sums first, then who hands over to whom, then what breaks.
#include "base/calendar.h"
#include "people/map_effect.h"

static const char *role_words(const struct resolution_result *result)
{
    if (result->outcome == RESOLUTION_REST) return "rests";
    return result->role == ROLE_COUNT ? "nobody" : people_role_words(result->role);
}

static void print_people(
    const struct resolution *resolution, struct resolution_holders holders, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    if (holders.count == 0) buffer_string(output, "nobody");
    for (uint32_t i = 0; i < holders.count && i < 3; i++)
        buffer_print(
            output, "%s%.*s", i ? ", " : "", TEXT_PRINT(organisation->people[holders.people[i]].name));
    if (holders.count > 3) buffer_print(output, " and %u more", holders.count - 3);
}

// "1,924"
static void print_number(uint64_t number, struct buffer *output)
{
    char digits[32];
    const int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0) buffer_character(output, ',');
        buffer_character(output, digits[i]);
    }
}

static void print_line(const char *what, uint32_t appear, uint32_t vanish, struct buffer *output)
{
    if (!appear && !vanish) return;
    buffer_print(output, "  %-10s", what);
    if (appear) buffer_print(output, " +%u", appear);
    if (vanish) buffer_print(output, " -%u", vanish);
    buffer_character(output, '\n');
}

static void print_head(const struct map_effect *effect, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    buffer_print(output, "%.*s (%.*s)", TEXT_PRINT(effect->map_name), TEXT_PRINT(effect->map_key));
    if (effect->against == ORGANISATION_NONE)
        buffer_string(output, " in force, where no map decides now");
    else
        buffer_print(output, " in place of %.*s (%.*s)", TEXT_PRINT(organisation->maps[effect->against].name),
            TEXT_PRINT(organisation->maps[effect->against].key));
    buffer_print(output, ", as of %s:\n", day);
    print_number(effect->totals.changed, output);
    buffer_string(output, " of ");
    print_number(effect->pairs, output);
    buffer_print(output, " accountabilities change hands (%u %s x %u activities).\n", effect->products,
        effect->products == 1 ? "product" : "products", organisation->activity_count);
    if (effect->totals.changed) buffer_character(output, '\n');
    print_line("gaps", effect->totals.gaps_new, effect->totals.gaps_gone, output);
    print_line("conflicts", effect->totals.conflicts_new, effect->totals.conflicts_gone, output);
    print_line("duals", effect->totals.duals_new, effect->totals.duals_gone, output);
}

// An activity that goes from one role to another, over so many products.
struct move {
    uint32_t activity, products;
    const char *from, *to;
};

static int compare_moves(const void *one, const void *other)
{
    const struct move *a = one, *b = other;
    if (a->products != b->products) return a->products < b->products ? 1 : -1;
    if (a->activity != b->activity) return a->activity < b->activity ? -1 : 1;
    const int order = strcmp(a->from, b->from);
    return order ? order : strcmp(a->to, b->to);
}

#define MOVES_MAXIMUM 16384

static void print_more(size_t count, size_t limit, struct buffer *output)
{
    if (count > limit) buffer_print(output, "  and %zu more\n", count - limit);
}

static enum error print_moves(
    const struct map_effect *effect, size_t limit, struct arena *arena, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    struct move *moves = arena_array(arena, struct move, MOVES_MAXIMUM);
    size_t count = 0;
    if (!moves) return ERROR_MEMORY;
    for (size_t i = 0; i < effect->count; i++) {
        const struct map_effect_item *item = &effect->items[i];
        const struct resolution_result before = resolution_for(effect->before, item->product, item->activity);
        const struct resolution_result after = resolution_for(effect->after, item->product, item->activity);
        const struct move move = {item->activity, 1, role_words(&before), role_words(&after)};
        size_t place = 0;
        while (place < count && (moves[place].activity != move.activity || moves[place].from != move.from ||
                                    moves[place].to != move.to))
            place++;
        if (place < count)
            moves[place].products++;
        else if (count < MOVES_MAXIMUM)
            moves[count++] = move;
    }
    if (!count) return ERROR_NONE;
    qsort(moves, count, sizeof *moves, compare_moves);
    buffer_string(output, "\nWhat moves\n");
    size_t widest = 0, from = 0;
    for (size_t i = 0; i < count && i < limit; i++) {
        const size_t name = organisation->activities[moves[i].activity].name.length;
        if (name > widest) widest = name;
        if (strlen(moves[i].from) > from) from = strlen(moves[i].from);
    }
    for (size_t i = 0; i < count && i < limit; i++)
        buffer_print(output, "  %-*.*s  %-*s  ->  %-25s %5u %s\n", (int)widest,
            TEXT_PRINT(organisation->activities[moves[i].activity].name), (int)from, moves[i].from,
            moves[i].to, moves[i].products, moves[i].products == 1 ? "product" : "products");
    print_more(count, limit, output);
    return ERROR_NONE;
}

// How many accountabilities a person gets and gives away.
struct balance {
    uint32_t person, gained, lost;
};

static int compare_balances(const void *one, const void *other, void *closure)
{
    const struct organisation *organisation = closure;
    const struct balance *a = one, *b = other;
    if (a->gained + a->lost != b->gained + b->lost) return a->gained + a->lost < b->gained + b->lost ? 1 : -1;
    return organisation_compare_keys(
        organisation->people[a->person].key, organisation->people[b->person].key);
}

static enum error print_balances(
    const struct map_effect *effect, size_t limit, struct arena *arena, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    struct balance *balances = arena_array(arena, struct balance, organisation->person_count);
    size_t count = 0;
    if (!balances) return ERROR_MEMORY;
    for (size_t i = 0; i < effect->count; i++) {
        const struct map_effect_item *item = &effect->items[i];
        const struct resolution_holders before =
            resolution_for(effect->before, item->product, item->activity).holders;
        const struct resolution_holders after =
            resolution_for(effect->after, item->product, item->activity).holders;
        for (uint32_t j = 0; j < before.count; j++)
            balances[before.people[j]].lost += !resolution_holders_contain(after, before.people[j]);
        for (uint32_t j = 0; j < after.count; j++)
            balances[after.people[j]].gained += !resolution_holders_contain(before, after.people[j]);
    }
    for (uint32_t person = 0; person < organisation->person_count; person++) {
        const struct balance balance = {person, balances[person].gained, balances[person].lost};
        if (balance.gained || balance.lost) balances[count++] = balance;
    }
    if (!count) return ERROR_NONE;
    qsort_r(balances, count, sizeof *balances, compare_balances, (void *)(uintptr_t)organisation);
    buffer_string(output, "\nWhose hands\n");
    for (size_t i = 0; i < count && i < limit; i++) {
        const struct organisation_person *person = &organisation->people[balances[i].person];
        char gained[16], lost[16];
        (void)snprintf(gained, sizeof gained, "+%u", balances[i].gained);
        (void)snprintf(lost, sizeof lost, "-%u", balances[i].lost);
        buffer_print(output, "  %6s %6s  %.*s (%.*s)\n", balances[i].gained ? gained : "",
            balances[i].lost ? lost : "", TEXT_PRINT(person->name), TEXT_PRINT(person->key));
    }
    print_more(count, limit, output);
    return ERROR_NONE;
}

// The pairs that get an outcome that they did not have.
static void print_broken(const struct map_effect *effect, enum resolution_outcome outcome, const char *title,
    size_t limit, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    size_t count = 0;
    for (size_t i = 0; i < effect->count; i++) {
        const struct map_effect_item *item = &effect->items[i];
        const struct resolution_result before = resolution_for(effect->before, item->product, item->activity);
        const struct resolution_result after = resolution_for(effect->after, item->product, item->activity);
        if (after.outcome != outcome || before.outcome == outcome || count++ >= limit) continue;
        if (count == 1) buffer_print(output, "\n%s\n", title);
        buffer_print(output, "  %.*s (%.*s), %.*s: ", TEXT_PRINT(organisation->products[item->product].name),
            TEXT_PRINT(organisation->products[item->product].key),
            TEXT_PRINT(organisation->activities[item->activity].name));
        print_people(effect->before, before.holders, output);
        buffer_string(output, " -> ");
        if (outcome == RESOLUTION_GAP && after.role != ROLE_COUNT)
            buffer_print(output, "no %s", people_role_words(after.role));
        else
            print_people(effect->after, after.holders, output);
        buffer_character(output, '\n');
    }
    print_more(count, limit, output);
}

enum error map_effect_print_text(
    const struct map_effect *effect, size_t limit, struct arena *arena, struct buffer *output)
{
    print_head(effect, output);
    enum error error = print_moves(effect, limit, arena, output);
    if (!error) error = print_balances(effect, limit, arena, output);
    if (error) return error;
    print_broken(effect, RESOLUTION_GAP, "Gaps that appear", limit, output);
    print_broken(effect, RESOLUTION_CONFLICT, "Conflicts that appear", limit, output);
    print_broken(effect, RESOLUTION_DUAL, "Duals that appear", limit, output);
    return buffer_error(output);
}
