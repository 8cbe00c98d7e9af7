// SPDX-License-Identifier: Apache-2.0
// tandem serve: the page and the API over one workspace.
#include "cli/commands.h"

#include "base/text.h"
#include "cli/database.h"
#include "cli/report.h"
#include "http/sandbox.h"
#include "http/serve.h"
#include "work/credential.h"
#include "work/resources.h"

enum {
    SERVE_LISTEN,
    SERVE_WEB_ROOT,
    SERVE_PROXY,
    SERVE_PUBLIC,
    SERVE_RATE,
    SERVE_NO_SANDBOX,
    SERVE_OPTION_COUNT
};

// Requests a minute as serve_options counts them; 0 of the user's stands for no limit.
static bool rate_parse(const char *given, unsigned *ret_rate)
{
    int64_t rate = 0;
    *ret_rate = 0;
    if (!given) return true;
    if (!text_parse_integer(text_from(given), 0, 1000000, &rate)) return false;
    *ret_rate = rate ? (unsigned)rate : SERVE_REQUESTS_UNLIMITED;
    return true;
}

// Before the store is opened, which starts threads. `ret_sandbox` stays as it is with --no-sandbox.
static int confine(struct invocation *invocation, struct sandbox *ret_sandbox)
{
    if (invocation_is_given(invocation, SERVE_NO_SANDBOX)) return 0;
    const struct sandbox_options options = {
        .database = database_address(invocation), .web_root = invocation_value(invocation, SERVE_WEB_ROOT)};
    if (!options.database) return error_exit(ERROR_USAGE);
    char message[SANDBOX_MESSAGE_SIZE] = "";
    enum error error = sandbox_begin(&options, ret_sandbox, message);
    if (!error) return 0;
    report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
    report_hint(invocation->streams, "On an odd system, --no-sandbox serves without.");
    return 2;
}

// The client's secret of single sign-on, which comes with the start of the server and from nowhere else.
static int secret_read(struct invocation *invocation, struct buffer *ret_secret)
{
    enum error error = credential_read("TANDEM_OIDC_SECRET", "oidc-secret", ret_secret);
    if (!error) return 0;
    report_error(
        invocation->streams, "The secret for single sign-on cannot be read: %s", error_sentence(error));
    report_hint(invocation->streams,
        "It is in TANDEM_OIDC_SECRET, or in the file oidc-secret of the folder that CREDENTIALS_DIRECTORY "
        "names; at most 4,096 bytes.");
    return 2;
}

static int mail_password_read(struct invocation *invocation, struct buffer *ret_password)
{
    enum error error = credential_read("TANDEM_MAIL_PASSWORD", "mail-password", ret_password);
    if (!error) return 0;
    report_error(
        invocation->streams, "The password of the mail server cannot be read: %s", error_sentence(error));
    return 2;
}

static int run_serve(struct invocation *invocation)
{
    unsigned rate;
    if (!rate_parse(invocation_value(invocation, SERVE_RATE), &rate)) {
        report_error(invocation->streams, "--requests-per-minute takes a whole number from 0 to 1000000.");
        return error_exit(ERROR_USAGE);
    }
    struct store *store;
    struct sandbox sandbox = {.is_possible = false};
    const struct store_options options = {.registry = tandem_registry(), .exclusive = true};
    struct buffer secret, mail_password; // read while every file can be
    buffer_init(&mail_password, CREDENTIAL_MAXIMUM);
    int status = secret_read(invocation, &secret);
    if (!status) status = mail_password_read(invocation, &mail_password);
    if (!status) status = confine(invocation, &sandbox);
    if (!status) status = database_open(invocation, &options, &store);
    if (status) {
        credential_forget(&mail_password);
        credential_forget(&secret);
        return status;
    }
    const char *listen = invocation_value(invocation, SERVE_LISTEN);
    const struct serve_options serve = {
        .server = {.listen = listen ? listen : "127.0.0.1:8080",
            .is_behind_proxy = invocation_is_given(invocation, SERVE_PROXY)},
        .web_root = invocation_value(invocation, SERVE_WEB_ROOT),
        .announce_host = invocation_value(invocation, SERVE_PUBLIC),
        .requests_per_minute = rate,
        .oidc_secret = buffer_view(&secret),
        .mail_password = buffer_view(&mail_password),
        .sandbox = sandbox.is_possible ? &sandbox : NULL,
    };
    char message[SERVER_MESSAGE_SIZE] = "";
    enum error error = http_serve(store, &serve, invocation->streams->output, message);
    if (error) {
        report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
        status = 2;
    }
    store = store_close(store);
    credential_forget(&mail_password);
    credential_forget(&secret);
    return status;
}

static const struct option options[SERVE_OPTION_COUNT] = {
    [SERVE_LISTEN] = {.name = "listen",
        .letter = 'l',
        .argument = "ADDRESS:PORT",
        .help = "Where to listen; 127.0.0.1:8080 when it is not given, port 0 for any that is free."},
    [SERVE_WEB_ROOT] = {.name = "web-root",
        .argument = "DIRECTORY",
        .help = "Serve the page from this directory instead of the one inside the program.",
        .kind = ARGUMENT_DIRECTORY},
    [SERVE_PROXY] = {.name = "behind-tls-proxy",
        .help =
            "A proxy in front speaks TLS: believe its X-Forwarded headers, mark cookies secure, and allow "
            "addresses other than loopback."},
    [SERVE_PUBLIC] = {.name = "public-address",
        .argument = "HOST[:PORT]",
        .help = "The address that people use, for the links that are printed."},
    [SERVE_RATE] = {.name = "requests-per-minute",
        .argument = "N",
        .help = "How many requests a user may make; 6000 when it is not given, 0 for no limit."},
    [SERVE_NO_SANDBOX] = {.name = "no-sandbox",
        .help = "Keep all files and system calls within reach: for systems where the usual limits are in the "
                "way."},
};

static const struct example examples[] = {
    {"tandem serve --db company.tandem", "Serves the page and the API on http://127.0.0.1:8080."},
    {"tandem serve --db company.tandem --listen 127.0.0.1:9000 --behind-tls-proxy",
        "The same on another port, behind a proxy that speaks TLS."},
};

const struct command command_serve = {
    .name = "serve",
    .summary = "Serve the page and the API of a workspace",
    .description =
        "Serves until it gets SIGTERM or SIGINT, and then lets requests in flight finish. The log goes to "
        "standard "
        "error.\n\nWhile nobody can administer the workspace, a link is printed with which the first "
        "administrator "
        "makes an account. It works once.\n\nThe server gives up what it does not need: Landlock leaves it "
        "the "
        "folder of the database to write and what names and certificates take to read, and a filter leaves "
        "it the "
        "system calls it makes. `tandem doctor` says what is in force.\n\nOnly one server at a time can use "
        "a file; several can share a "
        "PostgreSQL schema.",
    .common = COMMON_DATABASE,
    .options = options,
    .option_count = SERVE_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_serve,
};
