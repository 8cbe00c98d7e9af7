// SPDX-License-Identifier: Apache-2.0
// The rule about titles that suggest a role.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"
#include "check/title.h"

static enum error find_empty_titles(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    const uint32_t count = check->alignment->person_count;
    unsigned *held = arena_array(check->arena, unsigned, count + 1);
    enum error error = held ? ERROR_NONE : ERROR_MEMORY;
    for (uint32_t i = 0; !error && count && i < organisation->assignment_count; i++)
        if (check_assignment_is_active(organisation, i))
            held[organisation->assignments[i].person] |= 1U << organisation->assignments[i].role;
    for (uint32_t person = 0; !error && person < count; person++) {
        const struct text title = check->alignment->people[person].title;
        if (text_is_empty(title)) continue;
        if (organisation_person_has_left(&organisation->people[person], organisation->day)) continue;
        const unsigned missing = title_roles(title) & ~held[person];
        for (unsigned role = 0; !error && role < ROLE_COUNT; role++)
            if (missing & (1U << role))
                error = check_add(check, rule,
                    check_finding(
                        check, rule, SUBJECT_PERSON, person, ORGANISATION_NONE, (enum people_role)role));
    }
    return error;
}

static void describe_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    uint32_t count = 0, position = 0;
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        count += check_assignment_is_active(organisation, i) &&
                 organisation->assignments[i].person == finding->index;
    buffer_string(output, "The title \"");
    phrase_line(report->alignment->people[finding->index].title, output);
    buffer_print(output,
        "\" suggests a %s, and that role is not held: ", people_role_words((enum people_role)finding->role));
    if (count == 0) buffer_string(output, "no role is");
    for (uint32_t i = 0; count && i < organisation->assignment_count; i++) {
        if (!check_assignment_is_active(organisation, i) ||
            organisation->assignments[i].person != finding->index)
            continue;
        if (!phrase_list_item(position++, count, output)) break;
        if (position == 1) buffer_string(output, "the person is ");
        phrase_assignment(organisation, i, output);
    }
    buffer_character(output, '.');
}

static void advise_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    buffer_print(output,
        "Give the role, if it is meant: `tandem set assignments person=%.*s role=%s scope=KEY`",
        TEXT_PRINT(organisation->people[finding->index].key),
        people_role_code((enum people_role)finding->role));
    buffer_print(output, "; else let the title say what the person does: `tandem set %.*s title=TITLE`.",
        TEXT_PRINT(organisation->people[finding->index].key));
}

static uint32_t ask_the_manager(const struct check_report *report, const struct finding *finding)
{
    return ask_manager(report, finding->index);
}

static const struct check_rule rules[] = {
    {
        .identifier = "title-suggests-role",
        .name = "Title that suggests a role not held",
        .severity = SEVERITY_WARNING,
        .why = "Who does what is said by the role, not by the job title (S3), and everybody outside goes by "
               "the title all the same: whoever reads Product Manager on a card asks that person to decide. "
               "English titles of product management, product marketing, their heads, heads of engineering "
               "and general managers are read; a product owner, a project manager, a lead, a deputy or an "
               "assistant suggests none of them. Acting and interim are passed over: stand-in-too-long looks "
               "after those.",
        .example = "Wanjiru's card says Product Manager, Go to Market, and her role is product marketing "
                   "manager: a warning. With the title Product Marketing Manager, or with an assignment as "
                   "product manager anywhere, there is none.",
        .ask = "The person's manager, else the general manager of the person's unit.",
        .find = find_empty_titles,
        .accountable = ask_the_manager,
        .describe = describe_title,
        .advise = advise_title,
    },
};
const struct check_family check_titles = {rules, sizeof rules / sizeof *rules};
