// SPDX-License-Identifier: Apache-2.0
// Runs the cases of a folder: command lines with the output that they are to give. Writes TAP.
//
// A case is a text. What is indented by two spaces is run: "  $ " begins a command, "  > " goes on with it,
// other indented lines are its output (standard output and errors together), "  [1]" its exit status when
// that is not 0. Everything else is for people. In the expected output "…" stands for anything within a line,
// and a line that is
// "..." alone for any number of lines. A case whose first line ends in "(sqlite)" is left out on PostgreSQL.
//
// All commands of a case run in one shell, in an empty folder, with TANDEM_DB and OTHER set to addresses of
// workspaces that are not there yet, CASES to the folder of the cases, and tandem on the PATH.
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINES_MAXIMUM 4000
#define COMMANDS_MAXIMUM 400

struct command {
    size_t line;  // of the case, from 1
    char *script; // *owned*
    char **expected;
    size_t expected_count;
    int expected_status;
    char *output; // *owned*
    int status;
};

struct test_case {
    const char *path;
    char *text; // *owned*, cut into lines
    struct command commands[COMMANDS_MAXIMUM];
    size_t count;
    char *expected[LINES_MAXIMUM];
    size_t expected_count;
    bool is_sqlite_only;
};

static void *need(void *memory)
{
    if (!memory) {
        perror("run_cases");
        exit(2);
    }
    return memory;
}

static char *read_file(const char *path)
{
    FILE *file = need(fopen(path, "r"));
    char *text = NULL;
    size_t length = 0, room = 0;
    for (;;) {
        if (length + 4096 > room) text = need(realloc(text, room = room * 2 + 8192));
        size_t taken = fread(text + length, 1, 4095, file);
        if (taken == 0) break;
        length += taken;
    }
    text[length] = '\0';
    (void)fclose(file);
    return text;
}

static char *joined(char *before, const char *line)
{
    size_t length = before ? strlen(before) : 0, size = length + strlen(line) + 2;
    char *text = need(realloc(before, size));
    (void)snprintf(text + length, size - length, "%s\n", line);
    return text;
}

static void take_line(struct test_case *test, char *line, size_t number)
{
    struct command *last = test->count ? &test->commands[test->count - 1] : NULL;
    int status, used = 0;
    if (number == 1 && strlen(line) > 8 && strcmp(line + strlen(line) - 8, "(sqlite)") == 0)
        test->is_sqlite_only = true;
    if (strncmp(line, "  ", 2) != 0) return;
    line += 2;
    if (strncmp(line, "$ ", 2) == 0) {
        if (test->count == COMMANDS_MAXIMUM) exit(2);
        test->commands[test->count++] = (struct command){.line = number,
            .script = joined(NULL, line + 2),
            .expected = &test->expected[test->expected_count]};
    } else if (last && strncmp(line, "> ", 2) == 0) {
        last->script = joined(last->script, line + 2);
    } else if (last && strcmp(line, ">") == 0) {
        last->script = joined(last->script, "");
    } else if (last && sscanf(line, "[%d]%n", &status, &used) == 1 && line[used] == '\0') {
        last->expected_status = status;
    } else if (last && test->expected_count < LINES_MAXIMUM) {
        test->expected[test->expected_count++] = line;
        last->expected_count++;
    }
}

static struct test_case *read_case(const char *path)
{
    struct test_case *test = need(calloc(1, sizeof(*test)));
    test->path = path;
    test->text = read_file(path);
    char *rest = test->text, *line;
    for (size_t number = 1; (line = strsep(&rest, "\n")); number++)
        take_line(test, line, number);
    return test;
}

static void free_case(struct test_case *test)
{
    for (size_t i = 0; i < test->count; i++) {
        free(test->commands[i].script);
        free(test->commands[i].output);
    }
    free(test->text);
    free(test);
}

#define MARK "===case-mark==="

// After each command its status is written on a line of its own, by which the output is cut apart again.
static void write_script(const struct test_case *test, const char *path)
{
    FILE *file = need(fopen(path, "w"));
    for (size_t i = 0; i < test->count; i++)
        (void)fprintf(file, "%secho \"" MARK " $?\"\n", test->commands[i].script);
    (void)fclose(file);
}

static void run_script(const char *folder)
{
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDONLY);
        if (chdir(folder)) _exit(126);
        int output = open("../output", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (null < 0 || output < 0) _exit(126);
        (void)dup2(null, 0);
        (void)dup2(output, 1);
        (void)dup2(output, 2);
        (void)execl("/bin/sh", "sh", "../script", (char *)NULL);
        _exit(126);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0) need(NULL);
}

// The mark may stand behind output that has no line end.
static void cut_output(struct test_case *test, char *output)
{
    for (size_t i = 0; i < test->count; i++) {
        char *mark = strstr(output, MARK);
        struct command *command = &test->commands[i];
        if (!mark) {
            command->output = need(strdup(output));
            command->status = -1;
            return;
        }
        command->output = need(strndup(output, (size_t)(mark - output)));
        command->status = (int)strtol(mark + strlen(MARK), &output, 10);
        if (*output == '\n') output++;
    }
}

