// SPDX-License-Identifier: Apache-2.0
// Reads a mapping document as a whole, names everything that is wrong with it, and finds its columns in a
// file.
#include "work/mapping.h"

#include "base/closest.h"
#include "format/json_reader.h"

const char *const assignment_detail_names[DETAIL_COUNT] = {"share", "from_on", "to_on", "stand_in"};

struct document {
    const struct registry *registry;
    const struct resource *assignments; // the resource of assignments
    struct arena *arena;
    struct problem_list *problems;
    struct mapping *mapping;
};

bool mapping_takes_field(const struct field *field, bool is_restoring)
{
    unsigned refused = FIELD_READ_ONLY | FIELD_COMPUTED | (is_restoring ? 0U : FIELD_CREATE_ONLY_ACTION);
    return (field->flags & refused) == 0;
}

bool mapping_takes_assignments(const struct resource *resource)
{
    struct text name = text_from(resource->name);
    return text_is(name, "units") || text_is(name, "lines") || text_is(name, "products") ||
           text_is(name, "people");
}

static const struct field *field_named(const struct resource *resource, const char *name)
{
    int field = resource_field(resource, text_from(name));
    return field < 0 ? NULL : &resource->fields[field];
}

static void unknown_field(struct document *document, const struct json_value *member)
{
    const struct resource *resource = document->mapping->resource;
    struct closest closest;
    closest_init(&closest, text_from(member->name));
    for (size_t i = 0; i < resource->field_count; i++)
        closest_offer(&closest, resource->fields[i].name);
    if (closest.best)
        json_value_problem(member, document->problems, "%s have no such field; did you mean \"%s\"?",
            resource->label_plural, closest.best);
    else
        json_value_problem(member, document->problems, "%s have no such field.", resource->label_plural);
}

static enum error read_fields(struct document *document, const struct json_value *fields)
{
    struct mapping *mapping = document->mapping;
    if (!json_value_expect(fields, JSON_KIND_OBJECT, document->problems)) return ERROR_NONE;
    mapping->fields = arena_array(document->arena, struct mapping_field, json_value_count(fields) + 1);
    if (!mapping->fields) return ERROR_MEMORY;
    void *iterator = NULL;
    struct json_value member;
    while (json_value_next(fields, &iterator, &member)) {
        int field = resource_field(mapping->resource, text_from(member.name));
        if (field < 0) {
            unknown_field(document, &member);
            continue;
        }
        const struct field *declared = &mapping->resource->fields[field];
        if (!mapping_takes_field(declared, false)) {
            json_value_problem(&member, document->problems, "An import cannot set this field.");
            continue;
        }
        struct mapping_field *mapped = &mapping->fields[mapping->field_count++];
        mapped->field = field;
        enum error error = mapping_read_value(
            document->registry, &member, declared, document->arena, document->problems, &mapped->value);
        if (error) return error;
    }
    return ERROR_NONE;
}

// A role is a code as it stands; anything else is an object.
static enum error read_role(struct document *document, const struct json_value *role,
    const struct field *field, struct mapping_value *ret_value)
{
    struct text code;
    if (json_value_kind(role) != JSON_KIND_TEXT)
        return mapping_read_value(
            document->registry, role, field, document->arena, document->problems, ret_value);
    if (!json_value_read_text(role, document->problems, &code)) return ERROR_NONE;
    if (choice_index(field->choices, code) < 0) {
        struct closest closest;
        closest_init(&closest, code);
        for (size_t i = 0; i < field->choices->count; i++)
            closest_offer(&closest, field->choices->choices[i].code);
        json_value_problem(role, document->problems, "\"%.*s\" is no role%s%s%s", TEXT_PRINT(code),
            closest.best ? "; did you mean \"" : ".", closest.best ? closest.best : "",
            closest.best ? "\"?" : "");
    }
    const char *copy = text_copy(code, document->arena);
    *ret_value = (struct mapping_value){.given = true, .is_constant = true, .constant = text_from(copy)};
    return copy ? ERROR_NONE : ERROR_MEMORY;
}

