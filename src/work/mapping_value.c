// SPDX-License-Identifier: Apache-2.0
// Reads the values of a mapping document: where a field comes from, and how its text becomes a value.
#include "work/mapping.h"

#include "format/json_reader.h"

struct reader {
    const struct registry *registry;
    struct arena *arena;
    struct problem_list *problems;
    enum error error; // ERROR_MEMORY, when it happened
};

static void *keep(struct reader *reader, void *memory)
{
    if (!memory) reader->error = ERROR_MEMORY;
    return memory;
}

static struct text kept_text(struct reader *reader, struct text text)
{
    const char *copy = keep(reader, arena_text(reader->arena, text.data, text.length));
    return copy ? (struct text){copy, text.length} : (struct text){"", 0};
}

// A text or a list of texts; the count is 0 after a problem.
static size_t read_texts(struct reader *reader, const struct json_value *value, struct text **ret_texts)
{
    struct text text;
    bool is_list = json_value_kind(value) == JSON_KIND_ARRAY;
    size_t count = is_list ? json_value_count(value) : 1;
    struct text *texts = keep(reader, arena_array(reader->arena, struct text, count + 1));
    *ret_texts = texts;
    if (!texts) return 0;
    if (is_list && count == 0) json_value_problem(value, reader->problems, "The list is empty.");
    for (size_t i = 0; i < count; i++) {
        struct json_value item = is_list ? json_value_item(value, i) : *value;
        if (!json_value_read_text(&item, reader->problems, &text)) return 0;
        texts[i] = kept_text(reader, text);
    }
    return count;
}

static void read_columns(
    struct reader *reader, const struct json_value *value, struct mapping_value *ret_value)
{
    struct text *names;
    size_t count = read_texts(reader, value, &names);
    ret_value->columns = keep(reader, arena_array(reader->arena, struct mapping_column, count + 1));
    for (size_t i = 0; ret_value->columns && i < count; i++) {
        ret_value->columns[i].name = text_trim(names[i]);
        if (ret_value->columns[i].name.length == 0)
            json_value_problem(value, reader->problems, "A column's name is empty.");
    }
    ret_value->column_count = ret_value->columns ? count : 0;
}

// Numbers and booleans are as good as their text: "share": {"value": 100}.
static struct text read_scalar(struct reader *reader, const struct json_value *value)
{
    struct text text = {"", 0};
    enum json_kind kind = json_value_kind(value);
    int64_t integer;
    bool boolean;
    if (kind == JSON_KIND_INTEGER &&
        json_value_read_integer(value, INT64_MIN, INT64_MAX, reader->problems, &integer))
        return text_from(keep(reader, arena_print(reader->arena, "%lld", (long long)integer)));
    if (kind == JSON_KIND_BOOLEAN && json_value_read_boolean(value, reader->problems, &boolean))
        return boolean ? TEXT("true") : TEXT("false");
    if (kind == JSON_KIND_NULL) return text;
    if (!json_value_read_text(value, reader->problems, &text)) return (struct text){"", 0};
    return kept_text(reader, text);
}

static void read_translations(
    struct reader *reader, const struct json_value *values, struct mapping_value *ret_value)
{
    if (!json_value_expect(values, JSON_KIND_OBJECT, reader->problems)) return;
    size_t count = json_value_count(values);
    ret_value->translations = keep(reader, arena_array(reader->arena, struct translation, count + 1));
    if (!ret_value->translations) return;
    void *iterator = NULL;
    struct json_value member;
    while (json_value_next(values, &iterator, &member)) {
        struct translation *translation = &ret_value->translations[ret_value->translation_count++];
        translation->from = text_trim(kept_text(reader, text_from(member.name)));
        translation->to = read_scalar(reader, &member);
    }
}

static void read_otherwise(
    struct reader *reader, const struct json_value *value, struct mapping_value *ret_value)
{
    struct text text = read_scalar(reader, value);
    if (text_is(text, "reject")) {
        ret_value->otherwise = OTHERWISE_REJECT;
    } else if (text_is(text, "keep")) {
        ret_value->otherwise = OTHERWISE_KEEP;
    } else {
        ret_value->otherwise = OTHERWISE_VALUE;
        ret_value->otherwise_value = text;
    }
}

