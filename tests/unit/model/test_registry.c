// SPDX-License-Identifier: Apache-2.0
// The registry: resources found by name, and each fault of a small registry that the check has to find.
#include "model/registry.h"

#include "unit.h"

enum { SHELF_NAME, SHELF_ROOM, SHELF_FIELD_COUNT };
enum { BOOK_NAME, BOOK_SHELF, BOOK_STATE, BOOK_PAGES, BOOK_LENT, BOOK_WEIGHT, BOOK_FIELD_COUNT };
enum { DIARY_ID, DIARY_AT, DIARY_FIELD_COUNT };

// A sound registry of three resources that a test can spoil: everything in it may be written to.
struct library {
    struct choice states[2];
    struct choice_list state;
    struct field shelf_fields[SHELF_FIELD_COUNT], book_fields[BOOK_FIELD_COUNT],
        diary_fields[DIARY_FIELD_COUNT];
    struct field lend_inputs[2];
    struct sort shelf_sorts[1], book_sorts[2], diary_sorts[1];
    struct action book_actions[2];
    struct link shelf_links[1];
    struct resource shelf, book, diary;
    const struct resource *resources[3];
    struct registry registry;
};

static void derive_nothing(struct record *record)
{
    (void)record;
}

static enum error lend(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)record;
    (void)input;
    (void)arena;
    (void)problems;
    return ERROR_NONE;
}

static struct field plain(const char *name, enum field_type type)
{
    return (struct field){.name = name, .label = "Label", .help = "Help.", .type = type};
}

static void library_fields(struct library *library)
{
    library->states[0] = (struct choice){"in", "In"};
    library->states[1] = (struct choice){"out", "Out"};
    library->state = (struct choice_list){"state", library->states, 2};
    library->shelf_fields[SHELF_NAME] = plain("name", FIELD_TEXT);
    library->shelf_fields[SHELF_NAME].flags = FIELD_REQUIRED;
    library->shelf_fields[SHELF_ROOM] = plain("room", FIELD_TEXT);
    library->book_fields[BOOK_NAME] = plain("name", FIELD_TEXT);
    library->book_fields[BOOK_NAME].flags = FIELD_REQUIRED;
    library->book_fields[BOOK_SHELF] = plain("shelf", FIELD_REFERENCE);
    library->book_fields[BOOK_SHELF].targets[0] = "shelves";
    library->book_fields[BOOK_STATE] = plain("state", FIELD_CHOICE);
    library->book_fields[BOOK_STATE].choices = &library->state;
    library->book_fields[BOOK_STATE].default_code = "in";
    library->book_fields[BOOK_PAGES] = plain("pages", FIELD_INTEGER);
    library->book_fields[BOOK_PAGES].flags = FIELD_COMPUTED;
    library->book_fields[BOOK_LENT] = plain("lent", FIELD_BOOLEAN);
    library->book_fields[BOOK_WEIGHT] = plain("weight", FIELD_DECIMAL);
    library->book_fields[BOOK_WEIGHT].scale = 3;
    library->diary_fields[DIARY_ID] = plain("id", FIELD_INTEGER);
    library->diary_fields[DIARY_ID].flags = FIELD_REQUIRED;
    library->diary_fields[DIARY_AT] = plain("at", FIELD_INSTANT);
    library->lend_inputs[0] = plain("reader", FIELD_TEXT);
    library->lend_inputs[1] = plain("until", FIELD_DATE);
}

static struct resource library_resource(const char *name, const char *singular, const char *prefix)
{
    struct resource resource = {.name = name,
        .singular = singular,
        .label = "Label",
        .label_plural = "Labels",
        .prefix = prefix,
        .help = "Help.",
        .title_field = -1,
        .owner_field = OWNER_CREATOR,
        .shared_field = -1,
        .unique_together = {-1}};
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++)
        resource.permissions[role].all = MAY_READ;
    return resource;
}

