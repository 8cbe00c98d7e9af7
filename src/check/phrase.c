// SPDX-License-Identifier: Apache-2.0
// Writes the parts of sentences.
#include "check/phrase.h"

#include "base/calendar.h"

void phrase_person(const struct organisation *organisation, uint32_t person, struct buffer *output)
{
    const struct organisation_person *of = &organisation->people[person];
    buffer_text(output, of->name);
    buffer_string(output, " (");
    buffer_text(output, of->key);
    buffer_character(output, ')');
}

void phrase_scope(const struct organisation *organisation, uint32_t scope, struct buffer *output)
{
    uint32_t index;
    const enum organisation_kind kind = organisation_scope_kind(organisation, scope, &index);
    if (kind == SCOPE_OF_LINE) buffer_string(output, "the line ");
    if (kind == SCOPE_OF_UNIT) buffer_string(output, "the unit ");
    buffer_text(output, organisation_scope_name(organisation, scope));
    if (kind == SCOPE_OF_COMPANY) return;
    buffer_string(output, " (");
    buffer_text(output, organisation_scope_key(organisation, scope));
    buffer_character(output, ')');
}

void phrase_assignment(const struct organisation *organisation, uint32_t assignment, struct buffer *output)
{
    const struct organisation_assignment *of = &organisation->assignments[assignment];
    buffer_string(output, people_role_words((enum people_role)of->role));
    buffer_string(output, " of ");
    phrase_scope(organisation, of->scope, output);
}

void phrase_gate_title(const struct check_report *report, uint32_t gate, struct buffer *output)
{
    const struct alignment_gate *of = &report->alignment->gates[gate];
    if (of->product != ORGANISATION_NONE) {
        buffer_text(output, report->organisation->products[of->product].name);
        buffer_string(output, ", ");
    }
    buffer_print(output, "gate to %s", product_stages.choices[of->stage].code);
}

void phrase_line(struct text text, struct buffer *output)
{
    size_t characters = 0;
    bool is_gap = false;
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.data[i];
        if (byte <= ' ') {
            is_gap = characters > 0;
            continue;
        }
        // A byte that continues a character is never where it is cut.
        if ((byte & 0xC0) != 0x80 && characters++ == 200) {
            buffer_string(output, "…");
            return;
        }
        if (is_gap) buffer_character(output, ' ');
        is_gap = false;
        buffer_character(output, (char)byte);
    }
}

void phrase_date(int32_t day, struct buffer *output)
{
    char date[CALENDAR_DATE_SIZE];
    calendar_print_date(day, date);
    if (day != ORGANISATION_NO_DATE) buffer_string(output, date);
}

bool phrase_list_item(uint32_t position, uint32_t count, struct buffer *output)
{
    // Cutting saves words only when it leaves out more than one.
    const uint32_t shown = count > PHRASE_LIST_MAXIMUM + 1 ? PHRASE_LIST_MAXIMUM : count;
    if (position > shown) return false;
    if (position == shown) {
        if (shown < count) buffer_print(output, " and %u more", count - shown);
        return false;
    }
    if (position > 0) buffer_string(output, position + 1 == count ? " and " : ", ");
    return true;
}

void phrase_count(int64_t count, const char *one, const char *many, struct buffer *output)
{
    buffer_print(output, "%lld %s", (long long)count, count == 1 ? one : many);
}

void phrase_scope_argument(const struct organisation *organisation, uint32_t scope, struct buffer *output)
{
    if (scope == ORGANISATION_COMPANY) return;
    buffer_string(output, " scope=");
    buffer_text(output, organisation_scope_key(organisation, scope));
}

void phrase_map(const struct organisation *organisation, uint32_t map, struct buffer *output)
{
    buffer_print(output, "the map %.*s (%.*s)", TEXT_PRINT(organisation->maps[map].name),
        TEXT_PRINT(organisation->maps[map].key));
}

void phrase_activities(
    const struct check_report *report, uint32_t product, enum people_role role, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    uint32_t count = 0, position = 0;
    for (uint32_t i = 0; i < organisation->activity_count; i++)
        count += resolution_for(report->resolution, product, i).role == role;
    for (uint32_t i = 0; i < organisation->activity_count; i++) {
        if (resolution_for(report->resolution, product, i).role != role) continue;
        if (!phrase_list_item(position++, count, output)) break;
        buffer_text(output, organisation->activities[i].name);
    }
}

void phrase_places_around(const struct organisation *organisation, uint32_t product, struct buffer *output)
{
    uint32_t line = organisation->products[product].line;
    const uint32_t unit = organisation_unit_of_product(organisation, product);
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        buffer_string(output, ", to ");
        phrase_scope(organisation, organisation_scope_of_line(organisation, line), output);
        line = organisation->lines[line].parent;
    }
    if (unit != ORGANISATION_NONE) {
        buffer_string(output, ", to ");
        phrase_scope(organisation, organisation_scope_of_unit(unit), output);
    }
    buffer_string(output, " or to the whole company");
}

void phrase_assigning(
    const struct organisation *organisation, enum people_role role, uint32_t scope, struct buffer *output)
{
    buffer_print(output, "`tandem set assignments person=KEY role=%s", people_role_code(role));
    phrase_scope_argument(organisation, scope, output);
    buffer_character(output, '`');
}

void phrase_ending(const struct organisation *organisation, uint32_t assignment, struct buffer *output)
{
    const struct organisation_assignment *of = &organisation->assignments[assignment];
    buffer_string(output, "`tandem set ");
    buffer_text(output, of->key);
    buffer_string(output, " to_on=");
    // Yesterday was the last day; only what began today cannot have ended yesterday.
    phrase_date(of->from_on == organisation->day ? organisation->day : organisation->day - 1, output);
    buffer_character(output, '`');
}

void phrase_ending_of(const struct check_report *report, uint32_t product, enum people_role role,
    uint32_t person, struct buffer *output)
{
    const struct resolution_holders holders = resolution_product_holders(report->resolution, product, role);
    if (holders.scope != organisation_scope_of_product(report->organisation, product)) return;
    for (uint32_t i = 0; i < holders.count; i++) {
        if (holders.people[i] != person) continue;
        buffer_string(output, ", and ");
        phrase_ending(report->organisation, holders.assignments[i], output);
    }
}
