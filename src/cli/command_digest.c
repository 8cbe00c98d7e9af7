// SPDX-License-Identifier: Apache-2.0
// tandem digest: people's inboxes by mail.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "store/store.h"
#include "work/credential.h"
#include "work/digest.h"

enum { DIGEST_OPTION_SEND, DIGEST_OPTION_PERSON, DIGEST_OPTION_COUNT };

struct telling {
    struct invocation *invocation;
    struct json_writer *writer; // NULL: text
    bool has_failed;
};

static void tell_json(struct json_writer *writer, const struct digest_report *report)
{
    const struct {
        const char *name;
        struct text value;
    } members[] = {{"user", report->user}, {"name", report->name}, {"email", report->email},
        {"person", report->person}, {"outcome", text_from(digest_outcome_code(report->outcome))},
        {"message", text_from(report->message)}, {"text", report->text}};
    json_write_object_begin(writer);
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        json_write_key(writer, members[i].name);
        json_write_text(writer, members[i].value);
    }
    json_write_key(writer, "items");
    json_write_integer(writer, report->items);
    json_write_key(writer, "overdue");
    json_write_integer(writer, report->overdue);
    json_write_object_end(writer);
}

static void tell(const struct digest_report *report, void *closure)
{
    struct telling *telling = closure;
    if (report->outcome == DIGEST_FAILED) telling->has_failed = true;
    if (telling->writer) {
        tell_json(telling->writer, report);
        return;
    }
    FILE *output = telling->invocation->streams->output;
    (void)fprintf(output, "%.*s <%.*s>: %s, %u %s%s%s\n", TEXT_PRINT(report->name), TEXT_PRINT(report->email),
        digest_outcome_code(report->outcome), report->items, report->items == 1 ? "item" : "items",
        *report->message ? ": " : "", report->message);
    if (report->outcome == DIGEST_WAITING) (void)fprintf(output, "\n%.*s\n", TEXT_PRINT(report->text));
}

static int digest_all(struct telling *telling, struct store *store, struct text password)
{
    struct invocation *invocation = telling->invocation;
    const char *person = invocation_value(invocation, DIGEST_OPTION_PERSON);
    struct digest_options options = {.person = TEXT(""),
        .is_sent = invocation_is_given(invocation, DIGEST_OPTION_SEND),
        .password = password,
        .report = tell,
        .closure = telling};
    if (person && !named_key(invocation, person, &options.person))
        return report_usage(invocation, "--person takes a key such as PERS-3.");
    enum error error = digest_run(store, &options, invocation->arena);
    if (error == ERROR_INVALID) {
        report_error(
            invocation->streams, "No mail can be sent: the settings mail.server and mail.from are not set.");
        return 2;
    }
    return error ? report_problems(invocation->streams, error, NULL) : telling->has_failed ? 1 : 0;
}

static int run_digest(struct invocation *invocation)
{
    struct telling telling = {.invocation = invocation};
    struct store *store;
    struct buffer password;
    struct document document;
    enum error error = credential_read("TANDEM_MAIL_PASSWORD", "mail-password", &password);
    if (error) {
        report_error(invocation->streams, "The password of the mail server cannot be read.");
        return 2;
    }
    int status = database_open_usual(invocation, &store);
    if (status) {
        credential_forget(&password);
        return status;
    }
    if (invocation->json) {
        telling.writer = document_begin(&document);
        json_write_object_begin(telling.writer);
        json_write_key(telling.writer, "digests");
        json_write_array_begin(telling.writer);
    }
    status = digest_all(&telling, store, buffer_view(&password));
    if (invocation->json) {
        json_write_array_end(telling.writer);
        json_write_object_end(telling.writer);
        int written = document_end(&document, invocation);
        if (!status) status = written;
    }
    credential_forget(&password);
    store = store_close(store);
    return status;
}

static const struct option options[DIGEST_OPTION_COUNT] = {
    [DIGEST_OPTION_SEND] = {.name = "send", .help = "Send it; without this it is only shown."},
    [DIGEST_OPTION_PERSON] = {.name = "person",
        .argument = "PERSON",
        .help = "Only this person's, whatever they asked for; never twice on a day."},
};

static const struct example examples[] = {
    {"tandem digest", "Shows whose digest is due, and what would be in it."},
    {"tandem digest --send", "Sends those that are due; safe to repeat."},
};

const struct command command_digest = {
    .name = "digest",
    .summary = "Send people their inboxes by mail",
    .description =
        "To users who asked for it (every day, or every Monday), whose account stands for a person, and "
        "for whom something waits. Nobody gets it twice on a day; what could not be sent is tried again "
        "by the next run. tandem serve does the same by itself. The password of the mail server comes "
        "from TANDEM_MAIL_PASSWORD or the credential mail-password. Exit status: 1 when one could not be "
        "sent.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = DIGEST_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_digest,
};
