// SPDX-License-Identifier: Apache-2.0
// Reads random coefficients: random TERM = draw or demographic, start, and what the search may do with it.
#include "pricing/price_random.h"

#include <math.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Takes a word (letters and hyphens) if it is one of those expected.
static bool take_word(struct price_cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    if (price_cursor_is_at_end(cursor) || cursor->end - cursor->position < length) return false;
    const char *at = cursor->whole.data + cursor->position;
    if (memcmp(at, word, length) != 0) return false;
    bool is_whole = cursor->position + length == cursor->end || is_space(at[length]) || at[length] == ',' ||
                    at[length] == '(';
    if (is_whole) cursor->position += length;
    return is_whole;
}

static bool parse_draw(struct price_cursor *cursor, struct price_random *random)
{
    double number;
    if (!price_cursor_take(cursor, '(') || !price_number_parse(cursor, &number) ||
        !price_cursor_take(cursor, ')') || number != floor(number) || number < 1 ||
        number > QUADRATURE_DIMENSIONS_MAXIMUM) {
        price_cursor_problem(
            cursor, "A draw is written draw(1), draw(2) … up to draw(%d).", QUADRATURE_DIMENSIONS_MAXIMUM);
        return false;
    }
    random->draw = (size_t)number;
    return true;
}

static bool parse_agent_term(struct price_cursor *cursor, struct price_names *agents,
    struct price_random_spec *spec, struct price_random *random)
{
    const struct price_term *term;
    struct price_cursor of_agents = *cursor;
    of_agents.names = agents;
    bool is_right = price_product_parse(&of_agents, &term);
    cursor->position = of_agents.position;
    if (!is_right) return false;
    for (size_t i = 0; i < spec->agent_terms.count; i++)
        if (text_equal(spec->agent_terms.term[i]->source, term->source)) {
            random->agent_term = i;
            return true;
        }
    random->agent_term = spec->agent_terms.count;
    spec->agent_terms.term[spec->agent_terms.count++] = term;
    return true;
}

// fixed, from 0, to 5: in any order.
static bool parse_limits(struct price_cursor *cursor, struct price_random *random)
{
    for (;;) {
        size_t start = cursor->position;
        bool is_low = false;
        if (take_word(cursor, "fixed")) {
            random->is_fixed = true;
            continue;
        }
        if (!(is_low = take_word(cursor, "from")) && !take_word(cursor, "to")) break;
        bool is_free = !(random->low < random->high);
        if (is_free) random->low = -(double)INFINITY;
        if (is_free) random->high = (double)INFINITY;
        if (!price_number_parse(cursor, is_low ? &random->low : &random->high)) return false;
        if (!(random->low < random->high)) {
            cursor->position = start;
            price_cursor_problem(cursor, "Bounds are written from 0 to 5, the lower one first; for a value "
                                         "that stays, write fixed.");
            return false;
        }
    }
    if (!(random->low < random->high) || (random->start >= random->low && random->start <= random->high))
        return true;
    price_cursor_problem(cursor, "The search starts at %g, outside the bounds.", random->start);
    return false;
}

static bool allocate(struct price_cursor *cursor, struct price_random_spec *spec)
{
    if (spec->parameter) return true;
    spec->parameter = arena_array(cursor->arena, struct price_random, PRICE_PARAMETERS_MAXIMUM);
    spec->terms.term = arena_array(cursor->arena, const struct price_term *, PRICE_RANDOM_MAXIMUM);
    spec->agent_terms.term = arena_array(cursor->arena, const struct price_term *, PRICE_PARAMETERS_MAXIMUM);
    return spec->parameter && spec->terms.term && spec->agent_terms.term;
}

bool price_random_parse(struct price_cursor *cursor, size_t term_position, size_t term_end,
    struct price_names *agents, struct price_random_spec *random)
{
    struct price_cursor of_term = *cursor;
    struct price_terms terms;
    of_term.position = term_position;
    of_term.end = term_end;
    if (!price_terms_parse(&of_term, &terms)) return false;
    if (terms.count != 1 || random->terms.count == PRICE_RANDOM_MAXIMUM) {
        of_term.position = term_position;
        price_cursor_problem(&of_term,
            "After random stands one term, such as random price = nodes1 0.5, income 1; at most %d such "
            "lines.",
            PRICE_RANDOM_MAXIMUM);
        return false;
    }
    if (!allocate(cursor, random)) return false;
    random->terms.term[random->terms.count++] = terms.term[0];
    do {
        struct price_random one = {.term = random->terms.count - 1};
        (void)price_cursor_is_at_end(cursor);
        size_t start = cursor->position;
        if (random->count == PRICE_PARAMETERS_MAXIMUM) {
            price_cursor_problem(cursor, "There are more than %d parameters.", PRICE_PARAMETERS_MAXIMUM);
            return false;
        }
        if (!(take_word(cursor, "draw") ? parse_draw(cursor, &one)
                                        : parse_agent_term(cursor, agents, random, &one)))
            return false;
        one.source = price_text_of((struct text){cursor->whole.data + start, cursor->position - start});
        if (!price_number_parse(cursor, &one.start) || !parse_limits(cursor, &one)) return false;
        random->draws = one.draw > random->draws ? one.draw : random->draws;
        random->parameter[random->count++] = one;
    } while (price_cursor_take(cursor, ','));
    if (price_cursor_is_at_end(cursor)) return true;
    price_cursor_problem(cursor, "Here a comma is needed: random price = nodes1 0.5, income 1.");
    return false;
}

bool price_integration_parse(struct price_cursor *cursor, struct price_integration *ret)
{
    static const struct {
        const char *name;
        enum quadrature_kind kind;
        double most;
    } kinds[] = {{"product", QUADRATURE_PRODUCT, QUADRATURE_SIZE_MAXIMUM}, {"halton", QUADRATURE_HALTON, 1e6},
        {"sobol", QUADRATURE_SOBOL, 1e6}, {"monte-carlo", QUADRATURE_MONTE_CARLO, 1e6}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        double size;
        if (!take_word(cursor, kinds[i].name)) continue;
        if (!price_number_parse(cursor, &size)) return false;
        if (size != floor(size) || size < 1 || size > kinds[i].most) {
            price_cursor_problem(
                cursor, "integration = %s takes a whole number from 1 to %g.", kinds[i].name, kinds[i].most);
            return false;
        }
        *ret = (struct price_integration){true, kinds[i].kind, (size_t)size};
        return true;
    }
    price_cursor_problem(cursor, "integration is written product 5 (Gauss and Hermite's rule with 5 points a "
                                 "dimension), halton 500, sobol 256 or monte-carlo 200.");
    return false;
}
