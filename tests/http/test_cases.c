// SPDX-License-Identifier: Apache-2.0
// Runs tests/http/cases/*.case: requests and what is expected of their replies, as text. One file is one
// test, on a fresh workspace and a server of its own.
//
//   # comment
//   bare                        no users: the workspace waits for its first administrator (first lines only)
//   company                     with the demonstration company (first lines only)
//   option requests 10          a smaller limit of requests a minute; option proxy: behind a TLS proxy
//   as member                   whose token the next requests carry: a role, or nobody
//   as browser ada              a browser called ada: keeps its cookies, sends X-Tandem and Origin
//   clock 8d                    from now on it is 8 days (h, m) later
//   work                        the price studies that wait are worked off, as a server's thread would
//   POST /api/v1/products       a request; then lines with headers (a value of - takes one away), then the
//   body
//   {"name":"Kettle"}
//   -> 201                      the status; then headers that are expected (- : not there), then JSON, by
//   match.h ~ text, !~ text             the body contains it, or does not set KEY json items[0].key remembers
//   a part of the reply for later lines as $KEY; set KEY header Location;
//                               set KEY after token=  (what follows that text in the body, up to a quote)
//   repeat 5                    the next request this often; the last reply counts
#include "http/harness.h"

#include <dirent.h>
#include <zlib.h>

#include "base/calendar.h"
#include "http/match.h"
#include "lab/study_run.h"

#define VARIABLES_MAXIMUM 32
#define BROWSERS_MAXIMUM 8
#define LINE_MAXIMUM 8192

struct variable {
    char name[32];
    char value[1024];
};

struct run {
    struct harness harness;
    const char *path; // of the case
    int line;
    FILE *file;
    char text[LINE_MAXIMUM]; // the present line, with variables put in
    bool is_pending;         // it was read ahead
    char as[32];
    int browser;                                // -1: none
    struct variable browsers[BROWSERS_MAXIMUM]; // name and cookie
    struct variable variables[VARIABLES_MAXIMUM];
    size_t variable_count, browser_count;
    int repeat;
    bool has_users, has_company;
    struct serve_options options;
    struct client_reply reply;
    struct buffer body; // of the reply, decompressed
};

#define COMPLAIN(run, ...)                                                                                   \
    do {                                                                                                     \
        print_error("%s:%d: ", (run)->path, (run)->line);                                                    \
        print_error(__VA_ARGS__);                                                                            \
        print_error("\nreply: %d\n%.*s%.3000s\n", (run)->reply.status, TEXT_PRINT((run)->reply.head),        \
            buffer_view(&(run)->body).data);                                                                 \
        fail();                                                                                              \
    } while (0)

static void variables_put(struct run *run, const char *raw)
{
    size_t length = 0;
    for (const char *p = raw; *p && length + 1 < LINE_MAXIMUM;) {
        const struct variable *found = NULL;
        for (size_t i = 0; *p == '$' && i < run->variable_count; i++) {
            size_t size = strlen(run->variables[i].name);
            bool fits = strncmp(p + 1, run->variables[i].name, size) == 0;
            if (fits && (!found || size > strlen(found->name))) found = &run->variables[i];
        }
        if (found) {
            length += (size_t)snprintf(run->text + length, LINE_MAXIMUM - length, "%s", found->value);
            p += strlen(found->name) + 1;
        } else {
            run->text[length++] = *p++;
        }
    }
    run->text[length < LINE_MAXIMUM ? length : LINE_MAXIMUM - 1] = '\0';
}

// The next line without its end; comments are left out. False at the end of the file.
static bool next_line(struct run *run)
{
    if (run->is_pending) {
        run->is_pending = false;
        return true;
    }
    char raw[LINE_MAXIMUM];
    do {
        if (!fgets(raw, sizeof raw, run->file)) return false;
        run->line++;
    } while (raw[0] == '#');
    raw[strcspn(raw, "\r\n")] = '\0';
    variables_put(run, raw);
    return true;
}

static struct variable *browser_find(struct run *run, const char *name)
{
    for (size_t i = 0; i < run->browser_count; i++)
        if (strcmp(run->browsers[i].name, name) == 0) return &run->browsers[i];
    assert_true(run->browser_count < BROWSERS_MAXIMUM);
    struct variable *browser = &run->browsers[run->browser_count++];
    snprintf(browser->name, sizeof browser->name, "%s", name);
    return browser;
}