static struct library *library_set_up(struct library *library)
{
    memset(library, 0, sizeof *library);
    library_fields(library);
    library->shelf_sorts[0] = (struct sort){"name", SHELF_NAME};
    library->book_sorts[0] = (struct sort){"name", BOOK_NAME};
    library->book_sorts[1] = (struct sort){"created_at", SORT_SYSTEM_CREATED};
    library->diary_sorts[0] = (struct sort){"id", DIARY_ID};
    library->book_actions[0] = (struct action){.name = "lend",
        .label = "Lend",
        .help = "Help.",
        .input_fields = library->lend_inputs,
        .input_count = 2,
        .run = lend};
    library->book_actions[1] = (struct action){.name = "lose", .label = "Lose", .help = "Help.", .run = lend};
    library->shelf_links[0] = (struct link){"books", "books", "shelf"};
    library->shelf = library_resource("shelves", "shelf", "SHELF");
    library->shelf.fields = library->shelf_fields;
    library->shelf.field_count = SHELF_FIELD_COUNT;
    library->shelf.sorts = library->shelf_sorts;
    library->shelf.sort_count = 1;
    library->shelf.links = library->shelf_links;
    library->shelf.link_count = 1;
    library->book = library_resource("books", "book", "BOOK");
    library->book.fields = library->book_fields;
    library->book.field_count = BOOK_FIELD_COUNT;
    library->book.sorts = library->book_sorts;
    library->book.sort_count = 2;
    library->book.actions = library->book_actions;
    library->book.action_count = 2;
    library->book.derive = derive_nothing;
    library->book.title_field = BOOK_NAME;
    library->book.unique_together[0] = BOOK_NAME;
    library->book.unique_together[1] = BOOK_SHELF;
    library->book.unique_together[2] = -1;
    library->diary = library_resource("diary", "diary", "");
    library->diary.flags = RESOURCE_LOG | RESOURCE_READ_ONLY;
    library->diary.fields = library->diary_fields;
    library->diary.field_count = DIARY_FIELD_COUNT;
    library->diary.sorts = library->diary_sorts;
    library->diary.sort_count = 1;
    library->resources[0] = &library->shelf;
    library->resources[1] = &library->book;
    library->resources[2] = &library->diary;
    library->registry = (struct registry){.resources = library->resources, .count = 3};
    return library;
}

