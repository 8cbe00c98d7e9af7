// SPDX-License-Identifier: Apache-2.0
// Everybody's inbox is gathered once, then each user's part is claimed, written and sent.
#include "work/digest.h"

#include "access/user.h"
#include "base/calendar.h"
#include "inbox/digest_text.h"
#include "store/store.h"

static const struct statement select_users = {
    .name = "digest_users",
    .common = SQL("SELECT key, name, email, person, digest, coalesce(digest_sent_at, 0) FROM \"user\" "
                  "WHERE NOT disabled AND person IS NOT NULL AND (digest <> 'off' OR person = $1) "
                  "ORDER BY length(key), key LIMIT 10000"),
    .parameters = "t",
    .columns = "ttttti",
};
// Only who still finds the old value has it.
static const struct statement claim_user = {
    .name = "digest_claim",
    .common =
        SQL("UPDATE \"user\" SET digest_sent_at = $3 WHERE key = $1 AND coalesce(digest_sent_at, 0) = $2"),
    .parameters = "tii",
    .columns = "",
};
static const struct statement unclaim_user = {
    .name = "digest_unclaim",
    .common = SQL("UPDATE \"user\" SET digest_sent_at = CASE WHEN $2 = 0 THEN NULL ELSE $2 END "
                  "WHERE key = $1 AND digest_sent_at = $3"),
    .parameters = "tii",
    .columns = "",
};
static const struct statement *const statements[] = {&select_users, &claim_user, &unclaim_user};
const struct statement_list digest_statements = {statements, sizeof statements / sizeof statements[0]};

static const char *const outcomes[DIGEST_OUTCOME_COUNT] = {"waiting", "sent", "empty", "already", "failed"};

const char *digest_outcome_code(enum digest_outcome outcome)
{
    return outcome < DIGEST_OUTCOME_COUNT ? outcomes[outcome] : "";
}

struct addressee {
    struct text user, name, email, person;
    int frequency; // enum digest_frequency
    int64_t sent_at;
};

struct run {
    struct store *store;
    const struct digest_options *options;
    struct arena *arena;
    struct mail_settings settings;
    struct inbox inbox;
    struct addressee *addressees;
    size_t count;
    int64_t now;
};

static bool column_keep(
    const struct cursor *cursor, unsigned column, struct arena *arena, struct text *ret_text)
{
    const struct text text = cursor_text(cursor, column);
    const char *copy = text_copy(text, arena);
    *ret_text = (struct text){copy, copy ? text.length : 0};
    return copy != NULL;
}