static enum error read_assignment(
    struct document *document, const struct json_value *object, struct mapping_assignment *ret_assignment)
{
    static const char *const of_scopes[] = {"role", "person", "share", "from_on", "to_on", "stand_in", NULL};
    static const char *const of_people[] = {"role", "scope", "share", "from_on", "to_on", "stand_in", NULL};
    const struct resource *assignments = document->assignments;
    bool is_people = text_is(text_from(document->mapping->resource->name), "people");
    if (!json_value_expect(object, JSON_KIND_OBJECT, document->problems) ||
        !json_value_expect_members(object, is_people ? of_people : of_scopes, document->problems))
        return ERROR_NONE;
    struct json_value role = json_value_member(object, "role");
    struct json_value other = json_value_member(object, is_people ? "scope" : "person");
    if (!json_value_is_present(&role))
        json_value_problem(object, document->problems, "The member \"role\" is missing.");
    if (!is_people && !json_value_is_present(&other))
        json_value_problem(object, document->problems, "The member \"person\" is missing.");
    enum error error = ERROR_NONE;
    if (json_value_is_present(&role))
        error = read_role(document, &role, field_named(assignments, "role"), &ret_assignment->role);
    if (!error && json_value_is_present(&other))
        error = mapping_read_value(document->registry, &other,
            field_named(assignments, is_people ? "scope" : "person"), document->arena, document->problems,
            is_people ? &ret_assignment->scope : &ret_assignment->person);
    if (ret_assignment->scope.missing == MISSING_KEEP || ret_assignment->person.missing == MISSING_KEEP)
        json_value_problem(&other, document->problems,
            "An assignment cannot be kept without both of its ends; use reject, create or ignore.");
    for (size_t i = 0; !error && i < DETAIL_COUNT; i++) {
        struct json_value detail = json_value_member(object, assignment_detail_names[i]);
        if (json_value_is_present(&detail))
            error = mapping_read_value(document->registry, &detail,
                field_named(assignments, assignment_detail_names[i]), document->arena, document->problems,
                &ret_assignment->details[i]);
    }
    return error;
}

