// SPDX-License-Identifier: Apache-2.0
// tandem list: records of a resource as a table or as JSON.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/titles.h"
#include "format/record_json.h"
#include "work/query.h"

enum { LIST_FILTER, LIST_SEARCH, LIST_SORT, LIST_LIMIT, LIST_CURSOR, LIST_FIELDS, LIST_OPTION_COUNT };

#define LIST_PARAMETERS_MAXIMUM 64

struct listing {
    struct invocation *invocation;
    struct query query;
    int64_t limit; // how many at most
    struct titles titles;
    struct table table;
    struct json_writer *writer; // NULL: a table
};

// --filter stage=plan, --search, --sort and --fields are what the API calls its parameters.
static int read_parameters(
    struct invocation *invocation, const struct resource *resource, struct query *ret_query)
{
    struct query_parameter parameters[LIST_PARAMETERS_MAXIMUM];
    size_t count = 0;
    const struct option_values *filters = &invocation->options[LIST_FILTER];
    for (size_t i = 0; i < filters->count && count + 5 < LIST_PARAMETERS_MAXIMUM; i++) {
        struct text filter = text_from(filters->values[i]);
        size_t equals = text_find(filter, '=');
        if (equals == filter.length)
            return report_usage(invocation, "--filter takes FIELD=VALUE, not \"%s\".", filters->values[i]);
        parameters[count].name = (struct text){filter.data, equals};
        parameters[count++].value = (struct text){filter.data + equals + 1, filter.length - equals - 1};
    }
    static const struct {
        size_t option;
        const char *name;
    } others[] = {{LIST_SEARCH, "q"}, {LIST_SORT, "sort"}, {LIST_FIELDS, "fields"}, {LIST_CURSOR, "cursor"}};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        const char *value = invocation_value(invocation, others[i].option);
        if (!value) continue;
        parameters[count].name = text_from(others[i].name);
        parameters[count++].value = text_from(value);
    }
    struct problem_list problems;
    problem_list_init(&problems, invocation->arena);
    enum error error = query_read(resource, parameters, count, invocation->arena, &problems, ret_query);
    if (!error) return 0;
    for (const struct problem *problem = problems.first; problem; problem = problem->next)
        report_error(invocation->streams, "%s", problem->message);
    if (!problems.first) report_error(invocation->streams, "%s", error_sentence(error));
    return error_exit(ERROR_USAGE);
}

// Without --fields a table leaves out what takes more than a line.
static bool is_shown(const struct query_fields *fields, const struct resource *resource, size_t field)
{
    if (fields->given) return fields->fields[field];
    enum field_type type = resource->fields[field].type;
    return type != FIELD_MARKDOWN && type != FIELD_JSON;
}

static bool is_system_shown(const struct query_fields *fields, const struct resource *resource, int field)
{
    if (resource->flags & RESOURCE_LOG) return false;
    return fields->given ? fields->system[field] : field == SYSTEM_KEY;
}

static void add_columns(struct listing *listing, const struct resource *resource)
{
    const struct query_fields *fields = &listing->query.fields;
    for (int i = 0; i < SYSTEM_FIELD_COUNT; i++) {
        if (is_system_shown(fields, resource, i))
            table_column(&listing->table, system_field_name((enum system_field)i), false);
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        enum field_type type = resource->fields[i].type;
        if (!is_shown(fields, resource, i)) continue;
        listing->table.hide_empty[listing->table.column_count] = !fields->given;
        table_column(&listing->table, resource->fields[i].name,
            type == FIELD_INTEGER || type == FIELD_DECIMAL || type == FIELD_REAL);
    }
}

static enum error system_text(
    const struct record *record, int field, struct arena *arena, struct text *ret_text)
{
    static const struct field instant = {.type = FIELD_INSTANT}, integer = {.type = FIELD_INTEGER};
    switch ((enum system_field)field) {
    case SYSTEM_KEY: *ret_text = record->key; return ERROR_NONE;
    case SYSTEM_SOURCE: *ret_text = record->source; return ERROR_NONE;
    case SYSTEM_EXTERNAL_ID: *ret_text = record->external_id; return ERROR_NONE;
    case SYSTEM_CREATED_AT: return field_print(&instant, value_integer(record->created_at), arena, ret_text);
    case SYSTEM_CREATED_BY: *ret_text = record->created_by; return ERROR_NONE;
    case SYSTEM_CHANGED_AT: return field_print(&instant, value_integer(record->changed_at), arena, ret_text);
    case SYSTEM_CHANGED_BY: *ret_text = record->changed_by; return ERROR_NONE;
    case SYSTEM_VERSION: return field_print(&integer, value_integer(record->version), arena, ret_text);
    case SYSTEM_FIELD_COUNT: break;
    }
    *ret_text = TEXT("");
    return ERROR_NONE;
}

static enum error add_row(struct listing *listing, const struct record *record)
{
    const struct resource *resource = record->resource;
    const struct query_fields *fields = &listing->query.fields;
    struct text *cells = table_row(&listing->table);
    enum error error = cells ? ERROR_NONE : ERROR_MEMORY;
    size_t column = 0;
    for (int i = 0; !error && i < SYSTEM_FIELD_COUNT; i++) {
        if (is_system_shown(fields, resource, i))
            error = system_text(record, i, listing->invocation->arena, &cells[column++]);
    }
    for (size_t i = 0; !error && i < resource->field_count && column < listing->table.column_count; i++) {
        if (is_shown(fields, resource, i))
            error = titles_print(&listing->titles, &resource->fields[i], record->values[i], &cells[column++]);
    }
    return error;
}