static void headers_default(struct run *run, struct buffer *headers)
{
    enum access_role role;
    if (run->browser >= 0) {
        buffer_print(headers, "X-Tandem: 1\nOrigin: http%s://127.0.0.1:%u\n",
            run->options.server.is_behind_proxy ? "s" : "", (unsigned)service_port(run->harness.service));
        if (run->browsers[run->browser].value[0])
            buffer_print(headers, "Cookie: tandem_session=%s\n", run->browsers[run->browser].value);
        if (run->options.server.is_behind_proxy) buffer_string(headers, "X-Forwarded-Proto: https\n");
    } else if (access_role_parse(text_from(run->as), &role)) {
        buffer_print(headers, "Authorization: Bearer %s\n", run->harness.tokens[role]);
    }
}

// Adds a header line of the case; one that is there already gives way, and "-" only takes away.
static void header_put(struct buffer *headers, const char *line)
{
    struct text rest = buffer_view(headers), part;
    struct text name = {line, text_find(text_from(line), ':')};
    struct buffer kept;
    buffer_init(&kept, 1 << 20);
    while (text_split(&rest, '\n', &part)) {
        if (part.length > name.length && text_equal_fold((struct text){part.data, name.length}, name))
            continue;
        if (part.length) buffer_print(&kept, "%.*s\n", TEXT_PRINT(part));
    }
    if (!text_is(text_trim(text_from(line + name.length + 1)), "-")) buffer_print(&kept, "%s\n", line);
    buffer_reset(headers);
    buffer_text(headers, buffer_view(&kept));
    buffer_free(&kept);
}

static bool is_header(const char *line)
{
    size_t length = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
    return length && line[length] == ':';
}

static void body_inflate(struct run *run)
{
    buffer_reset(&run->body);
    if (!text_is(client_header(run->reply.head, "content-encoding"), "gzip")) {
        buffer_text(&run->body, run->reply.body);
        return;
    }
    z_stream stream = {0};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)run->reply.body.data;
    stream.avail_in = (uInt)run->reply.body.length;
    int status = Z_OK;
    while (status == Z_OK) {
        char chunk[4096];
        stream.next_out = (Bytef *)chunk;
        stream.avail_out = sizeof chunk;
        status = inflate(&stream, Z_NO_FLUSH);
        buffer_add(&run->body, chunk, sizeof chunk - stream.avail_out);
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END) COMPLAIN(run, "the body is no gzip");
}

static void cookie_keep(struct run *run)
{
    struct text cookie = client_header(run->reply.head, "set-cookie");
    if (run->browser < 0 || !text_prefix(cookie, TEXT("tandem_session="))) return;
    struct text value = {cookie.data + 15, text_find(cookie, ';') - 15};
    snprintf(run->browsers[run->browser].value, sizeof run->browsers[0].value, "%.*s", TEXT_PRINT(value));
}

static void request_send(struct run *run)
{
    char method[16] = "", path[LINE_MAXIMUM] = "";
    struct buffer headers, body, lines;
    buffer_init(&headers, 1 << 20);
    buffer_init(&body, 1 << 20);
    buffer_init(&lines, 1 << 20);
    sscanf(run->text, "%15s %8191s", method, path);
    headers_default(run, &headers);
    while (next_line(run) && strncmp(run->text, "->", 2) != 0) {
        if (body.length == 0 && is_header(run->text))
            header_put(&headers, run->text);
        else
            buffer_print(&body, "%s%s", body.length ? "\n" : "", run->text);
    }
    struct text rest = buffer_view(&headers), part;
    while (text_split(&rest, '\n', &part))
        if (part.length) buffer_print(&lines, "%.*s\r\n", TEXT_PRINT(part));
    const struct harness_request request = {
        .method = method, .path = path, .headers = lines.data, .body = body.length ? body.data : NULL};
    for (int i = 0; i < run->repeat; i++) {
        client_reply_free(&run->reply);
        harness_send(&run->harness, &request, &run->reply);
    }
    run->repeat = 1;
    body_inflate(run);
    cookie_keep(run);
    buffer_free(&headers);
    buffer_free(&body);
    buffer_free(&lines);
}