// Does the line fit the pattern, in which "…" stands for anything?
static bool is_fitting(const char *pattern, const char *line)
{
    const char *hole = strstr(pattern, "…");
    if (!hole) return strcmp(pattern, line) == 0;
    size_t before = (size_t)(hole - pattern);
    if (strncmp(pattern, line, before) != 0) return false;
    const char *rest = hole + strlen("…");
    for (const char *at = line + before;; at++) {
        if (is_fitting(rest, at)) return true;
        if (!*at) return false;
    }
}

static bool are_fitting(char *const *patterns, size_t count, char **lines, size_t line_count)
{
    if (count == 0) return line_count == 0;
    if (strcmp(patterns[0], "...") == 0) {
        for (size_t skipped = 0; skipped <= line_count; skipped++) {
            if (are_fitting(patterns + 1, count - 1, lines + skipped, line_count - skipped)) return true;
        }
        return false;
    }
    return line_count && is_fitting(patterns[0], lines[0]) &&
           are_fitting(patterns + 1, count - 1, lines + 1, line_count - 1);
}

static bool judge(const struct command *command)
{
    static char *lines[LINES_MAXIMUM];
    size_t count = 0;
    char *copy = need(strdup(command->output ? command->output : "")), *rest = copy, *line;
    while ((line = strsep(&rest, "\n")) && count < LINES_MAXIMUM) {
        if (rest || *line) lines[count++] = line;
    }
    bool fits = command->status == command->expected_status &&
                are_fitting(command->expected, command->expected_count, lines, count);
    if (!fits) {
        printf("# line %zu: %s", command->line, command->script);
        for (size_t i = 0; i < count; i++)
            printf("#   %s\n", lines[i]);
        printf("#   [%d] where [%d] and this was expected:\n", command->status, command->expected_status);
        for (size_t i = 0; i < command->expected_count; i++)
            printf("#   %s\n", command->expected[i]);
    }
    free(copy);
    return fits;
}

static void set_addresses(const char *name)
{
    const char *cluster = getenv("TANDEM_TEST_POSTGRES");
    static const char *const variables[] = {"TANDEM_DB", "OTHER"};
    for (size_t i = 0; i < 2; i++) {
        char address[2048];
        if (!cluster || !*cluster) {
            (void)snprintf(address, sizeof(address), "%s.tandem", i ? "other" : "test");
        } else {
            int used = snprintf(address, sizeof(address), "%s%cschema=case_%ld_%s_%zu", cluster,
                strchr(cluster, '?') ? '&' : '?', (long)getpid(), name, i);
            for (char *at = address + strlen(cluster); used > 0 && *at; at++)
                *at = *at == '-' || *at == '.' ? '_' : *at;
        }
        (void)setenv(variables[i], address, 1);
    }
}

static bool run_case(struct test_case *test, const char *name)
{
    char base[] = "/tmp/tandem-case-XXXXXX", script[64], folder[64], output[64], removal[128];
    need(mkdtemp(base));
    (void)snprintf(folder, sizeof(folder), "%s/work", base);
    (void)snprintf(script, sizeof(script), "%s/script", base);
    (void)snprintf(output, sizeof(output), "%s/output", base);
    (void)snprintf(removal, sizeof(removal), "rm -rf -- %s", base);
    if (mkdir(folder, 0700)) need(NULL);
    set_addresses(name);
    write_script(test, script);
    run_script(folder);
    char *text = read_file(output);
    cut_output(test, text);
    free(text);
    bool fits = true;
    for (size_t i = 0; i < test->count; i++)
        fits = judge(&test->commands[i]) && fits;
    if (system(removal)) (void)fprintf(stderr, "run_cases: %s is left behind\n", base);
    return fits;
}

static int is_case(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".case") == 0;
}

static void set_environment(const char *program, const char *folder)
{
    char path[8192], absolute[4096], *directory;
    if (!realpath(program, absolute)) need(NULL);
    directory = absolute;
    *strrchr(directory, '/') = '\0';
    (void)snprintf(path, sizeof(path), "%s:%s", directory, getenv("PATH"));
    (void)setenv("PATH", path, 1);
    if (!realpath(folder, absolute)) need(NULL);
    (void)setenv("CASES", absolute, 1);
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    (void)setenv("TZ", "UTC", 1);
}

int main(int count, char **arguments)
{
    if (count < 3) {
        (void)fprintf(stderr, "usage: run_cases TANDEM FOLDER [NAME]\n");
        return 2;
    }
    struct dirent **entries;
    const char *cluster = getenv("TANDEM_TEST_POSTGRES");
    set_environment(arguments[1], arguments[2]);
    int found = scandir(arguments[2], &entries, is_case, alphasort), failed = 0;
    if (found < 0) need(NULL);
    printf("1..%d\n", count > 3 ? 1 : found);
    for (int i = 0, number = 0; i < found; i++) {
        char path[4096];
        const char *name = entries[i]->d_name;
        if (count > 3 && strncmp(name, arguments[3], strlen(arguments[3])) != 0) continue;
        number++;
        (void)snprintf(path, sizeof(path), "%s/%s", getenv("CASES"), name);
        struct test_case *test = read_case(path);
        bool skipped = test->is_sqlite_only && cluster && *cluster;
        bool fits = skipped || run_case(test, name);
        printf(
            "%s %d - %s%s\n", fits ? "ok" : "not ok", number, name, skipped ? " # SKIP only for files" : "");
        (void)fflush(stdout);
        failed += !fits;
        free_case(test);
        free(entries[i]);
    }
    free(entries);
    return failed ? 1 : 0;
}
