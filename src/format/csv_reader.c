// SPDX-License-Identifier: Apache-2.0
// A field is a slice of the text wherever possible; only fields with doubled quotes are copied.
#include "format/csv_reader.h"

#include "base/allocation.h"

static const char delimiters[] = {',', ';', '\t', '|'};

static bool is_delimiter(char character)
{
    return memchr(delimiters, character, sizeof(delimiters)) != NULL;
}

static bool is_at_end(const struct csv_reader *reader)
{
    return reader->position >= reader->text.length;
}

static bool is_at_line_end(const struct csv_reader *reader)
{
    char byte = reader->text.data[reader->position];
    return byte == '\r' || byte == '\n';
}

static void skip_line_end(struct csv_reader *reader)
{
    const char *data = reader->text.data;
    size_t left = reader->text.length - reader->position;
    reader->position +=
        left > 1 && data[reader->position] == '\r' && data[reader->position + 1] == '\n' ? 2 : 1;
    reader->line++;
}

PRINTF_CHECKED(5, 6)
static enum error csv_reader_fail(
    struct csv_reader *reader, enum error error, long line, size_t column, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *message = reader->problems ? arena_print_list(reader->problems->arena, format, values) : NULL;
    va_end(values);
    if (message) problem_add_at(reader->problems, line, (long)column, NULL, "%s", message);
    reader->error = error;
    return error;
}

// Counts the line ends inside a quoted field.
static long count_line_ends(struct text text)
{
    long count = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n' ||
            (text.data[i] == '\r' && (i + 1 == text.length || text.data[i + 1] != '\n')))
            count++;
    return count;
}

// Copies a field, each doubled quote as one.
static enum error undouble(struct csv_reader *reader, struct text raw, size_t doubled, struct text *ret_field)
{
    char *copy = arena_allocate(&reader->scratch, raw.length - doubled);
    if (!copy) return reader->error = ERROR_MEMORY;
    size_t length = 0;
    while (raw.length) {
        size_t quote = text_find(raw, '"');
        size_t take = quote < raw.length ? quote + 1 : quote;
        memcpy(copy + length, raw.data, take);
        length += take;
        size_t skip = quote < raw.length ? take + 1 : take;
        raw = (struct text){raw.data + skip, raw.length - skip};
    }
    *ret_field = (struct text){copy, length};
    return ERROR_NONE;
}

// Reads a field that begins with a quote; the position is left after the closing quote.
static enum error read_quoted(struct csv_reader *reader, size_t column, struct text *ret_field)
{
    const char *data = reader->text.data;
    size_t length = reader->text.length;
    size_t start = reader->position + 1;
    size_t end = start, doubled = 0;
    for (;;) {
        const char *quote = end < length ? memchr(data + end, '"', length - end) : NULL;
        if (!quote)
            return csv_reader_fail(reader, ERROR_SYNTAX, reader->line, column,
                "The quote that opens this field is never closed.");
        end = (size_t)(quote - data);
        if (end + 1 >= length || data[end + 1] != '"') break;
        doubled++;
        end += 2;
    }
    if (end - start > CSV_FIELD_SIZE_MAXIMUM)
        return csv_reader_fail(reader, ERROR_LIMIT, reader->line, column,
            "This field is longer than %zu bytes; perhaps a closing quote is missing.",
            CSV_FIELD_SIZE_MAXIMUM);
    struct text raw = {data + start, end - start};
    reader->line += count_line_ends(raw);
    reader->position = end + 1;
    *ret_field = raw;
    if (doubled && undouble(reader, raw, doubled, ret_field)) return reader->error;
    if (!is_at_end(reader) && data[reader->position] != reader->delimiter && !is_at_line_end(reader))
        return csv_reader_fail(reader, ERROR_SYNTAX, reader->line, column,
            "There is text after the closing quote of this field; a quote inside a field has to be doubled.");
    return ERROR_NONE;
}

static enum error read_plain(struct csv_reader *reader, size_t column, struct text *ret_field)
{
    const char *data = reader->text.data;
    size_t length = reader->text.length;
    size_t end = reader->position;
    char delimiter = reader->delimiter;
    while (end < length && data[end] != delimiter && data[end] != '\n' && data[end] != '\r')
        end++;
    if (end - reader->position > CSV_FIELD_SIZE_MAXIMUM)
        return csv_reader_fail(reader, ERROR_LIMIT, reader->line, column,
            "This field is longer than %zu bytes.", CSV_FIELD_SIZE_MAXIMUM);
    *ret_field = (struct text){data + reader->position, end - reader->position};
    reader->position = end;
    return ERROR_NONE;
}

enum error csv_reader_next(struct csv_reader *reader, struct csv_record *ret_record)
{
    if (reader->error) return reader->error;
    while (!is_at_end(reader) && is_at_line_end(reader))
        skip_line_end(reader);
    if (is_at_end(reader)) return ERROR_END;
    arena_reset(&reader->scratch);
    long line = reader->line;
    size_t count = 0;
    for (bool is_last = false; !is_last;) {
        if (count == CSV_FIELDS_MAXIMUM)
            return csv_reader_fail(reader, ERROR_LIMIT, line, count + 1,
                "This record has more than %d fields.", CSV_FIELDS_MAXIMUM);
        bool is_quoted = !is_at_end(reader) && reader->text.data[reader->position] == '"';
        struct text *field = &reader->fields[count++];
        if (is_quoted ? read_quoted(reader, count, field) : read_plain(reader, count, field))
            return reader->error;
        is_last = is_at_end(reader) || is_at_line_end(reader);
        if (is_at_end(reader)) break;
        if (is_last)
            skip_line_end(reader);
        else
            reader->position++; // the delimiter
    }
    *ret_record = (struct csv_record){.fields = reader->fields, .count = count, .line = line};
    return ERROR_NONE;
}

