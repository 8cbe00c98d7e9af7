// SPDX-License-Identifier: Apache-2.0
// Formats a line on the stack, escapes it and writes it at once.
#include "base/log.h"

#include "base/calendar.h"

#include <stdatomic.h>
#include <unistd.h>

#define LOG_LINE_SIZE 4096

static atomic_int lowest_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    atomic_store_explicit(&lowest_level, (int)level, memory_order_relaxed);
}

// Appends the text from *length on as long as whole escapes fit below `size`; quotes and backslashes are
// escaped too when it stands inside quotes.
static void append_escaped(struct text text, bool is_quoted, char *out, size_t size, size_t *length)
{
    for (size_t i = 0; i < text.length;) {
        char piece[8];
        size_t piece_length;
        unsigned char byte = (unsigned char)text.data[i];
        size_t whole = 1;
        if (byte >= 0x80) {
            struct text rest = {text.data + i, text.length - i < 4 ? text.length - i : 4};
            whole = 0;
            for (size_t take = 2; take <= rest.length && !whole; take++)
                whole = text_is_utf8((struct text){rest.data, take}) ? take : 0;
        }
        // U+0080 to U+009F are control characters too: terminals obey some of them.
        bool is_high_control = byte == 0xC2 && whole == 2 && (unsigned char)text.data[i + 1] < 0xA0;
        if (byte < 0x20 || byte == 0x7F || whole == 0 || is_high_control) {
            piece_length = (size_t)snprintf(piece, sizeof(piece), "\\x%02x", byte);
            whole = 1;
        } else if (is_quoted && (byte == '"' || byte == '\\')) {
            piece[0] = '\\';
            piece[1] = (char)byte;
            piece_length = 2;
        } else {
            memcpy(piece, text.data + i, whole);
            piece_length = whole;
        }
        if (*length + piece_length >= size) return;
        memcpy(out + *length, piece, piece_length);
        *length += piece_length;
        i += whole;
    }
}

const char *log_value(struct text text, char out[LOG_VALUE_SIZE])
{
    bool is_quoted = text.length == 0;
    for (size_t i = 0; i < text.length && !is_quoted; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        is_quoted = byte <= ' ' || byte == '"' || byte == '=' || byte == '\\' || byte == 0x7F;
    }
    size_t length = 0;
    if (is_quoted) out[length++] = '"';
    append_escaped(text, is_quoted, out, LOG_VALUE_SIZE - 1, &length);
    if (is_quoted) out[length++] = '"';
    out[length] = '\0';
    return out;
}

void log_line(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    if (level >= LOG_LEVEL_NONE || (int)level < atomic_load_explicit(&lowest_level, memory_order_relaxed))
        return;
    char message[LOG_LINE_SIZE];
    va_list values;
    va_start(values, format);
    int written = vsnprintf(message, sizeof(message), format, values);
    va_end(values);
    size_t message_length = written < 0 ? 0 : strnlen(message, sizeof(message));

    char line[LOG_LINE_SIZE + 64];
    char time[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(calendar_now(), time);
    size_t length = (size_t)snprintf(line, sizeof(line), "time=%s level=%s ", time, names[level]);
    append_escaped((struct text){message, message_length}, false, line, sizeof(line) - 1, &length);
    line[length++] = '\n';
    for (size_t done = 0; done < length;) {
        ssize_t now = write(STDERR_FILENO, line + done, length - done);
        if (now <= 0) return; // nowhere to complain
        done += (size_t)now;
    }
}