// Each fault: what is spoilt, and the line that the check has to say about it.
#define FAULTS(X)                                                                                            \
    X(bad_name, l->book.name = "Books", "Books: the name must be in lower case, its words joined by dashes") \
    X(no_name, l->book.name = NULL, "(unnamed): the name must be in lower case, its words joined by dashes") \
    X(doubled_name, l->diary.name = "shelves", "shelves: the name is there twice")                           \
    X(bad_singular, l->book.singular = "the book",                                                           \
        "books: the singular must be lower_snake_case and no word of SQL")                                   \
    X(keyword_singular, l->book.singular = "order",                                                          \
        "books: the singular must be lower_snake_case and no word of SQL")                                   \
    X(doubled_singular, l->book.singular = "shelf", "books: the singular is there twice")                    \
    X(no_label, l->book.label = NULL, "books: the label is missing")                                         \
    X(no_help, l->book.help = "Help", "books: the help must end in a period")                                \
    X(bad_prefix, l->book.prefix = "B", "books: the prefix must be 2 to 8 of A-Z0-9; empty for a log")       \
    X(low_prefix, l->book.prefix = "book", "books: the prefix must be 2 to 8 of A-Z0-9; empty for a log")    \
    X(no_prefix, l->book.prefix = NULL, "books: the prefix must be 2 to 8 of A-Z0-9; empty for a log")       \
    X(log_prefix, l->diary.prefix = "LOG", "diary: the prefix must be 2 to 8 of A-Z0-9; empty for a log")    \
    X(doubled_prefix, l->book.prefix = "SHELF", "books: the prefix is there twice")                          \
    X(missing_field, l->book_fields[BOOK_LENT].name = NULL,                                                  \
        "books: a field has no name: is the table as long as its enum?")                                     \
    X(field_name, l->book_fields[BOOK_LENT].name = "isLent",                                                 \
        "books.isLent: the name must be lower_snake_case")                                                   \
    X(field_keyword, l->book_fields[BOOK_LENT].name = "limit_",                                              \
        "books.limit_: the name must be lower_snake_case")                                                   \
    X(sql_word, l->book_fields[BOOK_LENT].name = "where", "books.where: the name is a word of SQL")          \
    X(system_name, l->book_fields[BOOK_LENT].name = "version",                                               \
        "books.version: the name is taken by the system")                                                    \
    X(parameter_name, l->book_fields[BOOK_LENT].name = "cursor",                                             \
        "books.cursor: the name is taken by the system")                                                     \
    X(doubled_field, l->book_fields[BOOK_LENT].name = "name", "books.name: the name is there twice")         \
    X(field_label, l->book_fields[BOOK_LENT].label = "", "books.lent: the label is missing")                 \
    X(field_help, l->book_fields[BOOK_LENT].help = "Help", "books.lent: the help must end in a period")      \
    X(no_field_help, l->book_fields[BOOK_LENT].help = NULL, "books.lent: the help must end in a period")     \
    X(bounds, l->book_fields[BOOK_NAME].minimum = 9, "books.name: the bounds are the wrong way round")       \
    X(deep_scale, l->book_fields[BOOK_WEIGHT].scale = 10, "books.weight: a scale is at most 9")              \
    X(stray_scale, l->book_fields[BOOK_LENT].scale = 2, "books.lent: only a decimal has a scale")            \
    X(shape, l->book_fields[BOOK_NAME].accepts = slug_is_shaped,                                             \
        "books.name: a shape is for texts, and says what would be right")                                    \
    X(no_derive, l->book.derive = NULL,                                                                      \
        "books.pages: a computed field needs derive, and is neither required nor unique")                    \
    X(required_computed, l->book_fields[BOOK_PAGES].flags |= FIELD_REQUIRED,                                 \
        "books.pages: a computed field needs derive, and is neither required nor unique")                    \
    X(search, l->book_fields[BOOK_LENT].flags = FIELD_SEARCH, "books.lent: only texts are searched")         \
    X(hidden, l->book_fields[BOOK_WEIGHT].hidden_from = 1U << ACCESS_ROLE_COUNT,                             \
        "books.weight: it is hidden from unknown roles")                                                     \
    X(stray_choices, l->book_fields[BOOK_LENT].choices = &l->state,                                          \
        "books.lent: only choices have a list and a default")                                                \
    X(empty_choices, l->state.count = 0, "books.state: the list of choices is empty")                        \
    X(no_choices, l->book_fields[BOOK_STATE].choices = NULL, "books.state: the list of choices is empty")    \
    X(choices_name, l->state.name = NULL, "books.state: the list of choices needs a name")                   \
    X(choice_code, l->states[1].code = "Out", "books.state: a choice's code must be lower_snake_case")       \
    X(doubled_choice, l->states[1].code = "in", "books.state: a choice's code is there twice")               \
    X(choice_label, l->states[1].label = "", "books.state: a choice has no label")                           \
    X(default_code, l->book_fields[BOOK_STATE].default_code = "lost",                                        \
        "books.state: the default is not one of the choices")                                                \
    X(stray_target, l->book_fields[BOOK_NAME].targets[0] = "shelves",                                        \
        "books.name: only a reference has targets")                                                          \
    X(no_target, l->book_fields[BOOK_SHELF].targets[1] = "rooms", "books.shelf: the target does not exist")  \
    X(later_target,                                                                                          \
        (l->shelf_fields[SHELF_ROOM].type = FIELD_REFERENCE,                                                 \
            l->shelf_fields[SHELF_ROOM].targets[0] = "books"),                                               \
        "shelves.room: the target is declared later")                                                        \
    X(log_target,                                                                                            \
        (l->resources[0] = &l->diary, l->resources[2] = &l->shelf, l->shelf.link_count = 0,                  \
            l->book_fields[BOOK_SHELF].targets[0] = "diary"),                                                \
        "books.shelf: the target has no keys")                                                               \
    X(no_fields,                                                                                             \
        (l->diary.field_count = 0, l->diary.flags = RESOURCE_READ_ONLY, l->diary.prefix = "DIARY",           \
            l->diary_sorts[0].field = SORT_SYSTEM_KEY),                                                      \
        "diary: there is no field")                                                                          \
    X(title, l->book.title_field = BOOK_FIELD_COUNT, "books: the title is out of range")                     \
    X(owner, l->book.owner_field = BOOK_NAME,                                                                \
        "books: the owner must be a reference, OWNER_CREATOR or OWNER_SELF")                                 \
    X(shared, l->book.shared_field = BOOK_NAME, "books: what shares a record must be a boolean, or -1")      \
    X(computed_unique, l->book.unique_together[1] = BOOK_PAGES,                                              \
        "books: unique_together must hold stored fields and end with -1")                                    \
    X(endless_unique, l->book.unique_together[2] = BOOK_STATE,                                               \
        "books: unique_together must hold stored fields and end with -1")                                    \
    X(log_without_number, l->diary_fields[DIARY_ID].type = FIELD_TEXT,                                       \
        "diary: a log is read only and begins with an integer that counts up")                               \
    X(written_log, l->diary.flags = RESOURCE_LOG,                                                            \
        "diary: a log is read only and begins with an integer that counts up")                               \
    X(no_sorts, l->book.sort_count = 0, "books: there is no sort")                                           \
    X(sort_name, l->book_sorts[1].name = "-name", "books: a sort has no name")                               \
    X(doubled_sort, l->book_sorts[1].name = "name", "books.name: a sort is there twice")                     \
    X(sort_range, l->book_sorts[1].field = BOOK_FIELD_COUNT, "books.created_at: a sort is out of range")     \
    X(sort_below, l->book_sorts[1].field = SORT_SYSTEM_KEY - 1, "books.created_at: a sort is out of range")  \
    X(sort_computed, l->book_sorts[1].field = BOOK_PAGES, "books.created_at: a sort by what is not stored")  \
    X(sort_hidden, l->book_fields[BOOK_NAME].hidden_from = 1, "books.name: a sort by what is hidden")        \
    X(found_hidden, l->book_fields[BOOK_LENT].hidden_from = 1,                                               \
        "books.lent: what is hidden must not be found by")                                                   \
    X(log_sort, l->diary_sorts[0].field = SORT_SYSTEM_KEY,                                                   \
        "diary.id: a log has no system columns to sort by")                                                  \
    X(action_name, l->book_actions[0].name = "", "books: an action has no name")                             \
    X(doubled_action, l->book_actions[1].name = "lend", "books.lend: the action is there twice")             \
    X(action_help, l->book_actions[0].help = "Help",                                                         \
        "books.lend: the action needs a label, and a help that ends in a period")                            \
    X(idle_action, l->book_actions[0].run = NULL, "books.lend: the action does nothing")                     \
    X(input_help, l->lend_inputs[1].help = "",                                                               \
        "books.lend: an input needs a name, a label, and a help that ends in a period")                      \
    X(doubled_input, l->lend_inputs[1].name = "reader", "books.lend: an input is there twice")               \
    X(unknown_verb, l->book.permissions[ACCESS_MEMBER].all |= 1U << VERB_COUNT,                              \
        "books.member: the permission has unknown verbs")                                                    \
    X(no_action, l->shelf.permissions[ACCESS_MEMBER].all |= MAY(VERB_ACT),                                   \
        "shelves.member: the role may act, but there is no action")                                          \
    X(log_writer, l->diary.permissions[ACCESS_MEMBER].own = MAY(VERB_DELETE),                                \
        "diary.member: the role may write to a log")                                                         \
    X(forgotten_role, l->book.permissions[ACCESS_VIEWER].all = 0,                                            \
        "books.viewer: the role has no permission at all: is it forgotten?")                                 \
    X(link_resource, l->shelf_links[0].resource = "discs",                                                   \
        "shelves.books: the link is not a reference of another resource")                                    \
    X(link_field, l->shelf_links[0].field = "name",                                                          \
        "shelves.books: the link is not a reference of another resource")                                    \
    X(link_elsewhere, l->book_fields[BOOK_SHELF].targets[0] = "books",                                       \
        "shelves.books: the link points elsewhere")

