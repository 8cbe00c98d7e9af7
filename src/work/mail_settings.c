// SPDX-License-Identifier: Apache-2.0
// Settings of mail. The password is not among them; it never reaches the database.
#include "format/web_address.h"
#include "model/field.h"
#include "store/schema.h"
#include "work/mail.h"

enum { SETTING_SERVER, SETTING_FROM, SETTING_USER, SETTING_HOUR, SETTING_ADDRESS, SETTING_COUNT };

static const struct {
    const char *name, *usual;
} settings[SETTING_COUNT] = {
    [SETTING_SERVER] = {"mail.server", ""},
    [SETTING_FROM] = {"mail.from", ""},
    [SETTING_USER] = {"mail.user", ""},
    [SETTING_HOUR] = {"mail.hour", "5"},
    [SETTING_ADDRESS] = {"server.address", ""},
};

#define VALUE_MAXIMUM 500

const char *mail_setting_name(size_t position)
{
    return position < SETTING_COUNT ? settings[position].name : NULL;
}

const char *mail_setting_default(size_t position)
{
    return position < SETTING_COUNT ? settings[position].usual : NULL;
}

// Printable ASCII without spaces, quotes, or what could end an address.
static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] <= ' ' || text.data[i] > '~' || strchr("\"<>\\", text.data[i])) return false;
    return text.length > 0 && text.length <= VALUE_MAXIMUM;
}

static bool is_server(struct text text)
{
    const bool has_scheme = text_prefix(text, TEXT("smtp://")) || text_prefix(text, TEXT("smtps://"));
    const size_t slash = text_find(text, '/');
    if (!is_plain(text) || !has_scheme) return false;
    const struct text rest = {text.data + slash + 2, text.length - slash - 2};
    return rest.length > 0 && text_find(rest, '/') == rest.length && text_find(rest, '@') == rest.length;
}

static bool is_acceptable(size_t setting, struct text value, const char **ret_right)
{
    struct web_address address;
    int64_t hour;
    switch (setting) {
    case SETTING_SERVER:
        *ret_right = "has to be smtps://host:port or smtp://host:port.";
        return is_server(value);
    case SETTING_FROM:
        *ret_right = "has to be an e-mail address.";
        return is_plain(value) && email_is_shaped(value);
    case SETTING_USER: *ret_right = "has to be a name without spaces."; return is_plain(value);
    case SETTING_HOUR:
        *ret_right = "has to be an hour from 0 to 23, in UTC.";
        return text_parse_integer(value, 0, 23, &hour);
    default:
        *ret_right = "has to be https://host, as people type it.";
        return is_plain(value) && web_address_parse(value, &address);
    }
}

enum error mail_setting_accept(const char *name, struct text value, struct problem_list *problems)
{
    const char *right = "";
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (strcmp(name, settings[i].name) != 0) continue;
        if (text_is_empty(value) || is_acceptable(i, value, &right)) return ERROR_NONE;
        problem_add(problems, name, "%s", right);
        return ERROR_INVALID;
    }
    return ERROR_NOT_FOUND;
}

enum error mail_settings_load(
    struct transaction *transaction, struct arena *arena, struct mail_settings *ret_settings)
{
    const char *values[SETTING_COUNT];
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        struct text value;
        const char *ignored;
        enum error error = setting_get(transaction, settings[i].name, arena, &value);
        if (error) return error;
        // What came in by an import and is not acceptable counts as not set.
        if (text_is_empty(value) || !is_acceptable(i, value, &ignored)) value = text_from(settings[i].usual);
        values[i] = text_copy(value, arena);
        if (!values[i]) return ERROR_MEMORY;
    }
    *ret_settings = (struct mail_settings){.server = values[SETTING_SERVER],
        .from = values[SETTING_FROM],
        .user = values[SETTING_USER],
        .address = values[SETTING_ADDRESS]};
    return text_parse_integer(text_from(values[SETTING_HOUR]), 0, 23, &ret_settings->hour) ? ERROR_NONE
                                                                                           : ERROR_INTERNAL;
}