static enum error addressees_load(struct run *run, struct transaction *transaction)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(run->options->person);
    run->addressees = arena_array(run->arena, struct addressee, DIGEST_USERS_MAXIMUM);
    if (!run->addressees) return ERROR_MEMORY;
    enum error error = store_query(transaction, &select_users, &parameter, 1, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        struct addressee *next = &run->addressees[run->count];
        next->frequency = choice_index(&digest_frequencies, cursor_text(cursor, 4));
        next->sent_at = cursor_integer(cursor, 5);
        if (!column_keep(cursor, 0, run->arena, &next->user) ||
            !column_keep(cursor, 1, run->arena, &next->name) ||
            !column_keep(cursor, 2, run->arena, &next->email) ||
            !column_keep(cursor, 3, run->arena, &next->person))
            error = ERROR_MEMORY;
        if (text_is_empty(run->options->person) || text_equal(next->person, run->options->person))
            run->count++;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error run_load(struct run *run)
{
    struct transaction *transaction = NULL;
    enum error error = store_read(run->store, &transaction);
    if (error) return error;
    run->now = transaction_now(transaction);
    error = mail_settings_load(transaction, run->arena, &run->settings);
    if (!error && run->options->is_sent && (!*run->settings.server || !*run->settings.from))
        error = ERROR_INVALID;
    if (!error) error = addressees_load(run, transaction);
    if (!error)
        error =
            inbox_load(transaction, run->options->person, calendar_day_of(run->now), run->arena, &run->inbox);
    transaction_end(transaction);
    return error;
}

// 1970-01-01 was a Thursday.
static int32_t monday_of(int32_t day)
{
    return day - (day + 3) % 7;
}

static bool has_had_it(const struct run *run, const struct addressee *addressee)
{
    if (addressee->sent_at == 0) return false;
    const int32_t today = calendar_day_of(run->now), sent = calendar_day_of(addressee->sent_at);
    if (!text_is_empty(run->options->person)) return sent >= today;
    return addressee->frequency == DIGEST_WEEKLY ? sent >= monday_of(today) : sent >= today;
}

struct claim {
    const struct addressee *addressee;
    int64_t at;
    bool is_given_back;
    int64_t changed;
};

static enum error claim_write(struct transaction *transaction, void *closure)
{
    struct claim *claim = closure;
    const struct value parameters[] = {value_text(claim->addressee->user),
        value_integer(claim->addressee->sent_at), value_integer(claim->at)};
    return store_execute(
        transaction, claim->is_given_back ? &unclaim_user : &claim_user, parameters, 3, &claim->changed);
}

// Sends what is written, between the claim and, if it fails, its return.
static enum digest_outcome addressee_send(
    struct run *run, const struct addressee *addressee, const struct mail *mail, char *message)
{
    struct claim claim = {.addressee = addressee, .at = run->now};
    enum error error = store_write(run->store, claim_write, &claim);
    if (error) {
        snprintf(message, MAIL_MESSAGE_SIZE, "%s", error_sentence(error));
        return DIGEST_FAILED;
    }
    if (claim.changed != 1) return DIGEST_ALREADY; // somebody else was quicker
    if (mail_send(&run->settings, run->options->password, mail, message) == ERROR_NONE) return DIGEST_SENT;
    claim.is_given_back = true;
    if (store_write(run->store, claim_write, &claim) != ERROR_NONE)
        snprintf(message, MAIL_MESSAGE_SIZE, "it could not be sent, and will not be tried again today");
    return DIGEST_FAILED;
}

static enum error addressee_run(struct run *run, const struct addressee *addressee)
{
    const uint32_t person = organisation_find_person(run->inbox.organisation, addressee->person);
    const struct inbox_slice slice =
        person == ORGANISATION_NONE ? (struct inbox_slice){NULL, 0} : inbox_of_person(&run->inbox, person);
    struct buffer subject, text, html;
    char message[MAIL_MESSAGE_SIZE] = "", link[600];
    buffer_init(&subject, 1000);
    buffer_init(&text, 1 << 20);
    buffer_init(&html, 1 << 20);
    digest_write_subject(slice, &subject);
    digest_write_text(&run->inbox, slice, run->settings.address, &text);
    digest_write_html(&run->inbox, slice, run->settings.address, &html);
    snprintf(link, sizeof link, "%s/settings", run->settings.address);
    enum error error = buffer_error(&subject);
    if (!error) error = buffer_error(&text);
    if (!error) error = buffer_error(&html);
    if (!error) {
        const struct mail mail = {.to_name = addressee->name,
            .to_address = addressee->email,
            .subject = buffer_view(&subject),
            .settings_link = *run->settings.address ? link : NULL,
            .text = buffer_view(&text),
            .html = buffer_view(&html)};
        struct digest_report report = {addressee->user, addressee->name, addressee->email, addressee->person,
            DIGEST_WAITING, slice.count, inbox_count_overdue(slice), buffer_view(&text), message};
        if (slice.count == 0)
            report.outcome = DIGEST_EMPTY;
        else if (has_had_it(run, addressee))
            report.outcome = DIGEST_ALREADY;
        else if (run->options->is_sent)
            report.outcome = addressee_send(run, addressee, &mail, message);
        if (run->options->report) run->options->report(&report, run->options->closure);
    }
    buffer_free(&subject);
    buffer_free(&text);
    buffer_free(&html);
    return error;
}

enum error digest_run(struct store *store, const struct digest_options *options, struct arena *arena)
{
    struct run run = {.store = store, .options = options, .arena = arena};
    enum error error = run_load(&run);
    for (size_t i = 0; i < run.count && !error; i++)
        error = addressee_run(&run, &run.addressees[i]);
    return error;
}
