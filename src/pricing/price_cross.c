// SPDX-License-Identifier: Apache-2.0
// The prices of all products beside the sales of each.
#include "pricing/price_cross.h"

#include <math.h>
#include <string.h>

// How the terms of prices are named after products: prefix, product, suffix.
struct naming {
    struct text prefix, suffix;
};

static bool is_named(struct text term, const struct naming *naming, struct text product)
{
    size_t before = naming->prefix.length, after = naming->suffix.length;
    return term.length == before + product.length + after &&
           memcmp(term.data, naming->prefix.data, before) == 0 &&
           memcmp(term.data + before, product.data, product.length) == 0 &&
           memcmp(term.data + before + product.length, naming->suffix.data, after) == 0;
}

// Whether every product has a term by this naming; fills which.
static bool fits_all(struct price_cross *cross, const struct naming *naming)
{
    for (size_t i = 0; i < cross->products; i++) {
        size_t j = 0;
        while (j < cross->prices.columns && !is_named(cross->prices.names[j], naming, cross->label[i]))
            j++;
        if (j == cross->prices.columns) return false;
        cross->own[i] = j;
    }
    return true;
}

// Tries every place of the first product's name in every term.
static bool find_naming(struct price_cross *cross)
{
    struct text product = cross->label[0];
    for (size_t j = 0; j < cross->prices.columns; j++) {
        struct text term = cross->prices.names[j];
        for (size_t at = 0; at + product.length <= term.length; at++) {
            size_t end = at + product.length;
            struct naming naming = {{term.data, at}, {term.data + end, term.length - end}};
            if (memcmp(term.data + at, product.data, product.length) == 0 && fits_all(cross, &naming))
                return true;
        }
    }
    return false;
}

static enum error read_wide(struct price_fitting *fitting, struct price_cross *cross)
{
    enum error error = price_fitting_matrix(fitting, &fitting->spec->prices, false, &cross->prices);
    if (error) return error;
    if (!find_naming(cross)) {
        problem_add(fitting->problems, NULL,
            "prices: the terms are not named after the products (%.*s …); write them alike, such as price_A, "
            "price_B, or "
            "give price and occasion in place of prices.",
            TEXT_PRINT(cross->label[0]));
        return ERROR_INVALID;
    }
    cross->price_label = arena_array(fitting->arena, struct text, cross->prices.columns);
    if (!cross->price_label) return ERROR_MEMORY;
    memcpy(cross->price_label, cross->prices.names, cross->prices.columns * sizeof(struct text));
    for (size_t i = 0; i < cross->products; i++)
        cross->price_label[cross->own[i]] = cross->label[i];
    return ERROR_NONE;
}

// Numbers the rows that have the same values in all columns of the occasion.
static enum error number_occasions(struct price_fitting *fitting, uint32_t **ret_occasion, size_t *ret_count)
{
    const struct price_columns *columns = &fitting->spec->occasion;
    size_t n = fitting->table.rows, slots = 16;
    uint32_t *all = arena_array(fitting->arena, uint32_t, n), *group;
    while (slots < 2 * n)
        slots *= 2;
    uint32_t *slot = arena_array(fitting->arena, uint32_t, slots),
             *first = arena_array(fitting->arena, uint32_t, n);
    uint32_t *before = arena_array(fitting->arena, uint32_t, n);
    if (!all || !slot || !first || !before) return ERROR_MEMORY;
    *ret_count = 1;
    for (size_t c = 0; c < columns->count; c++) {
        size_t groups, known = 0;
        enum error error =
            price_table_groups(&fitting->table, columns->column[c], fitting->arena, &group, &groups, NULL);
        if (error) return error;
        memset(slot, 0, slots * sizeof *slot);
        memcpy(before, all, n * sizeof *all);
        for (size_t i = 0; i < n; i++) {
            uint64_t mixed = ((uint64_t)before[i] << 32 | group[i]) * UINT64_C(0x9e3779b97f4a7c15);
            size_t at = (size_t)(mixed >> 20) & (slots - 1);
            while (slot[at] &&
                   (before[first[slot[at] - 1]] != before[i] || group[first[slot[at] - 1]] != group[i]))
                at = (at + 1) & (slots - 1);
            if (!slot[at]) {
                first[known++] = (uint32_t)i;
                slot[at] = (uint32_t)known;
            }
            all[i] = slot[at] - 1;
        }
        *ret_count = known;
    }
    *ret_occasion = all;
    return ERROR_NONE;
}

static enum error read_long(struct price_fitting *fitting, struct price_cross *cross)
{
    struct price_matrix price;
    uint32_t *occasion;
    size_t n = fitting->table.rows, products = cross->products, count, wrong = 0;
    enum error error = price_fitting_matrix(fitting, &fitting->spec->price, false, &price);
    if (!error) error = number_occasions(fitting, &occasion, &count);
    if (error) return error;
    double *seen = arena_array(fitting->arena, double, count *products);
    cross->prices =
        (struct price_matrix){n, products, arena_array(fitting->arena, double, n *products), cross->label};
    if (!seen || !cross->prices.values) return ERROR_MEMORY;
    for (size_t i = 0; i < count * products; i++)
        seen[i] = (double)NAN;
    for (size_t i = 0; i < n && wrong < PRICE_TABLE_PROBLEMS_MAXIMUM; i++) {
        double *place = &seen[occasion[i] * products + cross->product[i]];
        if (isnan(*place)) {
            *place = price.values[i];
            continue;
        }
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld): %.*s stands twice at the same occasion.",
            fitting->table.file, fitting->table.row[i], fitting->table.line[i],
            TEXT_PRINT(cross->label[cross->product[i]]));
        wrong++;
    }
    for (size_t j = 0; j < products; j++) {
        for (size_t i = 0; i < n; i++)
            cross->prices.values[j * n + i] = seen[occasion[i] * products + j];
        cross->own[j] = j;
    }
    cross->price_label = cross->label;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

enum error price_cross_read(struct price_fitting *fitting, struct price_cross *ret_cross)
{
    const struct price_spec *spec = fitting->spec;
    *ret_cross = (struct price_cross){0};
    enum error error = price_table_groups(&fitting->table, spec->product, fitting->arena, &ret_cross->product,
        &ret_cross->products, &ret_cross->label);
    if (error) return error;
    ret_cross->own = arena_array(fitting->arena, size_t, ret_cross->products);
    if (!ret_cross->own) return ERROR_MEMORY;
    if (ret_cross->products > PRICE_CROSS_PRODUCTS_MAXIMUM) {
        problem_add(fitting->problems, NULL, "%s has %zu products; a matrix of at most %d can be estimated.",
            fitting->table.file, ret_cross->products, PRICE_CROSS_PRODUCTS_MAXIMUM);
        return ERROR_INVALID;
    }
    return spec->prices.count ? read_wide(fitting, ret_cross) : read_long(fitting, ret_cross);
}