static void read_missing(
    struct reader *reader, const struct json_value *value, struct mapping_value *ret_value)
{
    static const char *const words[] = {"reject", "create", "keep", "ignore"};
    struct text text;
    if (!json_value_read_text(value, reader->problems, &text)) return;
    for (size_t i = 0; i < 4; i++) {
        if (text_is(text, words[i])) {
            ret_value->missing = (enum missing)i;
            return;
        }
    }
    json_value_problem(
        value, reader->problems, "\"%.*s\" is not one of reject, create, keep and ignore.", TEXT_PRINT(text));
}

// Can a record of the resource be found by the field? Its title, or a text that is unique.
static bool is_match_field(const struct resource *resource, struct text name)
{
    if (text_is(name, "name") && resource->title_field >= 0) return true;
    int field = resource_field(resource, name);
    if (field < 0 || resource->fields[field].type != FIELD_TEXT) return false;
    return field == resource->title_field || (resource->fields[field].flags & FIELD_UNIQUE) ||
           text_is(name, "email") || text_is(name, "code");
}

static void read_matches(struct reader *reader, const struct json_value *value,
    const struct resource *const *targets, size_t target_count, struct match *matches, size_t *ret_count)
{
    struct text *words;
    size_t count = read_texts(reader, value, &words);
    if (count > MATCHES_MAXIMUM) {
        json_value_problem(value, reader->problems, "There are more than %d ways to match.", MATCHES_MAXIMUM);
        count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        bool fits = false;
        matches[i] = (struct match){.kind = MATCH_FIELD, .field = words[i]};
        if (text_is(words[i], "external_id")) matches[i].kind = MATCH_EXTERNAL_ID;
        if (text_is(words[i], "key")) matches[i].kind = MATCH_KEY;
        fits = matches[i].kind != MATCH_FIELD;
        for (size_t j = 0; j < target_count && !fits; j++)
            fits = is_match_field(targets[j], words[i]);
        if (!fits)
            json_value_problem(value, reader->problems,
                "Nothing can be found by \"%.*s\"; external_id, key and name are the usual ways.",
                TEXT_PRINT(words[i]));
    }
    *ret_count = count;
}

// The resources a reference may point to: its declared ones, or all.
static const struct resource *const *targets_of(
    struct reader *reader, const struct field *field, size_t *ret_count)
{
    const struct registry *registry = reader->registry;
    *ret_count = 0;
    if (!field->targets[0]) {
        *ret_count = registry->count;
        return registry->resources;
    }
    const struct resource **targets =
        keep(reader, arena_array(reader->arena, const struct resource *, FIELD_TARGETS_MAXIMUM));
    for (size_t i = 0; targets && i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++) {
        const struct resource *target = registry_find(registry, text_from(field->targets[i]));
        if (target) targets[(*ret_count)++] = target;
    }
    return targets;
}

// "missing": "create" makes a record with a name and nothing else: is that enough?
static void check_create(struct reader *reader, const struct json_value *place,
    const struct resource *const *targets, size_t count)
{
    const struct resource *target = count ? targets[0] : NULL;
    if (count != 1) {
        json_value_problem(place, reader->problems,
            "Records cannot be created here, because it is not clear of which kind they would be.");
        return;
    }
    for (size_t i = 0; i < target->field_count; i++) {
        const struct field *field = &target->fields[i];
        bool filled = (int)i == target->title_field || text_is(text_from(field->name), "code");
        if ((field->flags & FIELD_REQUIRED) && !field->default_code && !filled)
            json_value_problem(place, reader->problems,
                "%s cannot be created from a name alone: they need %s.", target->label_plural, field->name);
    }
}

static void read_reference(struct reader *reader, const struct json_value *object, const struct field *field,
    struct mapping_value *ret_value)
{
    size_t target_count;
    const struct resource *const *targets = targets_of(reader, field, &target_count);
    struct json_value match = json_value_member(object, "match");
    struct json_value missing = json_value_member(object, "missing");
    if (json_value_is_present(&match) && targets)
        read_matches(reader, &match, targets, target_count, ret_value->matches, &ret_value->match_count);
    if (json_value_is_present(&missing)) read_missing(reader, &missing, ret_value);
    bool is_open = ret_value->missing == MISSING_KEEP || ret_value->missing == MISSING_IGNORE;
    if (is_open && (field->flags & FIELD_REQUIRED) && !text_is(text_from(field->name), "person"))
        json_value_problem(&missing, reader->problems, "The field is required, so it cannot stay empty.");
    if (ret_value->missing == MISSING_CREATE && targets)
        check_create(reader, &missing, targets, target_count);
}

