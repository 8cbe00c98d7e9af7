// SPDX-License-Identifier: Apache-2.0
// Members read, records found and kept; see the header.
#include "offer/pricing2yaml_read.h"

#include "base/buffer.h"
#include "store/records.h"

void leave_out(struct importing *importing, const struct yaml_node *node, const char *why)
{
    problem_add_at(importing->notes, node->line, 0, NULL, "%.*s is left out: %s", TEXT_PRINT(node->key), why);
}

void refuse(struct importing *importing, const struct yaml_node *node, const char *right)
{
    problem_add_at(importing->problems, node->line, 0, NULL, "%.*s%sust be %s.", TEXT_PRINT(node->key),
        node->key.length ? " m" : "M", right);
}

struct text member_text(struct importing *importing, const struct yaml_node *mapping, const char *key)
{
    const struct yaml_node *node = yaml_member(mapping, key);
    if (yaml_is_null(node)) return TEXT("");
    if (node->kind == YAML_SCALAR) return text_trim(node->value);
    refuse(importing, node, "a text or number");
    return TEXT("");
}

// A mapping; NULL when it is not there or null.
const struct yaml_node *member_mapping(
    struct importing *importing, const struct yaml_node *mapping, const char *key)
{
    const struct yaml_node *node = yaml_member(mapping, key);
    if (yaml_is_null(node)) return NULL;
    if (node->kind == YAML_MAPPING) return node;
    refuse(importing, node, "a mapping");
    return NULL;
}

void members_expect(struct importing *importing, const struct yaml_node *mapping, const char *const known[])
{
    for (const struct yaml_node *member = mapping ? mapping->first : NULL; member; member = member->next) {
        size_t i = 0;
        while (known[i] && !text_is(member->key, known[i]))
            i++;
        if (!known[i]) leave_out(importing, member, "there is no place for it.");
    }
}

struct text find(struct importing *importing, const struct statement *statement,
    const struct value *parameters, size_t count)
{
    struct cursor *cursor = NULL;
    const char *key = "";
    if (importing->fatal) return TEXT("");
    enum error error = store_query(importing->transaction, statement, parameters, count, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error && !(key = text_copy(cursor_text(cursor, 0), importing->arena))) error = ERROR_MEMORY;
    cursor_close(cursor);
    if (error && error != ERROR_END) importing->fatal = error;
    return error ? TEXT("") : text_from(key);
}

struct text keep(struct importing *importing, const struct yaml_node *node, struct text key,
    struct record_input *input, uint32_t *count)
{
    struct problem_list said;
    struct record *record = NULL;
    bool is_changed = true;
    if (importing->fatal) return TEXT("");
    problem_list_init(&said, importing->arena);
    enum error error = text_is_empty(key) ? record_create(importing->transaction, importing->actor, input,
                                                importing->arena, &said, &record)
                                          : record_update(importing->transaction, importing->actor, key, 0,
                                                input, importing->arena, &said, &record, &is_changed);
    for (const struct problem *problem = said.first; problem; problem = problem->next) {
        const struct yaml_node *member = problem->field ? yaml_member(node, problem->field) : NULL;
        problem_add_at(importing->problems, member ? member->line : node->line, 0, problem->field,
            "%.*s%s%s%s%s", TEXT_PRINT(node->key), node->key.length ? ": " : "",
            problem->field ? problem->field : "", problem->field ? ": " : "", problem->message);
    }
    if (error == ERROR_INVALID || error == ERROR_CONFLICT) return TEXT("");
    if (error) importing->fatal = error;
    if (error) return TEXT("");
    *count += is_changed;
    return record->key;
}

void set_text(struct record_input *input, size_t field, struct text text)
{
    record_input_set(input, field, text_is_empty(text) ? value_null() : value_text(text));
}

struct record_input *input_new(struct importing *importing, const struct resource *resource)
{
    struct record_input *input = record_input_new(resource, importing->arena);
    if (!input) importing->fatal = ERROR_MEMORY;
    return input;
}

int word_find(const char *const words[], struct text word)
{
    for (int i = 0; words[i]; i++)
        if (text_is(word, words[i])) return i;
    return -1;
}

struct text list_join(struct importing *importing, const struct yaml_node *node, const char *joint)
{
    struct buffer all;
    buffer_init(&all, YAML_SIZE_MAXIMUM * 2);
    for (const struct yaml_node *member = node && node->kind == YAML_SEQUENCE ? node->first : NULL; member;
         member = member->next)
        buffer_print(&all, "%s%.*s", all.length ? joint : "", TEXT_PRINT(text_trim(member->value)));
    const struct text view = buffer_view(&all);
    const char *copy = buffer_error(&all) ? NULL : text_copy(view, importing->arena);
    buffer_free(&all);
    if (!copy) importing->fatal = ERROR_MEMORY;
    return text_from(copy ? copy : "");
}

struct text value_of(struct importing *importing, const struct yaml_node *node)
{
    if (yaml_is_null(node)) return TEXT("");
    if (node->kind == YAML_SEQUENCE) return list_join(importing, node, ", ");
    if (node->kind == YAML_MAPPING) {
        refuse(importing, node, "a single value");
        return TEXT("");
    }
    if (node->is_plain && (text_equal_fold(node->value, TEXT(".inf")) || text_is(node->value, "Infinity")))
        return TEXT("unlimited");
    if (node->is_plain && text_equal_fold(node->value, TEXT("true"))) return TEXT("true");
    if (node->is_plain && text_equal_fold(node->value, TEXT("false"))) return TEXT("false");
    return text_trim(node->value);
}
