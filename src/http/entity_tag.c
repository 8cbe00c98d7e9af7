// SPDX-License-Identifier: Apache-2.0
// Tags are versions in quotes; whether weak or not makes no difference to us.
#include "http/entity_tag.h"

static bool tag_parse(struct text tag, int64_t *ret_version)
{
    tag = text_trim(tag);
    if (text_prefix(tag, TEXT("W/"))) tag = (struct text){tag.data + 2, tag.length - 2};
    if (tag.length < 3 || tag.data[0] != '"' || tag.data[tag.length - 1] != '"') return false;
    return text_parse_integer((struct text){tag.data + 1, tag.length - 2}, 1, INT64_MAX, ret_version);
}

void entity_tag_write(int64_t version, struct arena *arena, struct reply *reply)
{
    if (version > 0) reply_header_print(reply, arena, "ETag", "\"%lld\"", (long long)version);
}

bool entity_tag_matches(const struct request *request, int64_t version)
{
    struct text rest = request_header(request, "if-none-match"), part;
    while (!text_is_empty(rest) && text_split(&rest, ',', &part)) {
        int64_t named = 0;
        if (text_is(text_trim(part), "*") || (tag_parse(part, &named) && named == version)) return true;
    }
    return false;
}

enum error entity_tag_read(const struct request *request, struct problem_list *problems, int64_t *ret_version)
{
    *ret_version = 0;
    struct text value = text_trim(request_header(request, "if-match"));
    if (text_is_empty(value) || text_is(value, "*") || tag_parse(value, ret_version)) return ERROR_NONE;
    problem_add(problems, "If-Match", "has to be the ETag of the record, such as \"3\" with its quotes.");
    return ERROR_SYNTAX;
}