// Page by page, so that a long list costs the database no more than a short one.
static enum error read_pages(struct listing *listing, struct transaction *transaction,
    const struct actor *actor, int64_t *ret_count, struct text *ret_next)
{
    struct record_query *query = &listing->query.records;
    struct record_page page = {0};
    enum error error;
    *ret_count = 0;
    do {
        int64_t rest = listing->limit - *ret_count;
        query->limit = rest < QUERY_LIMIT_MAXIMUM ? (unsigned)rest : QUERY_LIMIT_MAXIMUM;
        error = record_list(transaction, actor, query, listing->invocation->arena, &page);
        const struct record_json_fields fields = {listing->query.fields.system, listing->query.fields.fields};
        for (size_t i = 0; !error && i < page.count; i++) {
            if (listing->writer)
                record_json_write(
                    page.records[i], listing->query.fields.given ? &fields : NULL, listing->writer);
            else
                error = add_row(listing, page.records[i]);
        }
        *ret_count += (int64_t)page.count;
        query->cursor = page.next;
    } while (!error && page.next.length && *ret_count < listing->limit);
    *ret_next = page.next;
    return error;
}

static int print_table(struct listing *listing, struct transaction *transaction, const struct actor *actor)
{
    const struct resource *resource = listing->query.records.resource;
    struct invocation *invocation = listing->invocation;
    int64_t count;
    struct text next;
    titles_init(&listing->titles, transaction, actor, invocation->arena);
    table_init(&listing->table, invocation->arena);
    add_columns(listing, resource);
    enum error error = read_pages(listing, transaction, actor, &count, &next);
    if (!error && count) error = table_print(&listing->table, invocation->streams->output);
    if (error) return report_problems(invocation->streams, error, NULL);
    if (count == 0 && table_terminal_width(invocation->streams->output))
        (void)fprintf(invocation->streams->output, "No %s.\n", resource->name);
    return 0;
}

static int print_document(struct listing *listing, struct transaction *transaction, const struct actor *actor)
{
    struct document document;
    int64_t count;
    struct text next;
    listing->writer = document_begin(&document);
    json_write_object_begin(listing->writer);
    json_write_key(listing->writer, "items");
    json_write_array_begin(listing->writer);
    enum error error = read_pages(listing, transaction, actor, &count, &next);
    json_write_array_end(listing->writer);
    json_write_key(listing->writer, "next");
    if (next.length)
        json_write_text(listing->writer, next);
    else
        json_write_null(listing->writer);
    json_write_object_end(listing->writer);
    if (!error) return document_end(&document, listing->invocation);
    buffer_free(&document.buffer);
    return report_problems(listing->invocation->streams, error, NULL);
}

static int run_list(struct invocation *invocation)
{
    const struct resource *resource = named_resource(invocation, invocation_operand(invocation, 0));
    struct listing listing = {.invocation = invocation, .limit = INT64_MAX};
    const char *limit = invocation_value(invocation, LIST_LIMIT);
    if (!resource) return error_exit(ERROR_USAGE);
    if (limit && !text_parse_integer(text_from(limit), 1, INT64_MAX, &listing.limit))
        return report_usage(invocation, "--limit has to be a whole number from 1.");
    int status = read_parameters(invocation, resource, &listing.query);
    if (status || !listing.query.records.resource) return status;
    struct store *store = NULL;
    struct transaction *transaction = NULL;
    status = database_open_usual(invocation, &store);
    if (status) return status;
    const struct actor actor = actor_system("cli");
    enum error error = store_read(store, &transaction);
    if (error)
        status = report_problems(invocation->streams, error, NULL);
    else if (invocation->json)
        status = print_document(&listing, transaction, &actor);
    else
        status = print_table(&listing, transaction, &actor);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct option options[LIST_OPTION_COUNT] = {
    [LIST_FILTER] = {.name = "filter",
        .letter = 'f',
        .argument = "FIELD=VALUE",
        .help =
            "Only records whose field has the value. Commas separate alternatives, nothing after = means not "
            "set. May be given again: all have to hold.",
        .repeats = true},
    [LIST_SEARCH] = {.name = "search",
        .argument = "TEXT",
        .help = "Only records with the text in their name."},
    [LIST_SORT] = {.name = "sort",
        .letter = 's',
        .argument = "FIELD",
        .help = "Sort by the field; a dash before it reverses."},
    [LIST_LIMIT] = {.name = "limit",
        .letter = 'n',
        .argument = "NUMBER",
        .help = "At most so many; all when it is not given.",
        .kind = ARGUMENT_NUMBER},
    [LIST_CURSOR] = {.name = "cursor",
        .argument = "CURSOR",
        .help = "Go on where an earlier list ended: the \"next\" that it printed as JSON."},
    [LIST_FIELDS] = {.name = "fields",
        .argument = "FIELD,…",
        .help = "These fields alone; also key, source, external_id, created_at, changed_at, version."},
};

static const struct operand operands[] = {
    {.name = "RESOURCE",
        .help = "What to list, such as products, people or assignments.",
        .kind = ARGUMENT_RESOURCE},
};

static const struct example examples[] = {
    {"tandem list products", "Lists all products."},
    {"tandem list products --filter stage=develop,qualify,launch --sort -name",
        "Products in the horizon next."},
    {"tandem list people --filter unit= --fields key,name,email", "People without a unit."},
    {"tandem list products --json", "The same records as the API gives them."},
};

const struct command command_list = {
    .name = "list",
    .summary = "List records of a resource",
    .description =
        "A table leaves out long texts and, when --fields is not given, columns in which nothing stands. "
        "References are shown with the name of what they refer to.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = LIST_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_list,
};
