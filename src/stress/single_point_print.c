// SPDX-License-Identifier: Apache-2.0
// Single points of failure, explained.
#include "check/phrase.h"
#include "stress/stress_print.h"

static const char *const horizon_words[HORIZON_COUNT] = {"current", "next", "future"};

// "product manager and product marketing manager".
static void print_roles(unsigned roles, struct buffer *output)
{
    uint32_t count = 0, position = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        count += (roles >> role) & 1U;
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if (!(roles & (1U << role))) continue;
        if (!phrase_list_item(position++, count, output)) return;
        buffer_string(output, people_role_words((enum people_role)role));
    }
}

// "Only product manager of 3 products: nobody would be accountable for 51 activities of them (34 current, 17
// next), most of Probe (PROD-1)."
static void print_why(
    const struct organisation *organisation, const struct single_point *point, struct buffer *output)
{
    const uint32_t gaps = single_point_gaps(point);
    if (gaps == 0) {
        buffer_string(output, "Somebody else would be accountable for everything");
    } else {
        buffer_string(output, "Nobody else is ");
        print_roles(point->roles, output);
        buffer_string(output, " of ");
        phrase_count(point->gap_products, "product", "products", output);
        buffer_string(output, ": ");
        phrase_count(gaps, "activity", "activities", output);
        buffer_string(output, " would be left without anybody (");
        for (unsigned horizon = 0, shown = 0; horizon < HORIZON_COUNT; horizon++)
            if (point->gaps[horizon])
                buffer_print(
                    output, "%s%u %s", shown++ ? ", " : "", point->gaps[horizon], horizon_words[horizon]);
        buffer_string(output, "), most of them of ");
        phrase_scope(organisation, organisation_scope_of_product(organisation, point->worst), output);
    }
    buffer_string(output, "; ");
    phrase_count(point->taken_over, "is", "are", output);
    buffer_string(output, " taken over");
    if (point->conflicts) buffer_print(output, ", %u in conflict", point->conflicts);
    if (point->duals) buffer_print(output, ", %u by one person on both sides", point->duals);
    buffer_character(output, '.');
}

enum error single_points_print_text(const struct resolution *resolution, const struct single_point *points,
    size_t count, size_t limit, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    for (size_t i = 0; i < count && i < limit; i++) {
        const struct organisation_person *person = &organisation->people[points[i].person];
        buffer_print(output, "%zu. %.*s: %.*s: score %llu\n    ", i + 1, TEXT_PRINT(person->key),
            TEXT_PRINT(person->name), (unsigned long long)points[i].score);
        print_why(organisation, &points[i], output);
        buffer_character(output, '\n');
    }
    if (count == 0)
        buffer_string(output, "Nobody is accountable for anything, so that nobody would be missed.\n");
    else
        buffer_print(output, "%zu of %zu people whose absence changes anything.\n",
            count < limit ? count : limit, count);
    return buffer_error(output);
}

static void write_count(struct json_writer *writer, const char *name, uint64_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)count);
}

static void write_named(struct json_writer *writer, const char *name, struct text key, struct text title)
{
    json_write_key(writer, name);
    json_write_object_begin(writer);
    json_write_key(writer, "key");
    json_write_text(writer, key);
    json_write_key(writer, "name");
    json_write_text(writer, title);
    json_write_object_end(writer);
}

static enum error write_point(const struct organisation *organisation, const struct single_point *point,
    struct buffer *scratch, struct json_writer *writer)
{
    const struct organisation_person *person = &organisation->people[point->person];
    json_write_object_begin(writer);
    write_named(writer, "person", person->key, person->name);
    write_count(writer, "score", point->score);
    write_count(writer, "gaps", single_point_gaps(point));
    for (unsigned horizon = 0; horizon < HORIZON_COUNT; horizon++) {
        char name[32];
        (void)snprintf(name, sizeof name, "gaps_%s", horizon_words[horizon]);
        write_count(writer, name, point->gaps[horizon]);
    }
    write_count(writer, "conflicts", point->conflicts);
    write_count(writer, "duals", point->duals);
    write_count(writer, "taken_over", point->taken_over);
    write_count(writer, "products", point->products);
    write_count(writer, "gap_products", point->gap_products);
    json_write_key(writer, "roles");
    json_write_array_begin(writer);
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (point->roles & (1U << role)) json_write_string(writer, people_role_code((enum people_role)role));
    json_write_array_end(writer);
    if (point->worst == ORGANISATION_NONE) {
        json_write_key(writer, "worst");
        json_write_null(writer);
    } else {
        write_named(writer, "worst", organisation->products[point->worst].key,
            organisation->products[point->worst].name);
    }
    buffer_reset(scratch);
    print_why(organisation, point, scratch);
    json_write_key(writer, "why");
    json_write_text(writer, buffer_view(scratch));
    json_write_object_end(writer);
    return buffer_error(scratch);
}

enum error single_points_print_json(const struct resolution *resolution, const struct single_point *points,
    size_t count, size_t limit, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    struct buffer scratch;
    enum error error = ERROR_NONE;
    buffer_init(&scratch, (size_t)1 << 16);
    json_write_object_begin(writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = 0; !error && i < count && i < limit; i++)
        error = write_point(organisation, &points[i], &scratch, writer);
    json_write_array_end(writer);
    write_count(writer, "people", count);
    json_write_object_end(writer);
    buffer_free(&scratch);
    return error;
}