static void header_expect(struct run *run)
{
    struct text name = {run->text, text_find(text_from(run->text), ':')};
    char copy[128];
    snprintf(copy, sizeof copy, "%.*s", TEXT_PRINT(name));
    const char *wanted = run->text + name.length + 1;
    wanted += strspn(wanted, " ");
    struct text value = client_header(run->reply.head, copy);
    if (strcmp(wanted, "-") == 0 ? value.length > 0 : !match_text(wanted, value) || !value.length)
        COMPLAIN(run, "%s is \"%.*s\" in place of \"%s\"", copy, TEXT_PRINT(value), wanted);
}

static void body_expect(struct run *run, const char *wanted)
{
    json_t *expected = json_loads(wanted, JSON_DECODE_ANY, NULL);
    json_t *actual =
        json_loadb(run->body.data ? run->body.data : "", run->body.length, JSON_DECODE_ANY, NULL);
    if (!expected) COMPLAIN(run, "the case itself has no JSON: %s", wanted);
    struct buffer difference;
    buffer_init(&difference, 1 << 20);
    if (!match_json(expected, actual, "", &difference)) COMPLAIN(run, "%s", difference.data);
    buffer_free(&difference);
    json_decref(expected);
    json_decref(actual);
}

static void variable_set(struct run *run)
{
    char name[32] = "", kind[16] = "", path[256] = "";
    assert_int_equal(sscanf(run->text, "set %31s %15s %255s", name, kind, path), 3);
    assert_true(run->variable_count < VARIABLES_MAXIMUM);
    struct variable *variable = &run->variables[run->variable_count++];
    snprintf(variable->name, sizeof variable->name, "%s", name);
    if (strcmp(kind, "header") == 0) {
        snprintf(variable->value, sizeof variable->value, "%.*s",
            TEXT_PRINT(client_header(run->reply.head, path)));
        return;
    }
    if (strcmp(kind, "after") == 0) {
        const char *found = strstr(buffer_view(&run->body).data, path);
        if (!found) COMPLAIN(run, "there is no %s", path);
        found += strlen(path);
        snprintf(variable->value, sizeof variable->value, "%.*s", (int)strcspn(found, "\"&"), found);
        return;
    }
    json_t *root = json_loadb(buffer_view(&run->body).data, run->body.length, 0, NULL);
    json_t *value = match_find(root, path);
    if (json_is_string(value))
        snprintf(variable->value, sizeof variable->value, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(variable->value, sizeof variable->value, "%lld", (long long)json_integer_value(value));
    else
        COMPLAIN(run, "there is no %s", path);
    json_decref(root);
}

static void contains_expect(struct run *run, const char *words, bool is_wanted)
{
    bool has = strstr(buffer_view(&run->body).data, words) != NULL;
    if (has != is_wanted) COMPLAIN(run, "\"%s\" is %sin the body", words, has ? "" : "not ");
}

// What follows "->": status, headers, JSON, texts, variables; up to an empty line.
static void reply_expect(struct run *run)
{
    struct buffer json;
    buffer_init(&json, 1 << 20);
    int status = (int)strtol(run->text + 2, NULL, 10);
    if (status != run->reply.status) COMPLAIN(run, "status %d in place of %d", run->reply.status, status);
    while (next_line(run) && run->text[0]) {
        if (strncmp(run->text, "~ ", 2) == 0)
            contains_expect(run, run->text + 2, true);
        else if (strncmp(run->text, "!~ ", 3) == 0)
            contains_expect(run, run->text + 3, false);
        else if (strncmp(run->text, "set ", 4) == 0)
            variable_set(run);
        else if (json.length == 0 && is_header(run->text))
            header_expect(run);
        else
            buffer_print(&json, "%s\n", run->text);
    }
    if (json.length) body_expect(run, json.data);
    buffer_free(&json);
}

static void clock_move(struct run *run)
{
    char unit = 0;
    int count = 0;
    assert_int_equal(sscanf(run->text, "clock %d%c", &count, &unit), 2);
    int64_t step = unit == 'd' ? CALENDAR_DAY_MS : unit == 'h' ? 3600000 : 60000;
    if (run->harness.service) service_settle(run->harness.service);
    calendar_set_clock(calendar_now() + count * step);
}

static void work_off(struct run *run)
{
    char key[STUDY_KEY_SIZE];
    const struct study_options options = {.progress = NULL};
    while (study_claim(run->harness.fixture.store, key) == ERROR_NONE)
        assert_int_equal(study_run(run->harness.fixture.store, key, &options), ERROR_NONE);
}

static void become(struct run *run)
{
    char who[32] = "", name[32] = "";
    run->browser = -1;
    sscanf(run->text, "as %31s %31s", who, name);
    snprintf(run->as, sizeof run->as, "%s", who);
    if (strcmp(who, "browser") == 0) run->browser = (int)(browser_find(run, name) - run->browsers);
}

static void start(struct run *run)
{
    if (run->harness.service) return;
    harness_open(&run->harness, &run->options, run->has_users, run->has_company);
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++) {
        struct variable *variable = &run->variables[run->variable_count++];
        snprintf(variable->name, sizeof variable->name, "TOKEN_%s", access_role_name((enum access_role)role));
        snprintf(variable->value, sizeof variable->value, "%s", run->harness.tokens[role]);
    }
}