#define FAULT_FUNCTION(name, spoil, line)                                                                    \
    static void spoil_##name(struct library *l)                                                              \
    {                                                                                                        \
        spoil;                                                                                               \
    }
FAULTS(FAULT_FUNCTION)

static const struct {
    const char *name;
    void (*spoil)(struct library *library);
    const char *line;
} faults[] = {
#define FAULT_ROW(name, spoil, line) {#name, spoil_##name, line},
    FAULTS(FAULT_ROW)};

static void a_sound_registry_has_no_fault(void **state)
{
    (void)state;
    struct library library;
    struct buffer found;
    buffer_init(&found, 1 << 16);
    bool is_sound = registry_check(&library_set_up(&library)->registry, &found);
    if (!is_sound) fail_msg("%s", found.data);
    assert_int_equal(found.length, 0);
    buffer_free(&found);
}

static void each_fault_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct library library;
        library_set_up(&library);
        faults[i].spoil(&library);
        struct buffer found;
        buffer_init(&found, 1 << 16);
        if (registry_check(&library.registry, &found)) fail_msg("%s is not noticed", faults[i].name);
        struct text line, rest = buffer_view(&found);
        bool is_found = false;
        while (text_split(&rest, '\n', &line))
            is_found = is_found || text_is(line, faults[i].line);
        if (!is_found) fail_msg("%s: found only %s", faults[i].name, found.data);
        buffer_free(&found);
    }
}

