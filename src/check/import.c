// SPDX-License-Identifier: Apache-2.0
// The rule about references that an import kept although nothing is there.
#include "check/ask.h"
#include "check/rule.h"

static enum error find_danglings(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t i = 0; i < organisation->dangling_count; i++) {
        const uint32_t product = organisation->danglings[i].product;
        if (product != ORGANISATION_NONE && !product_is_checked(organisation, product)) continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = i,
                .product = product,
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_DANGLING,
                .role = ROLE_COUNT,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_dangling(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_dangling *dangling = &report->organisation->danglings[finding->index];
    buffer_print(output, "The imported file said \"%.*s\" for the field %.*s, and there is no such record",
        TEXT_PRINT(dangling->value), TEXT_PRINT(dangling->field));
    if (!text_is_empty(dangling->source))
        buffer_print(output, " (source %.*s)", TEXT_PRINT(dangling->source));
    buffer_string(output, "; the field is empty until somebody sets it.");
}

static void advise_dangling(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_dangling *dangling = &report->organisation->danglings[finding->index];
    buffer_print(output,
        "Create what it refers to if need be, then set the field: `tandem set %.*s %.*s=KEY`.",
        TEXT_PRINT(dangling->key), TEXT_PRINT(dangling->field));
}

static void identify_field(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->organisation->danglings[finding->index].field);
}

static uint32_t ask_about_dangling(const struct check_report *report, const struct finding *finding)
{
    if (finding->product != ORGANISATION_NONE)
        return ask_activity(report, finding->product, "life_cycle_management");
    return ask_role(report, ORGANISATION_COMPANY, ROLE_GENERAL_MANAGER);
}

static const struct check_rule rules[] = {
    {
        .identifier = "dangling-reference",
        .name = "Reference that points to nothing",
        .severity = SEVERITY_WARNING,
        .why = "An import may keep a reference although nothing is there, so that a file with a few unknown "
               "names goes "
               "in. What is missing then is often the very thing that accountability goes by: a line, a "
               "manager. The "
               "finding is gone as soon as the field has a value.",
        .example = "A file of products says that Canal Gauge belongs to the line Inland Waterways, and there "
                   "is no such "
                   "line: a warning on Canal Gauge. When the cell was empty, there is none.",
        .ask = "For a product or a release the person whom the map makes accountable for life-cycle "
               "management; else "
               "the general manager of the company.",
        .find = find_danglings,
        .accountable = ask_about_dangling,
        .describe = describe_dangling,
        .advise = advise_dangling,
        .identify = identify_field,
        .activity = "life_cycle_management",
    },
};
const struct check_family check_import = {rules, sizeof rules / sizeof *rules};
