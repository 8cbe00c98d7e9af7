// SPDX-License-Identifier: Apache-2.0
// libyaml's events made into a tree.
#include "format/yaml_reader.h"

#include <yaml.h>

struct reading {
    yaml_parser_t parser;
    struct arena *arena;
    struct problem_list *problems;
    uint32_t nodes;
};

static long line_of(const yaml_mark_t *mark)
{
    return (long)mark->line + 1;
}

static enum error refuse(
    struct reading *reading, enum error error, const yaml_mark_t *mark, const char *message)
{
    problem_add_at(reading->problems, line_of(mark), (long)mark->column + 1, NULL, "%s", message);
    return error;
}

static enum error next_event(struct reading *reading, yaml_event_t *event)
{
    const yaml_parser_t *parser = &reading->parser;
    if (yaml_parser_parse(&reading->parser, event)) return ERROR_NONE;
    if (parser->error == YAML_MEMORY_ERROR) return ERROR_MEMORY;
    problem_add_at(reading->problems, line_of(&parser->problem_mark), (long)parser->problem_mark.column + 1,
        NULL, "This is no YAML: %s.", parser->problem ? parser->problem : "it cannot be read");
    return ERROR_SYNTAX;
}

// A scalar, or the beginning of a list or mapping.
static enum error node_make(struct reading *reading, const yaml_event_t *event, struct yaml_node **ret_node)
{
    if (++reading->nodes > YAML_NODES_MAXIMUM)
        return refuse(reading, ERROR_LIMIT, &event->start_mark, "It has more than 50,000 values.");
    struct yaml_node *node = arena_object(reading->arena, struct yaml_node);
    if (!node) return ERROR_MEMORY;
    node->line = line_of(&event->start_mark);
    node->kind = event->type == YAML_SEQUENCE_START_EVENT  ? YAML_SEQUENCE
                 : event->type == YAML_MAPPING_START_EVENT ? YAML_MAPPING
                                                           : YAML_SCALAR;
    if (node->kind == YAML_SCALAR) {
        const size_t length = event->data.scalar.length;
        const char *copy = arena_text(reading->arena, (const char *)event->data.scalar.value, length);
        if (!copy) return ERROR_MEMORY;
        node->value = (struct text){copy, length};
        node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    }
    *ret_node = node;
    return ERROR_NONE;
}

static bool has_key(const struct yaml_node *mapping, struct text key)
{
    for (const struct yaml_node *member = mapping->first; member; member = member->next)
        if (text_equal(member->key, key)) return true;
    return false;
}

// What is being filled, from the outside in.
struct level {
    struct yaml_node *node, *last;
    struct text key; // read, its value not yet
    bool has_key;
};

static enum error key_take(struct reading *reading, struct level *level, const yaml_event_t *event)
{
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(reading, ERROR_SYNTAX, &event->start_mark, "A key has to be a plain word or text.");
    const size_t length = event->data.scalar.length;
    const char *copy = arena_text(reading->arena, (const char *)event->data.scalar.value, length);
    if (!copy) return ERROR_MEMORY;
    level->key = (struct text){copy, length};
    level->has_key = true;
    if (!has_key(level->node, level->key)) return ERROR_NONE;
    problem_add_at(reading->problems, line_of(&event->start_mark), 0, NULL, "\"%.*s\" is there twice.",
        TEXT_PRINT(level->key));
    return ERROR_SYNTAX;
}

static enum error member_add(
    struct reading *reading, struct level *level, const yaml_event_t *event, struct yaml_node *node)
{
    if (++level->node->count > YAML_MEMBERS_MAXIMUM)
        return refuse(
            reading, ERROR_LIMIT, &event->start_mark, "One list or mapping has more than 2,000 members.");
    node->key = level->key;
    level->has_key = false;
    level->key = TEXT("");
    if (level->last)
        level->last->next = node;
    else
        level->node->first = node;
    level->last = node;
    return ERROR_NONE;
}

// One event inside the document; *depth is that of the innermost open level.
static enum error event_take(struct reading *reading, const yaml_event_t *event, struct level *levels,
    int *depth, struct yaml_node **root)
{
    struct level *level = *depth >= 0 ? &levels[*depth] : NULL;
    struct yaml_node *node;
    if (event->type == YAML_ALIAS_EVENT)
        return refuse(reading, ERROR_SYNTAX, &event->start_mark,
            "Aliases (*name) are not taken: write out what is meant.");
    if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT) {
        --*depth;
        return ERROR_NONE;
    }
    if (event->type != YAML_SCALAR_EVENT && event->type != YAML_SEQUENCE_START_EVENT &&
        event->type != YAML_MAPPING_START_EVENT)
        return ERROR_NONE; // the beginning and end of stream and document
    if (level && level->node->kind == YAML_MAPPING && !level->has_key) return key_take(reading, level, event);
    enum error error = node_make(reading, event, &node);
    if (!error && level) error = member_add(reading, level, event, node);
    if (!error && !level && *root)
        error = refuse(reading, ERROR_SYNTAX, &event->start_mark, "Only one document is taken.");
    if (error) return error;
    if (!level) *root = node;
    if (node->kind == YAML_SCALAR) return ERROR_NONE;
    if (*depth + 1 == YAML_DEPTH_MAXIMUM)
        return refuse(reading, ERROR_LIMIT, &event->start_mark, "It nests more than 16 deep.");
    levels[++*depth] = (struct level){.node = node};
    return ERROR_NONE;
}

enum error yaml_read(
    struct text content, struct arena *arena, struct problem_list *problems, struct yaml_node **ret_root)
{
    struct reading reading = {.arena = arena, .problems = problems};
    struct level levels[YAML_DEPTH_MAXIMUM];
    struct yaml_node *root = NULL;
    int depth = -1;
    bool is_end = false;
    if (content.length > YAML_SIZE_MAXIMUM) {
        problem_add(problems, NULL, "It has more than 1 MiB.");
        return ERROR_LIMIT;
    }
    if (!yaml_parser_initialize(&reading.parser)) return ERROR_MEMORY;
    yaml_parser_set_input_string(
        &reading.parser, (const unsigned char *)(content.data ? content.data : ""), content.length);
    enum error error = ERROR_NONE;
    while (!error && !is_end) {
        yaml_event_t event;
        error = next_event(&reading, &event);
        if (error) break;
        is_end = event.type == YAML_STREAM_END_EVENT;
        error = event_take(&reading, &event, levels, &depth, &root);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&reading.parser);
    if (!error && !root) {
        problem_add(problems, NULL, "There is nothing in it.");
        error = ERROR_SYNTAX;
    }
    if (!error) *ret_root = root;
    return error;
}

const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key)
{
    if (!mapping || mapping->kind != YAML_MAPPING) return NULL;
    for (const struct yaml_node *member = mapping->first; member; member = member->next)
        if (text_is(member->key, key)) return member;
    return NULL;
}

bool yaml_is_null(const struct yaml_node *node)
{
    if (!node) return true;
    if (node->kind != YAML_SCALAR || !node->is_plain) return false;
    return text_is_empty(node->value) || text_is(node->value, "~") ||
           text_equal_fold(node->value, TEXT("null"));
}