static void more_than_64_choices_are_too_many(void **state)
{
    (void)state;
    static struct choice many[65];
    static char codes[65][8];
    for (size_t i = 0; i < 65; i++) {
        (void)snprintf(codes[i], sizeof codes[i], "c%zu", i);
        many[i] = (struct choice){codes[i], "Label"};
    }
    struct library library;
    library_set_up(&library);
    library.state = (struct choice_list){"state", many, 65};
    library.book_fields[BOOK_STATE].default_code = NULL;
    struct buffer found;
    buffer_init(&found, 1 << 16);
    assert_false(registry_check(&library.registry, &found));
    assert_text_equal(buffer_view(&found), "books.state: a list holds at most 64 choices\n");
    buffer_free(&found);
}

static void resources_are_found_by_name(void **state)
{
    (void)state;
    struct library library;
    const struct registry *registry = &library_set_up(&library)->registry;
    assert_ptr_equal(registry_find(registry, TEXT("shelves")), &library.shelf);
    assert_ptr_equal(registry_find(registry, TEXT("shelf")), &library.shelf);
    assert_null(registry_find(registry, TEXT("Shelf")));
    assert_null(registry_find(registry, TEXT("")));
    assert_ptr_equal(registry_guess(registry, TEXT("SHELF")), &library.shelf);
    assert_ptr_equal(registry_guess(registry, TEXT("Books")), &library.book);
    assert_null(registry_guess(registry, TEXT("boo")));
    assert_null(registry_guess(registry, TEXT("")));
    library.book.name = "text-books";
    assert_ptr_equal(registry_guess(registry, TEXT("Text_Books")), &library.book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_registry_has_no_fault),
        cmocka_unit_test(each_fault_is_found),
        cmocka_unit_test(more_than_64_choices_are_too_many),
        cmocka_unit_test(resources_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
