// SPDX-License-Identifier: Apache-2.0
// The same items twice: as text and as HTML. What people wrote is never taken for markup.
#include "inbox/digest_text.h"

#include "base/calendar.h"

void digest_write_subject(struct inbox_slice slice, struct buffer *output)
{
    const uint32_t overdue = inbox_count_overdue(slice);
    buffer_print(
        output, "Tandem: %u %s for you", slice.count, slice.count == 1 ? "item waits" : "items wait");
    if (overdue) buffer_print(output, ", %u overdue", overdue);
}

static void due_print(const struct inbox_item *item, char out[CALENDAR_DATE_SIZE + 16])
{
    char day[CALENDAR_DATE_SIZE];
    out[0] = '\0';
    if (item->due_on == ORGANISATION_NO_DATE) return;
    calendar_print_date(item->due_on, day);
    snprintf(out, CALENDAR_DATE_SIZE + 16, "%s %s", item->is_overdue ? "overdue since" : "due", day);
}

// Where the page shows it: the product, or the inbox itself.
static void path_write(const struct inbox *inbox, const struct inbox_item *item, struct buffer *output)
{
    if (item->product == ORGANISATION_NONE)
        buffer_string(output, "/inbox");
    else
        buffer_print(output, "/products/%.*s", TEXT_PRINT(inbox->organisation->products[item->product].key));
}

static uint32_t shown(struct inbox_slice slice)
{
    return slice.count < DIGEST_ITEMS_MAXIMUM ? slice.count : DIGEST_ITEMS_MAXIMUM;
}

void digest_write_text(
    const struct inbox *inbox, struct inbox_slice slice, const char *address, struct buffer *output)
{
    if (slice.count == 0) return;
    buffer_print(output, "%.*s, this waits for you in Tandem.\n",
        TEXT_PRINT(inbox->organisation->people[slice.items[0].person].name));
    for (uint32_t i = 0; i < shown(slice); i++) {
        const struct inbox_item *item = &slice.items[i];
        char due[CALENDAR_DATE_SIZE + 16];
        due_print(item, due);
        buffer_print(output, "\n%s: %s (%.*s)%s%s\n  %s\n", inbox_kind_words((enum inbox_kind)item->kind),
            item->title, TEXT_PRINT(item->record), *due ? ", " : "", due, item->what);
        if (*address) {
            buffer_print(output, "  %s", address);
            path_write(inbox, item, output);
            buffer_character(output, '\n');
        }
    }
    if (slice.count > DIGEST_ITEMS_MAXIMUM)
        buffer_print(output, "\nAnd %u more.\n", slice.count - DIGEST_ITEMS_MAXIMUM);
    if (*address)
        buffer_print(output, "\nYour inbox: %s/inbox\nTo get this less often, or never: %s/settings\n",
            address, address);
}

static void html_escape(struct text text, struct buffer *output)
{
    for (size_t i = 0; i < text.length; i++) {
        switch (text.data[i]) {
        case '&': buffer_string(output, "&amp;"); break;
        case '<': buffer_string(output, "&lt;"); break;
        case '>': buffer_string(output, "&gt;"); break;
        case '"': buffer_string(output, "&quot;"); break;
        case '\'': buffer_string(output, "&#39;"); break;
        default: buffer_character(output, text.data[i]); break;
        }
    }
}

static void html_item(
    const struct inbox *inbox, const struct inbox_item *item, const char *address, struct buffer *output)
{
    char due[CALENDAR_DATE_SIZE + 16];
    due_print(item, due);
    buffer_print(output, "<li><p>%s: ", inbox_kind_words((enum inbox_kind)item->kind));
    if (*address) {
        buffer_string(output, "<a href=\"");
        html_escape(text_from(address), output);
        path_write(inbox, item, output);
        buffer_string(output, "\">");
    }
    buffer_string(output, "<strong>");
    html_escape(text_from(item->title), output);
    buffer_print(output, "</strong>%s (%.*s)%s%s<br>", *address ? "</a>" : "", TEXT_PRINT(item->record),
        *due ? ", " : "", due);
    html_escape(text_from(item->what), output);
    buffer_string(output, "</p></li>\n");
}

void digest_write_html(
    const struct inbox *inbox, struct inbox_slice slice, const char *address, struct buffer *output)
{
    if (slice.count == 0) return;
    buffer_string(output, "<!doctype html>\n<html lang=\"en\"><head><meta "
                          "charset=\"utf-8\"><title>Tandem</title></head><body>\n<p>");
    html_escape(inbox->organisation->people[slice.items[0].person].name, output);
    buffer_string(output, ", this waits for you in Tandem.</p>\n<ul>\n");
    for (uint32_t i = 0; i < shown(slice); i++)
        html_item(inbox, &slice.items[i], address, output);
    buffer_string(output, "</ul>\n");
    if (slice.count > DIGEST_ITEMS_MAXIMUM)
        buffer_print(output, "<p>And %u more.</p>\n", slice.count - DIGEST_ITEMS_MAXIMUM);
    if (*address) {
        buffer_string(output, "<p><a href=\"");
        html_escape(text_from(address), output);
        buffer_string(output, "/inbox\">Your inbox</a>. <a href=\"");
        html_escape(text_from(address), output);
        buffer_string(output, "/settings\">Get this less often, or never</a>.</p>\n");
    }
    buffer_string(output, "</body></html>\n");
}
