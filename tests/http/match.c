// SPDX-License-Identifier: Apache-2.0
// Comparing of JSON, part by part.
#include "http/match.h"

#include "base/text.h"

bool match_text(const char *expected, struct text actual)
{
    size_t length = strlen(expected);
    if (length && expected[length - 1] == '*')
        return text_prefix(actual, (struct text){expected, length - 1});
    return text_is(actual, expected);
}

static bool differs(const char *path, json_t *expected, json_t *actual, struct buffer *difference)
{
    char *wanted = json_dumps(expected, JSON_ENCODE_ANY | JSON_COMPACT);
    char *found = actual ? json_dumps(actual, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    buffer_print(difference, "%s is %.300s in place of %.300s\n", *path ? path : "the body",
        found ? found : "not there", wanted ? wanted : "?");
    free(wanted);
    free(found);
    return false;
}

static bool match_object(json_t *expected, json_t *actual, const char *path, struct buffer *difference)
{
    const char *name;
    json_t *value;
    bool is_equal = true;
    json_object_foreach(expected, name, value)
    {
        char below[512];
        snprintf(below, sizeof below, "%.250s%s%.250s", path, *path ? "." : "", name);
        is_equal = match_json(value, json_object_get(actual, name), below, difference) && is_equal;
    }
    return is_equal;
}

static bool match_array(json_t *expected, json_t *actual, const char *path, struct buffer *difference)
{
    size_t count = json_array_size(expected);
    json_t *last = count ? json_array_get(expected, count - 1) : NULL;
    bool is_open = json_is_string(last) && strcmp(json_string_value(last), "…") == 0;
    if (is_open) count--;
    if (is_open ? json_array_size(actual) < count : json_array_size(actual) != count)
        return differs(path, expected, actual, difference);
    bool is_equal = true;
    for (size_t i = 0; i < count; i++) {
        char below[512];
        snprintf(below, sizeof below, "%.450s[%zu]", path, i);
        is_equal =
            match_json(json_array_get(expected, i), json_array_get(actual, i), below, difference) && is_equal;
    }
    return is_equal;
}

bool match_json(json_t *expected, json_t *actual, const char *path, struct buffer *difference)
{
    if (json_is_string(expected) && strcmp(json_string_value(expected), "*") == 0)
        return (actual && !json_is_null(actual)) || differs(path, expected, actual, difference);
    if (!actual || json_typeof(expected) != json_typeof(actual))
        return differs(path, expected, actual, difference);
    if (json_is_object(expected)) return match_object(expected, actual, path, difference);
    if (json_is_array(expected)) return match_array(expected, actual, path, difference);
    bool is_equal = json_is_string(expected)
                        ? match_text(json_string_value(expected),
                              (struct text){json_string_value(actual), json_string_length(actual)})
                        : json_equal(expected, actual);
    return is_equal || differs(path, expected, actual, difference);
}

json_t *match_find(json_t *root, const char *path)
{
    struct text rest = text_from(path), part;
    while (root && text_split(&rest, '.', &part)) {
        char name[128];
        size_t bracket = text_find(part, '[');
        snprintf(name, sizeof name, "%.*s", (int)bracket, part.data);
        if (*name) root = json_object_get(root, name);
        while (root && bracket < part.length) {
            root = json_array_get(root, strtoul(part.data + bracket + 1, NULL, 10));
            part = (struct text){part.data + bracket + 1, part.length - bracket - 1};
            bracket = text_find(part, '[');
        }
    }
    return root;
}
