// SPDX-License-Identifier: Apache-2.0
// Makes a specification of a command's options and of the header of its file.
#include "cli/price_words.h"

#include <ctype.h>
#include <string.h>

#include "cli/file.h"
#include "cli/report.h"
#include "format/csv_reader.h"

enum { SPEC_MAXIMUM = 65536, HEADING_MAXIMUM = 64 };

// Letters and digits only, in lower case.
static size_t fold(struct text name, char *folded)
{
    size_t length = 0;
    for (size_t i = 0; i < name.length && length + 1 < HEADING_MAXIMUM; i++)
        if (isalnum((unsigned char)name.data[i]))
            folded[length++] = (char)tolower((unsigned char)name.data[i]);
    folded[length] = '\0';
    return length;
}

static bool is_heading(struct text name, const char *headings)
{
    char folded[HEADING_MAXIMUM];
    struct text rest = text_from(headings), one;
    if (!fold(name, folded)) return false;
    while (text_split(&rest, ' ', &one))
        if (text_is(one, folded)) return true;
    return false;
}

// A name as specifications write it: in quotes unless it is plain.
static void write_column(struct buffer *buffer, struct text name)
{
    bool is_plain = name.length > 0 && !isdigit((unsigned char)name.data[0]);
    for (size_t i = 0; i < name.length; i++)
        is_plain &= isalnum((unsigned char)name.data[i]) || name.data[i] == '_' || name.data[i] == '.';
    buffer_print(
        buffer, is_plain || text_find(name, '"') < name.length ? "%.*s" : "\"%.*s\"", TEXT_PRINT(name));
}

static void write_name(struct buffer *buffer, const char *option)
{
    for (const char *letter = option; *letter; letter++)
        buffer_character(buffer, *letter == '-' ? ' ' : *letter);
}

// One option that was given. False after saying what is wrong.
static bool write_option(const struct invocation *invocation, size_t number, struct buffer *buffer)
{
    const struct option *option = &invocation->command->options[number];
    for (size_t i = 0; i < invocation->options[number].count; i++) {
        struct text value = text_from(invocation->options[number].values[i]);
        if (text_find(value, '\n') < value.length || text_find(value, '\r') < value.length) {
            (void)report_usage(invocation, "--%s cannot have several lines.", option->name);
            return false;
        }
        size_t equals = text_find(value, '=');
        bool is_filter = option->argument && strcmp(option->argument, "COLUMN=VALUE") == 0;
        if (is_filter && equals == value.length) {
            (void)report_usage(invocation, "--%s is written COLUMN=VALUE.", option->name);
            return false;
        }
        write_name(buffer, option->name);
        if (is_filter) {
            buffer_character(buffer, ' ');
            write_column(buffer, text_trim((struct text){value.data, equals}));
            value = (struct text){value.data + equals + 1, value.length - equals - 1};
        }
        buffer_string(buffer, " = ");
        if (option->argument && strcmp(option->argument, "COLUMN") == 0)
            write_column(buffer, value);
        else
            buffer_text(buffer, value);
        buffer_character(buffer, '\n');
    }
    return true;
}

// Looks for the columns that were not named. A file that cannot be read is complained of when it is run.
static int write_headings(
    const struct invocation *invocation, const struct price_words *words, struct buffer *buffer)
{
    const char *path = invocation_operand(invocation, 0);
    struct file file = {0};
    struct csv_reader reader;
    struct csv_record header;
    if (!words->headings || strcmp(path, "-") == 0) return 0;
    if (words->is_given_otherwise && words->is_given_otherwise(invocation)) return 0;
    int status = file_open(invocation, path, &file);
    if (status) return status;
    enum error error = csv_reader_open(&reader, file.content, NULL, NULL);
    if (!error) error = csv_reader_next(&reader, &header);
    for (size_t o = 0; !error && o < invocation->command->option_count; o++) {
        if (!words->headings[o] || invocation_is_given(invocation, o)) continue;
        bool is_found = false;
        for (size_t i = 0; i < header.count; i++) {
            struct text name = text_trim(header.fields[i]);
            if (!is_heading(name, words->headings[o])) continue;
            write_name(buffer, invocation->command->options[o].name);
            buffer_string(buffer, " = ");
            write_column(buffer, name);
            buffer_character(buffer, '\n');
            is_found = true;
            break;
        }
        if (is_found || !(words->required >> o & 1)) continue;
        status =
            report_usage(invocation, "%s has no column that is called like \"%s\"; name it with --%s COLUMN.",
                path, invocation->command->options[o].name, invocation->command->options[o].name);
        break;
    }
    csv_reader_free(&reader);
    file_close(&file);
    return status;
}

// The role of a file among the options; PRICE_ROLE_COUNT when it is none.
static enum price_role role_of(const struct option *option)
{
    if (option->kind != ARGUMENT_FILE) return PRICE_ROLE_COUNT;
    enum price_role role = 0;
    while (role < PRICE_ROLE_COUNT && strcmp(option->name, price_role_name(role)) != 0)
        role++;
    return role;
}

int price_words_run(struct invocation *invocation, const struct price_words *words)
{
    struct price_run run = {0};
    struct buffer buffer;
    int status = 0;
    buffer_init(&buffer, SPEC_MAXIMUM);
    buffer_print(&buffer, "method = %s\n", words->method);
    run.given[words->file] = invocation_operand(invocation, 0);
    for (size_t o = 0; !status && o < invocation->command->option_count; o++) {
        enum price_role role = role_of(&invocation->command->options[o]);
        if (role != PRICE_ROLE_COUNT)
            run.given[role] = invocation_value(invocation, o);
        else if (!write_option(invocation, o, &buffer))
            status = 2;
    }
    if (!status) status = write_headings(invocation, words, &buffer);
    if (!status && buffer_error(&buffer))
        status = report_usage(invocation, "The options are longer than %d bytes.", SPEC_MAXIMUM);
    run.spec = buffer_view(&buffer);
    if (!status) status = price_run(invocation, &run);
    buffer_free(&buffer);
    return status;
}
