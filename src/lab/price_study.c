// SPDX-License-Identifier: Apache-2.0
// The record of a price study, and how it is put into the queue and taken out.
#include "lab/price_study.h"

#include "base/digest.h"
#include "format/json_reader.h"
#include "lab/price_data.h"
#include "store/records.h"

static const struct choice questions[] = {
    {"volume", "What does price do to volume?"},
    {"shares", "What does price do to market shares?"},
    {"willingness", "What would people pay?"},
    {"choices", "What do people choose?"},
    {"line", "Which line-up?"},
    {"diffusion", "How fast will it spread?"},
    {"decision", "Which price is best?"},
};
const struct choice_list price_study_questions = {
    "price_study_question", questions, sizeof questions / sizeof questions[0]};

static const struct choice statuses[] = {
    [STUDY_DRAFT] = {"draft", "Draft"},
    [STUDY_QUEUED] = {"queued", "Queued"},
    [STUDY_RUNNING] = {"running", "Running"},
    [STUDY_DONE] = {"done", "Done"},
    [STUDY_REFUSED] = {"refused", "Refused"},
    [STUDY_FAILED] = {"failed", "Failed"},
    [STUDY_CANCELLED] = {"cancelled", "Cancelled"},
};
const struct choice_list price_study_statuses = {"price_study_status", statuses, STUDY_STATUS_COUNT};

#define RESULT (FIELD_CREATE_ONLY_ACTION)
#define HASH(field_name, field_label, field_help)                                                            \
    {                                                                                                        \
        .name = field_name, .label = field_label, .help = field_help, .type = FIELD_TEXT, .flags = RESULT,   \
        .minimum = DIGEST_HEX_SIZE - 1, .maximum = DIGEST_HEX_SIZE - 1                                       \
    }
#define NUMBER(field_name, field_label, field_help)                                                          \
    {                                                                                                        \
        .name = field_name, .label = field_label, .help = field_help, .type = FIELD_REAL, .flags = RESULT    \
    }

static const struct field price_study_fields[] = {
    [PRICE_STUDY_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What is to be found out.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PRICE_STUDY_QUESTION] =
        {
            .name = "question",
            .label = "Question",
            .help = "What kind of question it answers.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &price_study_questions,
            .default_code = "volume",
        },
    [PRICE_STUDY_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product whose price it is about.",
            .type = FIELD_REFERENCE,
            .targets = {"products"},
        },
    [PRICE_STUDY_DATA] =
        {
            .name = "data",
            .label = "Data set",
            .help = "The rows that the model is fitted to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"price-data"},
        },
    [PRICE_STUDY_FURTHER_DATA] =
        {
            .name = "further_data",
            .label = "Further data sets",
            .help = "Other files that the method needs, by their word: {\"agents\":\"DATA-2\"}.",
            .type = FIELD_JSON,
            .minimum = 2,
            .maximum = 2000,
        },
    [PRICE_STUDY_SPEC] =
        {
            .name = "spec",
            .label = "Specification",
            .help = "The model: lines such as method = elasticity.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
            .minimum = 1,
            .maximum = FIELD_MARKDOWN_MAXIMUM,
        },
    [PRICE_STUDY_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "What one should know when reading it.",
            .type = FIELD_MARKDOWN,
        },
    [PRICE_STUDY_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Where it stands; refused means that the data cannot carry an answer.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &price_study_statuses,
            .default_code = "draft",
        },
    [PRICE_STUDY_QUEUED_AT] =
        {
            .name = "queued_at",
            .label = "Queued",
            .help = "When it was put into the queue.",
            .type = FIELD_INSTANT,
            .flags = RESULT,
        },
    [PRICE_STUDY_RAN_AT] =
        {
            .name = "ran_at",
            .label = "Ran",
            .help = "When it was last worked on to the end.",
            .type = FIELD_INSTANT,
            .flags = RESULT,
        },
    [PRICE_STUDY_SECONDS] = NUMBER("seconds", "Seconds", "How long it took."),
    [PRICE_STUDY_METHOD] =
        {
            .name = "method",
            .label = "Method",
            .help = "The method of the specification that ran.",
            .type = FIELD_TEXT,
            .flags = RESULT,
            .minimum = 1,
            .maximum = 60,
        },
    [PRICE_STUDY_ENGINE_VERSION] =
        {
            .name = "engine_version",
            .label = "Engine",
            .help = "The version of Tandem that did it.",
            .type = FIELD_TEXT,
            .flags = RESULT,
            .minimum = 1,
            .maximum = 60,
        },
    [PRICE_STUDY_SEED] =
        {
            .name = "seed",
            .label = "Seed",
            .help = "What its draws began with, where it makes any.",
            .type = FIELD_INTEGER,
            .flags = RESULT,
            .minimum = 0,
            .maximum = INT64_MAX,
        },
    [PRICE_STUDY_INPUT_HASH] = HASH("input_hash", "Input",
        "Fingerprint of specification and data: the same input gives the same result."),
    [PRICE_STUDY_DATA_HASH] =
        HASH("data_hash", "Data then", "Fingerprint that the data set had when it ran."),
    [PRICE_STUDY_RESULT_HASH] = HASH("result_hash", "Result", "Fingerprint of the result."),
    [PRICE_STUDY_MESSAGE] =
        {
            .name = "message",
            .label = "Message",
            .help = "Why it failed or was refused, and what to do.",
            .type = FIELD_MARKDOWN,
            .flags = RESULT,
        },
    [PRICE_STUDY_RECOMMENDED] =
        NUMBER("recommended", "Recommended price", "The best price, where there is one."),
    [PRICE_STUDY_RECOMMENDED_LOW] =
        NUMBER("recommended_low", "Recommended from", "Lower end of the best price's interval."),
    [PRICE_STUDY_RECOMMENDED_HIGH] =
        NUMBER("recommended_high", "Recommended to", "Upper end of the best price's interval."),
};
_Static_assert(sizeof price_study_fields / sizeof price_study_fields[0] == PRICE_STUDY_FIELD_COUNT,
    "a field is missing");

