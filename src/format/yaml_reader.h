// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree with line numbers, within bounds: what nests too deep, repeats itself by aliases
// or is too large is refused before it takes memory.
#ifndef TANDEM_FORMAT_YAML_READER_H
#define TANDEM_FORMAT_YAML_READER_H

#include "base/problem.h"
#include "base/text.h"

#define YAML_SIZE_MAXIMUM ((size_t)1 << 20) // bytes
#define YAML_DEPTH_MAXIMUM 16
#define YAML_NODES_MAXIMUM 50000
#define YAML_MEMBERS_MAXIMUM 2000 // of one mapping or sequence

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

// *arena*
struct yaml_node {
    enum yaml_kind kind;
    struct text value; // of a scalar
    bool is_plain;     // a scalar without quotes: true, 12 and null mean what they look like
    long line;         // from 1
    struct text key;   // of a member of a mapping
    struct yaml_node *first, *next;
    uint32_t count; // of members
};

// Reads one document. Anchors are allowed, aliases are not; keys are scalars, each once. ERROR_SYNTAX with
// problems that name the line; ERROR_LIMIT over a bound; ERROR_MEMORY.
enum error yaml_read(struct text content, struct arena *arena, struct problem_list *problems,
    struct yaml_node **ret_root) MUST_CHECK;

// The member of a mapping, or NULL (also of what is no mapping).
const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key);

// Nothing, or a plain null, ~ or empty scalar.
bool yaml_is_null(const struct yaml_node *node);

#endif
