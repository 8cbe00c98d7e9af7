// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document and the description: sound JSON, every reference and parameter there, every endpoint
// and resource in it.
#include "describe/describe.h"
#include "describe/shapes.h"
#include "describe/type_name.h"
#include "format/json_reader.h"
#include "unit.h"
#include "work/endpoints.h"
#include "work/resources.h"

static struct json_document document;
static struct buffer output;

static int set_up(void **state)
{
    (void)state;
    buffer_init(&output, 16 << 20);
    describe_openapi(tandem_registry(), &output);
    struct problem_list *none = NULL;
    return json_document_parse(&document, buffer_view(&output), none) == ERROR_NONE ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    json_document_free(&document);
    buffer_free(&output);
    return 0;
}

static struct text member_text(const struct json_value *object, const char *name)
{
    struct json_value member = json_value_member(object, name);
    struct text text = TEXT("");
    if (json_value_is_present(&member)) assert_true(json_value_read_text(&member, NULL, &text));
    return text;
}

// Does "#/components/schemas/Product" lead to something?
static bool is_there(struct text reference)
{
    struct json_value at[8] = {json_document_root(&document)};
    size_t depth = 0;
    struct text part;
    assert_true(text_split(&reference, '/', &part));
    assert_text_equal(part, "#");
    while (text_split(&reference, '/', &part)) {
        char name[200];
        (void)snprintf(name, sizeof name, "%.*s", TEXT_PRINT(part));
        assert_true(depth + 1 < sizeof at / sizeof at[0]);
        at[depth + 1] = json_value_member(&at[depth], name);
        depth++;
    }
    return json_value_is_present(&at[depth]);
}

static size_t follow_references(const struct json_value *value)
{
    size_t found = 0;
    if (json_value_kind(value) == JSON_KIND_ARRAY) {
        for (size_t i = 0; i < json_value_count(value); i++) {
            struct json_value item = json_value_item(value, i);
            found += follow_references(&item);
        }
    } else if (json_value_kind(value) == JSON_KIND_OBJECT) {
        void *iterator = NULL;
        struct json_value member;
        while (json_value_next(value, &iterator, &member)) {
            struct text reference = TEXT("");
            bool is_reference = strcmp(member.name, "$ref") == 0;
            if (is_reference && json_value_read_text(&member, NULL, &reference)) {
                if (!is_there(reference)) fail_msg("%.*s is not there", TEXT_PRINT(reference));
                found++;
            }
            found += follow_references(&member);
        }
    }
    return found;
}

static void every_reference_leads_somewhere(void **state)
{
    (void)state;
    struct json_value root = json_document_root(&document);
    assert_true(follow_references(&root) > 500);
}

// Every member that is required is a property, or comes with what the schema extends.
static void what_is_required_is_there(void **state)
{
    (void)state;
    struct json_value root = json_document_root(&document);
    struct json_value components = json_value_member(&root, "components");
    struct json_value schemas = json_value_member(&components, "schemas"), schema;
    void *iterator = NULL;
    while (json_value_next(&schemas, &iterator, &schema)) {
        struct json_value required = json_value_member(&schema, "required");
        struct json_value properties = json_value_member(&schema, "properties");
        for (size_t i = 0; i < json_value_count(&required); i++) {
            struct json_value item = json_value_item(&required, i);
            struct text name = TEXT("");
            assert_true(json_value_read_text(&item, NULL, &name));
            char member[100];
            (void)snprintf(member, sizeof member, "%.*s", TEXT_PRINT(name));
            struct json_value property = json_value_member(&properties, member);
            if (json_value_kind(&property) == JSON_KIND_MISSING) fail_msg("%s.%s", schema.name, member);
        }
    }
}

static struct json_value path_of(const char *path)
{
    static struct json_value root, paths; // a value borrows the one it was taken from
    root = json_document_root(&document);
    paths = json_value_member(&root, "paths");
    return json_value_member(&paths, path);
}

static void has_operation(const char *path, const char *method, bool expected)
{
    struct json_value item = path_of(path);
    struct json_value operation = json_value_member(&item, method);
    if (json_value_is_present(&operation) != expected) fail_msg("%s %s", method, path);
}

static void every_endpoint_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        char method[8] = "";
        for (size_t j = 0; endpoints[i].method[j]; j++)
            method[j] = (char)(endpoints[i].method[j] - 'A' + 'a');
        struct json_value item = path_of(endpoints[i].path);
        struct json_value operation = json_value_member(&item, method);
        assert_text_equal(member_text(&operation, "operationId"), endpoints[i].operation);
    }
}