// What the document itself says a value is has to be one that the field takes.
static void check_text(struct reader *reader, const struct json_value *place, const struct field *field,
    const char *what, struct text text)
{
    struct problem_list found;
    struct value value;
    struct field lenient = *field; // whether something may be empty is for the row to say
    lenient.flags &= ~(unsigned)(FIELD_REQUIRED | FIELD_READ_ONLY);
    lenient.default_code = NULL;
    problem_list_init(&found, reader->arena);
    if (text.length && field_parse(&lenient, text, reader->arena, &found, &value) && found.first)
        json_value_problem(
            place, reader->problems, "%s \"%.*s\": %s", what, TEXT_PRINT(text), found.first->message);
}

static void check_texts(struct reader *reader, const struct json_value *place, const struct field *field,
    const struct mapping_value *value)
{
    if (value->is_constant) check_text(reader, place, field, "The value", value->constant);
    for (size_t i = 0; i < value->translation_count; i++)
        check_text(reader, place, field, "The translation", value->translations[i].to);
    if (value->otherwise == OTHERWISE_VALUE)
        check_text(reader, place, field, "The value otherwise", value->otherwise_value);
}

// A column's name, or an object with "column" or "value" and what is done with it.
static void read_value(struct reader *reader, const struct json_value *value, const struct field *field,
    struct mapping_value *ret_value)
{
    static const char *const plain[] = {"column", "value", "values", "otherwise", NULL};
    static const char *const reference[] = {
        "column", "value", "values", "otherwise", "match", "missing", NULL};
    bool is_reference = field && field->type == FIELD_REFERENCE;
    ret_value->given = true;
    if (is_reference) { // unless the document says otherwise
        ret_value->matches[0] = (struct match){.kind = MATCH_EXTERNAL_ID};
        ret_value->matches[1] = (struct match){.kind = MATCH_KEY};
        ret_value->matches[2] = (struct match){.kind = MATCH_FIELD, .field = TEXT("name")};
        ret_value->match_count = 3;
    }
    if (json_value_kind(value) != JSON_KIND_OBJECT) {
        read_columns(reader, value, ret_value);
        return;
    }
    if (!json_value_expect_members(value, is_reference ? reference : plain, reader->problems)) return;
    struct json_value column = json_value_member(value, "column"),
                      constant = json_value_member(value, "value");
    if (json_value_is_present(&column) == json_value_is_present(&constant))
        json_value_problem(value, reader->problems, "It needs either \"column\" or \"value\".");
    else if (json_value_is_present(&column))
        read_columns(reader, &column, ret_value);
    if (json_value_is_present(&constant) && !ret_value->columns) {
        ret_value->is_constant = true;
        ret_value->constant = read_scalar(reader, &constant);
    }
    struct json_value values = json_value_member(value, "values"),
                      otherwise = json_value_member(value, "otherwise");
    if (json_value_is_present(&values)) read_translations(reader, &values, ret_value);
    if (json_value_is_present(&otherwise)) read_otherwise(reader, &otherwise, ret_value);
    if (json_value_is_present(&otherwise) && !json_value_is_present(&values))
        json_value_problem(&otherwise, reader->problems, "It means nothing without \"values\".");
    if (is_reference) read_reference(reader, value, field, ret_value);
    if (field && !is_reference) check_texts(reader, value, field, ret_value);
}

enum error mapping_read_value(const struct registry *registry, const struct json_value *value,
    const struct field *field, struct arena *arena, struct problem_list *problems,
    struct mapping_value *ret_value)
{
    struct reader reader = {.registry = registry, .arena = arena, .problems = problems};
    *ret_value = (struct mapping_value){0};
    read_value(&reader, value, field, ret_value);
    return reader.error;
}

enum error mapping_read_matches(const struct json_value *value, const struct resource *const *targets,
    size_t target_count, struct arena *arena, struct problem_list *problems, struct match *ret_matches,
    size_t *ret_count)
{
    struct reader reader = {.arena = arena, .problems = problems};
    read_matches(&reader, value, targets, target_count, ret_matches, ret_count);
    return reader.error;
}
