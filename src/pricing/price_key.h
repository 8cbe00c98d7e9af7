// SPDX-License-Identifier: Apache-2.0
// The names that a price specification may have: what each takes, and which methods know it. One table.
#ifndef TANDEM_PRICING_PRICE_KEY_H
#define TANDEM_PRICING_PRICE_KEY_H

#include "pricing/price_spec.h"

enum price_key_kind {
    PRICE_KEY_METHOD,
    PRICE_KEY_FILE,        // struct text: a file beside the specification
    PRICE_KEY_TERM,        // struct price_terms, of one
    PRICE_KEY_TERMS,       // struct price_terms
    PRICE_KEY_COLUMN,      // size_t: number of a name
    PRICE_KEY_COLUMNS,     // struct price_columns
    PRICE_KEY_CHOICE,      // an enum: one of the words
    PRICE_KEY_FLAG,        // bool: one of two words
    PRICE_KEY_REAL,        // double from least to most
    PRICE_KEY_WHOLE,       // size_t from least to most
    PRICE_KEY_NUMBERS,     // struct price_numbers, each from least to most
    PRICE_KEY_TEXTS,       // struct price_texts, separated by commas
    PRICE_KEY_WORDS,       // uint32_t: bits of the words listed
    PRICE_KEY_MERGER,      // pairs "A into B"
    PRICE_KEY_INTEGRATION, // struct price_integration
    PRICE_KEY_SETTING,     // these three have something before the equals sign
    PRICE_KEY_RANDOM,
    PRICE_KEY_ONLY
};

// A word that stands for a number; a list ends with a NULL name.
struct price_choice {
    const char *name;
    int value;
};

struct price_key {
    const char *name;
    enum price_key_kind kind;
    uint32_t methods, required; // which know it, which need it: bits by enum price_method
    size_t offset;              // of the member in struct price_spec
    const struct price_choice *choices;
    double least, most;
    enum price_role role; // whose columns it names; of a file: which
    size_t limit;         // COLUMNS, NUMBERS, TEXTS: how many at most
};

extern const struct price_key price_keys[];
extern const size_t price_key_count;

#define PRICE_KEYS_MAXIMUM 320

#endif