static void every_resource_has_its_paths(void **state)
{
    (void)state;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        bool is_log = resource->flags & RESOURCE_LOG, is_written = !(resource->flags & RESOURCE_READ_ONLY);
        bool is_own = strcmp(resource->name, "tokens") == 0 || strcmp(resource->name, "price-data") == 0;
        char path[200];
        (void)snprintf(path, sizeof path, "/api/v1/%s", resource->name);
        has_operation(path, "get", true);
        has_operation(path, "post", is_written || strcmp(resource->name, "imports") == 0);
        (void)snprintf(path, sizeof path, "/api/v1/%s/{key}", resource->name);
        has_operation(path, "get", !is_log);
        has_operation(path, "patch", is_written);
        has_operation(path, "delete", is_written);
        (void)snprintf(path, sizeof path, "/api/v1/%s/by-external/{source}/{external_id}", resource->name);
        has_operation(path, "put", is_written && !is_own);
        has_operation(path, "get", !is_log);
        for (size_t j = 0; j < resource->action_count; j++) {
            (void)snprintf(
                path, sizeof path, "/api/v1/%s/{key}/%s", resource->name, resource->actions[j].name);
            has_operation(path, "post", true);
        }
    }
}

static void operations_have_names_of_their_own(void **state)
{
    (void)state;
    struct json_value root = json_document_root(&document);
    struct json_value paths = json_value_member(&root, "paths"), item, operation;
    static struct text names[1000];
    size_t count = 0;
    void *iterator = NULL;
    while (json_value_next(&paths, &iterator, &item)) {
        void *inner = NULL;
        while (json_value_next(&item, &inner, &operation)) {
            if (strcmp(operation.name, "parameters") == 0) continue;
            struct text name = member_text(&operation, "operationId");
            assert_false(text_is_empty(name));
            for (size_t i = 0; i < count; i++) {
                if (text_equal(names[i], name)) fail_msg("%.*s twice", TEXT_PRINT(name));
            }
            assert_true(count < sizeof names / sizeof names[0]);
            names[count++] = name;
        }
    }
    assert_true(count > 90);
}

// The schema of a list's filters is what lists can be filtered by.
static void filters_are_parameters(void **state)
{
    (void)state;
    struct json_value item = path_of("/api/v1/assignments");
    struct json_value operation = json_value_member(&item, "get");
    struct json_value parameters = json_value_member(&operation, "parameters");
    static const char *const filters[] = {"sort", "fields", "person", "role", "scope"};
    size_t named = 0;
    for (size_t i = 0; i < json_value_count(&parameters); i++) {
        struct json_value parameter = json_value_item(&parameters, i);
        struct text name = member_text(&parameter, "name");
        if (text_is_empty(name)) continue;
        assert_text_equal(name, filters[named]);
        named++;
    }
    assert_int_equal(named, 5);
}

static bool is_type(const char *name)
{
    char type[TYPE_NAME_SIZE];
    for (size_t i = 0; i < shape_count; i++) {
        if (strcmp(shapes[i].name, name) == 0) return true;
    }
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        if (strcmp(type_name(registry->resources[i]->singular, "", type), name) == 0) return true;
    }
    return false;
}

static void shapes_refer_to_types_that_exist(void **state)
{
    (void)state;
    for (size_t i = 0; i < shape_count; i++) {
        assert_int_equal(shapes[i].help[strlen(shapes[i].help) - 1], '.');
        if (shapes[i].extends && !is_type(shapes[i].extends)) fail_msg("%s extends", shapes[i].name);
        for (size_t j = 0; j < shapes[i].count; j++) {
            const struct shape_member *member = &shapes[i].members[j];
            assert_int_equal(member->type == SHAPE_OBJECT, member->shape != NULL);
            assert_int_equal(member->type == SHAPE_CHOICE, member->choices != NULL);
            if (member->shape && !is_type(member->shape)) fail_msg("%s.%s", shapes[i].name, member->name);
        }
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(shapes[i].name, shapes[j].name);
    }
}

static void the_description_is_json_with_every_resource(void **state)
{
    (void)state;
    struct buffer description;
    struct json_document parsed;
    buffer_init(&description, 16 << 20);
    describe_registry(tandem_registry(), &description);
    assert_int_equal(json_document_parse(&parsed, buffer_view(&description), NULL), ERROR_NONE);
    struct json_value root = json_document_root(&parsed);
    struct json_value resources = json_value_member(&root, "resources");
    assert_int_equal(json_value_count(&resources), tandem_registry()->count);
    for (size_t i = 0; i < json_value_count(&resources); i++) {
        struct json_value resource = json_value_item(&resources, i);
        struct json_value fields = json_value_member(&resource, "fields");
        assert_text_equal(member_text(&resource, "name"), tandem_registry()->resources[i]->name);
        assert_int_equal(json_value_count(&fields), tandem_registry()->resources[i]->field_count);
    }
    json_document_free(&parsed);
    buffer_free(&description);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reference_leads_somewhere),
        cmocka_unit_test(what_is_required_is_there),
        cmocka_unit_test(every_endpoint_is_described),
        cmocka_unit_test(every_resource_has_its_paths),
        cmocka_unit_test(operations_have_names_of_their_own),
        cmocka_unit_test(filters_are_parameters),
        cmocka_unit_test(shapes_refer_to_types_that_exist),
        cmocka_unit_test(the_description_is_json_with_every_resource),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