static const struct sort price_study_sorts[] = {
    {"name", PRICE_STUDY_NAME},
    {"queued_at", PRICE_STUDY_QUEUED_AT},
    {"ran_at", PRICE_STUDY_RAN_AT},
    {"key", SORT_SYSTEM_KEY},
};

struct value price_study_status_value(enum price_study_status status)
{
    return value_string(statuses[status].code);
}

static bool is_waiting(const struct record *study)
{
    const int status = record_choice(study, PRICE_STUDY_STATUS);
    return status == STUDY_QUEUED || status == STUDY_RUNNING;
}

// One after the other: a queue without an end would be no use to anybody.
static enum error expect_room(
    struct transaction *transaction, struct arena *arena, struct problem_list *problems)
{
    const struct actor system = actor_system("system");
    const struct value queued = price_study_status_value(STUDY_QUEUED);
    const struct record_filter filter = {PRICE_STUDY_STATUS, &queued, 1};
    const struct record_query query = {.resource = &price_study_resource,
        .limit = PRICE_STUDIES_QUEUED_MAXIMUM,
        .filters = &filter,
        .filter_count = 1};
    struct record_page page;
    enum error error = record_list(transaction, &system, &query, arena, &page);
    if (error || page.count < PRICE_STUDIES_QUEUED_MAXIMUM) return error;
    problem_add(problems, "status", "%d studies wait already; try again when some are done.",
        PRICE_STUDIES_QUEUED_MAXIMUM);
    return ERROR_LIMIT;
}

static enum error run(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)input;
    if (is_waiting(record)) {
        problem_add(problems, "status", "It is %.*s already; cancel it first.",
            TEXT_PRINT(record_text(record, PRICE_STUDY_STATUS)));
        return ERROR_INVALID;
    }
    enum error error = expect_room(transaction, arena, problems);
    if (error) return error;
    record_set(record, PRICE_STUDY_STATUS, price_study_status_value(STUDY_QUEUED));
    record_set(record, PRICE_STUDY_QUEUED_AT, value_integer(transaction_now(transaction)));
    record_set(record, PRICE_STUDY_MESSAGE, value_null());
    return ERROR_NONE;
}

static enum error cancel(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)input;
    (void)arena;
    if (!is_waiting(record)) {
        problem_add(problems, "status", "It is %.*s; only what is queued or running can be cancelled.",
            TEXT_PRINT(record_text(record, PRICE_STUDY_STATUS)));
        return ERROR_INVALID;
    }
    record_set(record, PRICE_STUDY_STATUS, price_study_status_value(STUDY_CANCELLED));
    return ERROR_NONE;
}

