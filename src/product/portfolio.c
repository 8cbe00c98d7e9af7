// SPDX-License-Identifier: Apache-2.0
// Writes the portfolio as JSON from the organisation.
#include "product/portfolio.h"

#include "people/resolution_print.h"

static int compare_products(const void *one, const void *other, void *closure)
{
    const struct organisation *organisation = closure;
    const struct organisation_product *a = &organisation->products[*(const uint32_t *)one];
    const struct organisation_product *b = &organisation->products[*(const uint32_t *)other];
    const int names = text_compare(a->name, b->name);
    return names ? names : organisation_compare_keys(a->key, b->key);
}

// Is the line the one with the key, or does it lie in it?
static bool line_lies_in(const struct organisation *organisation, uint32_t line, struct text key)
{
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        if (text_equal(organisation->lines[line].key, key)) return true;
        line = organisation->lines[line].parent;
    }
    return false;
}

static bool product_is_wanted(
    const struct organisation *organisation, const struct portfolio_options *options, uint32_t product)
{
    if (!options) return true;
    if (!text_is_empty(options->line) &&
        !line_lies_in(organisation, organisation->products[product].line, options->line))
        return false;
    if (text_is_empty(options->unit)) return true;
    const uint32_t unit = organisation_unit_of_product(organisation, product);
    return unit != ORGANISATION_NONE && text_equal(organisation->units[unit].key, options->unit);
}

static void write_text(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    if (text_is_empty(value))
        json_write_null(writer);
    else
        json_write_text(writer, value);
}

static void write_findings(const struct portfolio_findings *findings, struct json_writer *writer)
{
    json_write_key(writer, "findings");
    json_write_object_begin(writer);
    json_write_key(writer, "errors");
    json_write_integer(writer, findings->errors);
    json_write_key(writer, "warnings");
    json_write_integer(writer, findings->warnings);
    json_write_key(writer, "infos");
    json_write_integer(writer, findings->infos);
    json_write_object_end(writer);
}

static void write_hand_offs(const struct organisation *organisation,
    const struct portfolio_hand_offs *hand_offs, bool is_next, struct json_writer *writer)
{
    json_write_key(writer, "hand_offs");
    if (!is_next) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    json_write_key(writer, "waiting");
    json_write_integer(writer, hand_offs->waiting);
    write_text(writer, "key", hand_offs->key);
    write_text(writer, "title", hand_offs->title);
    write_text(writer, "since", hand_offs->since);
    json_write_key(writer, "with");
    if (hand_offs->waiting == 0 || hand_offs->person == ORGANISATION_NONE) {
        json_write_null(writer);
    } else {
        const struct organisation_person *person = &organisation->people[hand_offs->person];
        json_write_object_begin(writer);
        write_text(writer, "key", person->key);
        write_text(writer, "name", person->name);
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
}

static void write_product(const struct resolution *resolution, uint32_t product, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    const struct organisation_product *of = &organisation->products[product];
    const struct text none = {"", 0};
    const uint32_t unit = organisation_unit_of_product(organisation, product);
    const uint32_t scope = organisation_scope_of_product(organisation, product);
    write_text(writer, "key", of->key);
    json_write_key(writer, "name");
    json_write_text(writer, of->name);
    json_write_key(writer, "stage");
    json_write_string(writer, product_stages.choices[of->stage].code);
    json_write_key(writer, "horizon");
    json_write_string(writer, of->horizon < 0 ? NULL : product_horizons.choices[of->horizon].code);
    write_text(writer, "line", of->line == ORGANISATION_NONE ? none : organisation->lines[of->line].key);
    write_text(
        writer, "line_name", of->line == ORGANISATION_NONE ? none : organisation->lines[of->line].name);
    write_text(writer, "unit", unit == ORGANISATION_NONE ? none : organisation->units[unit].key);
    write_text(writer, "unit_name", unit == ORGANISATION_NONE ? none : organisation->units[unit].name);
    json_write_key(writer, "management");
    resolution_print_holders(
        resolution, resolution_product_holders(resolution, product, ROLE_PRODUCT_MANAGER), scope, writer);
    json_write_key(writer, "marketing");
    resolution_print_holders(resolution,
        resolution_product_holders(resolution, product, ROLE_PRODUCT_MARKETING_MANAGER), scope, writer);
}

enum error portfolio_print(const struct resolution *resolution, const struct portfolio_options *options,
    struct arena *arena, struct buffer *output)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    struct json_writer writer;
    uint32_t *order = arena_array(arena, uint32_t, organisation->product_count), count = 0;
    if (!order) return ERROR_MEMORY;
    for (uint32_t product = 0; product < organisation->product_count; product++)
        if (product_is_wanted(organisation, options, product)) order[count++] = product;
    qsort_r(order, count, sizeof *order, compare_products, (void *)(uintptr_t)organisation);
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "items");
    json_write_array_begin(&writer);
    for (uint32_t i = 0; i < count; i++) {
        json_write_object_begin(&writer);
        write_product(resolution, order[i], &writer);
        if (options && options->findings) write_findings(&options->findings[order[i]], &writer);
        if (options && options->hand_offs)
            write_hand_offs(organisation, &options->hand_offs[order[i]],
                organisation->products[order[i]].horizon == HORIZON_NEXT, &writer);
        json_write_object_end(&writer);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return json_writer_finish(&writer);
}
