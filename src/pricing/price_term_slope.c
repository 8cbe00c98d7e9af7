// SPDX-License-Identifier: Apache-2.0
// Terms and their derivatives by the price, by the chain rule.
#include "pricing/price_term_slope.h"

#include <math.h>

// Sums over rows.
static bool is_sum(const struct price_term *term)
{
    return term->kind == PRICE_TERM_COUNT || term->kind == PRICE_TERM_TOTAL;
}

size_t price_term_first_column(const struct price_term *term)
{
    if (!term) return PRICE_NAMES_MAXIMUM;
    if (term->kind == PRICE_TERM_COLUMN) return term->column;
    if (is_sum(term)) return PRICE_NAMES_MAXIMUM;
    size_t first = price_term_first_column(term->first);
    return first < PRICE_NAMES_MAXIMUM ? first : price_term_first_column(term->second);
}

bool price_term_has_column(const struct price_term *term, size_t column)
{
    if (!term || is_sum(term)) return false;
    if (term->kind == PRICE_TERM_COLUMN) return term->column == column;
    return price_term_has_column(term->first, column) || price_term_has_column(term->second, column);
}

enum error price_term_slopes_prepare(
    const struct price_table *table, size_t price, struct arena *arena, struct price_term_slopes *ret)
{
    *ret = (struct price_term_slopes){.table = table, .price = price};
    ret->group = arena_array(arena, uint32_t *, table->names->count + 1);
    ret->groups = arena_array(arena, size_t, table->names->count + 1);
    return ret->group && ret->groups ? ERROR_NONE : ERROR_MEMORY;
}

static bool is_dummy(const struct price_term *term)
{
    return term->kind == PRICE_TERM_DUMMY || term->kind == PRICE_TERM_EACH;
}

static bool is_pair(const struct price_term *term)
{
    return term->kind == PRICE_TERM_ADD || term->kind == PRICE_TERM_SUBTRACT ||
           term->kind == PRICE_TERM_MULTIPLY || term->kind == PRICE_TERM_DIVIDE;
}

enum error price_term_slopes_add(
    struct price_term_slopes *slopes, const struct price_term *term, struct arena *arena)
{
    enum error error = ERROR_NONE;
    if (is_dummy(term) && !slopes->group[term->column])
        return price_table_groups(slopes->table, term->column, arena, &slopes->group[term->column],
            &slopes->groups[term->column], NULL);
    if (is_sum(term)) return ERROR_INVALID;
    if (term->first) error = price_term_slopes_add(slopes, term->first, arena);
    if (!error && term->second) error = price_term_slopes_add(slopes, term->second, arena);
    return error;
}

size_t price_term_columns(const struct price_term_slopes *slopes, const struct price_term *term)
{
    if (is_dummy(term)) return slopes->groups[term->column] - (term->kind == PRICE_TERM_DUMMY ? 1 : 0);
    if (is_pair(term))
        return price_term_columns(slopes, term->first) * price_term_columns(slopes, term->second);
    return term->first && !is_sum(term) ? price_term_columns(slopes, term->first) : 1;
}

static struct price_slope combine(enum price_term_kind kind, struct price_slope a, struct price_slope b)
{
    if (kind == PRICE_TERM_ADD) return (struct price_slope){a.value + b.value, a.slope + b.slope};
    if (kind == PRICE_TERM_SUBTRACT) return (struct price_slope){a.value - b.value, a.slope - b.slope};
    if (kind == PRICE_TERM_MULTIPLY)
        return (struct price_slope){a.value * b.value, a.slope * b.value + a.value * b.slope};
    return (struct price_slope){
        a.value / b.value, (a.slope * b.value - a.value * b.slope) / (b.value * b.value)};
}

static struct price_slope apply(enum price_term_kind kind, struct price_slope a)
{
    if (kind == PRICE_TERM_LOG) return (struct price_slope){log(a.value), a.slope / a.value};
    if (kind == PRICE_TERM_EXP) return (struct price_slope){exp(a.value), a.slope * exp(a.value)};
    if (kind == PRICE_TERM_SQRT) return (struct price_slope){sqrt(a.value), a.slope / 2 / sqrt(a.value)};
    if (kind == PRICE_TERM_SQUARE) return (struct price_slope){a.value * a.value, 2 * a.value * a.slope};
    return (struct price_slope){-a.value, -a.slope};
}

// Recursion is as deep as terms are nested, which the parser limits.
struct price_slope price_term_at(const struct price_term_slopes *slopes, const struct price_term *term,
    size_t index, size_t row, double price)
{
    size_t group = 0, second;
    switch (term->kind) {
    case PRICE_TERM_NUMBER: return (struct price_slope){term->number, 0};
    case PRICE_TERM_COLUMN:
        if (term->column == slopes->price) return (struct price_slope){price, 1};
        return (struct price_slope){
            slopes->table->numbers[term->column] ? slopes->table->numbers[term->column][row] : (double)NAN,
            0};
    case PRICE_TERM_DUMMY:
    case PRICE_TERM_EACH:
        group = slopes->group[term->column][row];
        return (struct price_slope){group == index + (term->kind == PRICE_TERM_DUMMY ? 1 : 0) ? 1 : 0, 0};
    case PRICE_TERM_COUNT:
    case PRICE_TERM_TOTAL: return (struct price_slope){(double)NAN, 0}; // never stands with a price
    case PRICE_TERM_ADD:
    case PRICE_TERM_SUBTRACT:
    case PRICE_TERM_MULTIPLY:
    case PRICE_TERM_DIVIDE:
        second = price_term_columns(slopes, term->second);
        return combine(term->kind, price_term_at(slopes, term->first, index / second, row, price),
            price_term_at(slopes, term->second, index % second, row, price));
    case PRICE_TERM_NEGATE:
    case PRICE_TERM_LOG:
    case PRICE_TERM_EXP:
    case PRICE_TERM_SQRT:
    case PRICE_TERM_SQUARE: return apply(term->kind, price_term_at(slopes, term->first, index, row, price));
    }
    return (struct price_slope){(double)NAN, 0};
}