static const struct action price_study_actions[] = {
    {.name = "run", .label = "Run", .help = "Puts the study into the queue.", .run = run},
    {.name = "cancel", .label = "Cancel", .help = "Takes it out of the queue, or stops it.", .run = cancel},
};

enum error price_study_roles(const struct record *study, struct arena *arena, struct problem_list *problems,
    struct text ret_keys[PRICE_ROLE_COUNT])
{
    struct json_document document;
    const struct text json = record_text(study, PRICE_STUDY_FURTHER_DATA);
    for (enum price_role role = 0; role < PRICE_ROLE_COUNT; role++)
        ret_keys[role] = TEXT("");
    ret_keys[PRICE_PRODUCTS] = record_text(study, PRICE_STUDY_DATA);
    if (text_is_empty(json)) return ERROR_NONE;
    enum error error = json_document_parse(&document, json, problems);
    if (error) return error;
    const struct json_value root = json_document_root(&document);
    const size_t before = problems->count;
    struct json_value member;
    void *iterator = NULL;
    if (json_value_expect(&root, JSON_KIND_OBJECT, problems)) {
        while (json_value_next(&root, &iterator, &member)) {
            enum price_role role = PRICE_PRODUCTS + 1;
            struct text key = TEXT("");
            while (role < PRICE_ROLE_COUNT && strcmp(price_role_name(role), member.name) != 0)
                role++;
            if (role == PRICE_ROLE_COUNT)
                problem_add(problems, "further_data", "No method reads a file called %.40s.", member.name);
            else if (json_value_read_text(&member, problems, &key)) {
                const char *copy = text_copy(key, arena);
                ret_keys[role] = (struct text){copy, copy ? key.length : 0};
            }
        }
    }
    json_document_free(&document);
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}

static bool is_same(const struct record *one, const struct record *other, size_t field)
{
    return value_equal(one->values[field], other->values[field]);
}

// The specification has to be one, and the data sets have to be there. What ran with other input is a draft
// again; its result stays until the next.
static enum error price_study_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    struct price_spec spec;
    struct text keys[PRICE_ROLE_COUNT];
    const bool is_touched = !stored || !is_same(proposed, stored, PRICE_STUDY_SPEC) ||
                            !is_same(proposed, stored, PRICE_STUDY_DATA) ||
                            !is_same(proposed, stored, PRICE_STUDY_FURTHER_DATA);
    if (!is_touched || proposed->is_restored) return ERROR_NONE;
    if (stored && is_waiting(stored)) {
        problem_add(problems, "status", "It is %.*s; cancel it before changing what it works on.",
            TEXT_PRINT(record_text(stored, PRICE_STUDY_STATUS)));
        return ERROR_INVALID;
    }
    enum error error = price_spec_read(record_text(proposed, PRICE_STUDY_SPEC), arena, problems, &spec);
    if (!error) error = price_study_roles(proposed, arena, problems, keys);
    for (enum price_role role = PRICE_PRODUCTS + 1; !error && role < PRICE_ROLE_COUNT; role++) {
        struct record *data;
        if (text_is_empty(keys[role])) continue;
        error = record_get(transaction, actor, &price_data_resource, keys[role], arena, &data);
        if (error != ERROR_NOT_FOUND) continue;
        problem_add(problems, "further_data", "There is no data set %.*s.", TEXT_PRINT(keys[role]));
        error = ERROR_INVALID;
    }
    if (!error && stored) record_set(proposed, PRICE_STUDY_STATUS, price_study_status_value(STUDY_DRAFT));
    return error;
}

static const struct link price_study_links[] = {
    {"comments", "comments", "record"},
};

const struct resource price_study_resource = {
    .name = "price-studies",
    .singular = "price_study",
    .label = "Price study",
    .label_plural = "Price studies",
    .prefix = "STUDY",
    .help = "A price study measures on data what a price does, or what people would pay.",
    .fields = price_study_fields,
    .field_count = PRICE_STUDY_FIELD_COUNT,
    .sorts = price_study_sorts,
    .sort_count = sizeof price_study_sorts / sizeof price_study_sorts[0],
    .title_field = PRICE_STUDY_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .actions = price_study_actions,
    .action_count = sizeof price_study_actions / sizeof price_study_actions[0],
    .links = price_study_links,
    .link_count = sizeof price_study_links / sizeof price_study_links[0],
    .unique_together = {-1},
    .before_save = price_study_before_save,
};