static void step(struct run *run)
{
    if (run->text[0] == '\0') return;
    if (strcmp(run->text, "bare") == 0) {
        run->has_users = false;
    } else if (strcmp(run->text, "company") == 0) {
        run->has_company = true;
    } else if (strncmp(run->text, "option requests ", 16) == 0) {
        run->options.requests_per_minute = (unsigned)strtoul(run->text + 16, NULL, 10);
    } else if (strcmp(run->text, "option proxy") == 0) {
        run->options.server.is_behind_proxy = true;
    } else if (strncmp(run->text, "as ", 3) == 0) {
        become(run);
    } else if (strncmp(run->text, "repeat ", 7) == 0) {
        run->repeat = (int)strtol(run->text + 7, NULL, 10);
    } else if (strncmp(run->text, "clock ", 6) == 0) {
        clock_move(run);
    } else if (strcmp(run->text, "work") == 0) {
        work_off(run);
    } else {
        start(run);
        request_send(run);
        if (strncmp(run->text, "->", 2) != 0) COMPLAIN(run, "a request needs a -> line");
        reply_expect(run);
    }
}

static void runs(void **state)
{
    struct run *run = calloc(1, sizeof *run);
    assert_non_null(run);
    run->path = *state;
    run->has_users = true;
    run->browser = -1;
    run->repeat = 1;
    buffer_init(&run->body, 64 << 20);
    buffer_string(&run->body, "");
    run->file = fopen(run->path, "r");
    assert_non_null(run->file);
    while (next_line(run))
        step(run);
    fclose(run->file);
    client_reply_free(&run->reply);
    buffer_free(&run->body);
    harness_close(&run->harness);
    calendar_set_clock(0);
    free(run);
}

static int by_name(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name);
}

static int is_case(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".case") == 0;
}

int main(int count, char **arguments)
{
    const char *folder = count > 1 ? arguments[1] : "tests/http/cases";
    struct dirent **entries = NULL;
    int found = scandir(folder, &entries, is_case, by_name);
    if (found <= 0) {
        fprintf(stderr, "no cases in %s\n", folder);
        return 2;
    }
    struct CMUnitTest *tests = calloc((size_t)found, sizeof *tests);
    size_t taken = 0;
    for (int i = 0; tests && i < found; i++) {
        char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, entries[i]->d_name) < 0) path = NULL;
        bool is_wanted = count < 3 || strstr(entries[i]->d_name, arguments[2]);
        if (path && is_wanted)
            tests[taken++] =
                (struct CMUnitTest){.name = entries[i]->d_name, .test_func = runs, .initial_state = path};
    }
    int failed = _cmocka_run_group_tests("http", tests, taken, NULL, NULL);
    for (size_t i = 0; i < taken; i++)
        free(tests[i].initial_state);
    for (int i = 0; i < found; i++)
        free(entries[i]);
    free(entries);
    free(tests);
    return failed;
}