// A first line "sep=;" says the delimiter; it is no record.
static bool take_separator_line(struct csv_reader *reader)
{
    struct text text = reader->text;
    if (text.length < 5 || !text_equal_fold((struct text){text.data, 4}, TEXT("sep="))) return false;
    if (!is_delimiter(text.data[4])) return false;
    reader->position = 5;
    if (!is_at_end(reader) && !is_at_line_end(reader)) {
        reader->position = 0;
        return false;
    }
    if (!is_at_end(reader)) skip_line_end(reader);
    if (!reader->delimiter) reader->delimiter = text.data[4];
    return true;
}

// Reads the first records with a delimiter; the result is larger the better they agree with the first one.
// Running out of memory is the reader's error, since the rating would be wrong.
static double rate_delimiter(struct csv_reader *reader, char delimiter)
{
    struct csv_reader trial = *reader;
    struct csv_record record = {.count = 0};
    trial.delimiter = delimiter;
    trial.problems = NULL;
    arena_init(&trial.scratch, reader->scratch.maximum);
    size_t columns = 0, agreeing = 0, records = 0;
    enum error error = ERROR_NONE;
    for (; records < 100 && !(error = csv_reader_next(&trial, &record)); records++) {
        if (records == 0) columns = record.count;
        agreeing += record.count == columns;
    }
    arena_free(&trial.scratch);
    if (error == ERROR_MEMORY) reader->error = error;
    if (columns < 2) return 0;
    double rating = (double)agreeing / (double)records + (double)columns / (4.0 * CSV_FIELDS_MAXIMUM);
    return error && error != ERROR_END ? rating / 4 : rating;
}

static char detect_delimiter(struct csv_reader *reader)
{
    char best = ',';
    double best_rating = 0;
    for (size_t i = 0; i < sizeof(delimiters); i++) {
        double rating = rate_delimiter(reader, delimiters[i]);
        if (rating > best_rating) {
            best = delimiters[i];
            best_rating = rating;
        }
    }
    return best;
}

enum error csv_reader_open(struct csv_reader *reader, struct text content, const struct csv_options *options,
    struct problem_list *problems)
{
    *reader = (struct csv_reader){.line = 1, .problems = problems};
    reader->encoding = options ? options->encoding : ENCODING_DETECT;
    reader->delimiter = options ? options->delimiter : '\0';
    if (reader->delimiter && !is_delimiter(reader->delimiter))
        return csv_reader_fail(reader, ERROR_INVALID, 0, 0,
            "The delimiter has to be a comma, a semicolon, a tab or a vertical bar.");
    if (reader->encoding == ENCODING_DETECT) reader->encoding = encoding_detect(content);
    reader->error = encoding_decode(content, reader->encoding, problems, &reader->converted, &reader->text);
    if (reader->error) return reader->error;
    // A field can leave at most its own size unused in the block before it.
    arena_init(&reader->scratch, 4 * reader->text.length + ((size_t)4 << 20));
    reader->fields = allocation_get(CSV_FIELDS_MAXIMUM * sizeof(struct text));
    if (!reader->fields) return reader->error = ERROR_MEMORY;
    if (!take_separator_line(reader) && !reader->delimiter) reader->delimiter = detect_delimiter(reader);
    return reader->error;
}

void csv_reader_free(struct csv_reader *reader)
{
    if (!reader) return;
    allocation_release(reader->converted);
    allocation_release(reader->fields);
    arena_free(&reader->scratch);
    *reader = (struct csv_reader){.error = ERROR_END};
}

// The names taken so far: open addressing, twice as many places as there can be names.
struct name_table {
    struct name_entry {
        struct text name; // NULL data: a free place
        int next;         // the number to try first when the name comes again
    } places[2048];
};

// The entry of a name, or the free place where it belongs.
static struct name_entry *name_table_find(struct name_table *table, struct text name)
{
    size_t place = (size_t)text_hash(name) & 2047;
    while (table->places[place].name.data && !text_equal(table->places[place].name, name))
        place = (place + 1) & 2047;
    return &table->places[place];
}

// Gives a name nobody has yet: the plain one, or with the next free number behind it.
static enum error name_table_add(
    struct name_table *table, struct text plain, struct arena *arena, struct text *ret_name)
{
    struct name_entry *first = name_table_find(table, plain), *entry = first;
    struct text name = plain;
    while (entry->name.data) {
        const char *numbered = arena_print(arena, "%.*s#%d", TEXT_PRINT(plain), first->next++);
        if (!numbered) return ERROR_MEMORY;
        name = text_from(numbered);
        entry = name_table_find(table, name);
    }
    *entry = (struct name_entry){.name = name, .next = 2};
    *ret_name = name;
    return ERROR_NONE;
}

enum error csv_column_names(const struct csv_record *header, struct arena *arena, struct text **ret_names)
{
    struct text *names = arena_array(arena, struct text, header->count);
    struct name_table *table = arena_object(arena, struct name_table);
    if (!names || !table || header->count > CSV_FIELDS_MAXIMUM) return ERROR_MEMORY;
    for (size_t i = 0; i < header->count; i++) {
        struct text plain = text_trim(header->fields[i]);
        const char *copy = plain.length ? text_copy(plain, arena) : arena_print(arena, "Column %zu", i + 1);
        if (!copy || name_table_add(table, text_from(copy), arena, &names[i])) return ERROR_MEMORY;
    }
    *ret_names = names;
    return ERROR_NONE;
}