static enum error read_assignments(struct document *document, const struct json_value *list)
{
    struct mapping *mapping = document->mapping;
    if (!json_value_expect(list, JSON_KIND_ARRAY, document->problems)) return ERROR_NONE;
    document->assignments = registry_find(document->registry, TEXT("assignments"));
    if (!mapping_takes_assignments(mapping->resource) || !document->assignments) {
        json_value_problem(
            list, document->problems, "Only units, lines, products and people have assignments.");
        return ERROR_NONE;
    }
    mapping->assignments =
        arena_array(document->arena, struct mapping_assignment, json_value_count(list) + 1);
    if (!mapping->assignments) return ERROR_MEMORY;
    for (size_t i = 0; i < json_value_count(list); i++) {
        struct json_value item = json_value_item(list, i);
        enum error error =
            read_assignment(document, &item, &mapping->assignments[mapping->assignment_count++]);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error read_ignored(struct document *document, const struct json_value *list)
{
    struct mapping *mapping = document->mapping;
    if (!json_value_expect(list, JSON_KIND_ARRAY, document->problems)) return ERROR_NONE;
    mapping->ignored = arena_array(document->arena, struct text, json_value_count(list) + 1);
    if (!mapping->ignored) return ERROR_MEMORY;
    for (size_t i = 0; i < json_value_count(list); i++) {
        struct json_value item = json_value_item(list, i);
        struct text name;
        if (!json_value_read_text(&item, document->problems, &name)) continue;
        const char *copy = text_copy(text_trim(name), document->arena);
        if (!copy) return ERROR_MEMORY;
        mapping->ignored[mapping->ignored_count++] = text_from(copy);
    }
    return ERROR_NONE;
}

// How a row's record is found, and everything about the row as a whole.
static enum error read_identity(struct document *document, const struct json_value *root)
{
    struct mapping *mapping = document->mapping;
    struct json_value source = json_value_member(root, "source"),
                      external = json_value_member(root, "external_id");
    struct json_value key = json_value_member(root, "key"), match = json_value_member(root, "match");
    enum error error = ERROR_NONE;
    struct text name;
    if (json_value_kind(&source) == JSON_KIND_OBJECT) {
        error = mapping_read_value(
            document->registry, &source, NULL, document->arena, document->problems, &mapping->source);
    } else if (json_value_is_present(&source) && json_value_read_text(&source, document->problems, &name)) {
        const char *copy = text_copy(text_trim(name), document->arena);
        if (!copy) return ERROR_MEMORY;
        mapping->source =
            (struct mapping_value){.given = true, .is_constant = true, .constant = text_from(copy)};
    }
    if (!error && json_value_is_present(&external)) {
        error = mapping_read_value(
            document->registry, &external, NULL, document->arena, document->problems, &mapping->external_id);
        if (!mapping->source.given)
            json_value_problem(&external, document->problems,
                "An external identifier belongs to a source; give \"source\" as well.");
    }
    if (!error && json_value_is_present(&key))
        error = mapping_read_value(
            document->registry, &key, NULL, document->arena, document->problems, &mapping->key);
    if (!error && json_value_is_present(&match))
        error = mapping_read_matches(&match, &mapping->resource, 1, document->arena, document->problems,
            mapping->matches, &mapping->match_count);
    return error;
}

static void read_resource(
    struct document *document, const struct json_value *root, const struct resource *expected)
{
    struct json_value member = json_value_member(root, "resource");
    struct mapping *mapping = document->mapping;
    struct text name;
    mapping->resource = expected;
    if (!json_value_is_present(&member)) {
        if (!expected) json_value_problem(root, document->problems, "The member \"resource\" is missing.");
        return;
    }
    if (!json_value_read_text(&member, document->problems, &name)) return;
    const struct resource *named = registry_find(document->registry, name);
    if (!named) {
        struct closest closest;
        closest_init(&closest, name);
        for (size_t i = 0; i < document->registry->count; i++)
            closest_offer(&closest, document->registry->resources[i]->name);
        json_value_problem(&member, document->problems, "There is no resource \"%.*s\"%s%s%s",
            TEXT_PRINT(name), closest.best ? "; did you mean \"" : ".", closest.best ? closest.best : "",
            closest.best ? "\"?" : "");
    } else if (expected && named != expected) {
        json_value_problem(
            &member, document->problems, "This mapping is for %s, not for %s.", named->name, expected->name);
    } else {
        mapping->resource = named;
    }
}

static void read_encoding(struct document *document, const struct json_value *root)
{
    struct json_value member = json_value_member(root, "encoding");
    struct text name;
    if (!json_value_is_present(&member) || !json_value_read_text(&member, document->problems, &name)) return;
    if (!encoding_from_name(name, &document->mapping->encoding))
        json_value_problem(&member, document->problems,
            "\"%.*s\" is no encoding that is known; there are utf-8, utf-16le, utf-16be and windows-1252.",
            TEXT_PRINT(name));
}

static enum error read_root(
    struct document *document, const struct json_value *root, const struct resource *expected)
{
    static const char *const members[] = {"tandem_map", "resource", "encoding", "source", "external_id",
        "key", "match", "fields", "assignments", "ignore", NULL};
    struct json_value version = json_value_member(root, "tandem_map");
    struct json_value fields = json_value_member(root, "fields"), ignored = json_value_member(root, "ignore");
    struct json_value assignments = json_value_member(root, "assignments");
    int64_t number;
    if (!json_value_expect(root, JSON_KIND_OBJECT, document->problems)) return ERROR_NONE;
    bool known = json_value_expect_members(root, members, document->problems);
    (void)known; // the problem is noted; there may be others
    if (!json_value_is_present(&version))
        json_value_problem(
            root, document->problems, "The member \"tandem_map\": 1 is missing; is this a mapping?");
    else if (json_value_read_integer(&version, INT64_MIN, INT64_MAX, document->problems, &number) &&
             number != 1)
        json_value_problem(&version, document->problems, "Only version 1 of mappings is known.");
    read_encoding(document, root);
    read_resource(document, root, expected);
    if (!document->mapping->resource) return ERROR_NONE;
    enum error error = read_identity(document, root);
    if (!json_value_is_present(&fields))
        json_value_problem(root, document->problems, "The member \"fields\" is missing.");
    else if (!error)
        error = read_fields(document, &fields);
    if (!error && json_value_is_present(&assignments)) error = read_assignments(document, &assignments);
    if (!error && json_value_is_present(&ignored)) error = read_ignored(document, &ignored);
    return error;
}

enum error mapping_read(const struct registry *registry, const struct resource *resource,
    struct text document, struct arena *arena, struct problem_list *problems, struct mapping *ret_mapping)
{
    *ret_mapping = (struct mapping){0};
    struct json_document parsed;
    enum error error = json_document_parse(&parsed, document, problems);
    if (error) return error;
    struct document reading = {
        .registry = registry, .arena = arena, .problems = problems, .mapping = ret_mapping};
    struct json_value root = json_document_root(&parsed);
    size_t earlier = problems->count;
    error = read_root(&reading, &root, resource);
    json_document_free(&parsed);
    if (!error && problems->count > earlier) error = ERROR_INVALID;
    return error;
}
