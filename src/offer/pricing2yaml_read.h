// SPDX-License-Identifier: Apache-2.0
// What the import of Pricing2Yaml does again and again: reading members, finding records, keeping them with
// the line that a problem belongs to. Private to the import.
#ifndef TANDEM_OFFER_PRICING2YAML_READ_H
#define TANDEM_OFFER_PRICING2YAML_READ_H

#include "format/yaml_reader.h"
#include "model/record.h"
#include "offer/amount.h"
#include "offer/pricing2yaml.h"

struct importing {
    struct transaction *transaction;
    const struct actor *actor;
    const struct pricing2yaml_request *request;
    struct arena *arena;
    struct problem_list *problems, *notes;
    struct pricing2yaml_result *result;
    struct text product;
    struct value from_on;
    enum amount_period period;
    enum error fatal; // no memory, the database: ends everything
};

// Notes that a member is left out. `why` ends in a period.
void leave_out(struct importing *importing, const struct yaml_node *node, const char *why);
// A problem: the member must be what is right.
void refuse(struct importing *importing, const struct yaml_node *node, const char *right);

// The scalar of a member; empty when it is not there or null. A list or mapping is a problem.
struct text member_text(struct importing *importing, const struct yaml_node *mapping, const char *key);
// A mapping; NULL when it is not there or null.
const struct yaml_node *member_mapping(
    struct importing *importing, const struct yaml_node *mapping, const char *key);
// Notes members that are not among the known ones.
void members_expect(struct importing *importing, const struct yaml_node *mapping, const char *const known[]);
// Texts of a list joined; empty when there is none.
struct text list_join(struct importing *importing, const struct yaml_node *node, const char *joint);
// A value as Tandem writes it: payment methods are a list in the file, what has no limit is infinite.
struct text value_of(struct importing *importing, const struct yaml_node *node);
// The place of a word; -1.
int word_find(const char *const words[], struct text word);

// The key of what the statement finds; empty: nothing.
struct text find(struct importing *importing, const struct statement *statement,
    const struct value *parameters, size_t count);
// Makes the record, or changes the one with the key; its key, or empty after a problem that names the line.
struct text keep(struct importing *importing, const struct yaml_node *node, struct text key,
    struct record_input *input, uint32_t *count);
// NULL: no memory, and importing->fatal says so.
struct record_input *input_new(struct importing *importing, const struct resource *resource);
void set_text(struct record_input *input, size_t field, struct text text);

#endif
