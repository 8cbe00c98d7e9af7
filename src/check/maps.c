// SPDX-License-Identifier: Apache-2.0
// The rule about maps that were put in force unread.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

// Does the map take the place of another one: it is for a part of the company only, or there was one before?
static bool takes_place(const struct alignment *alignment, const struct alignment_map *map)
{
    if (map->scope != ORGANISATION_COMPANY) return true;
    for (uint32_t i = 0; i < alignment->map_count; i++) {
        const struct alignment_map *other = &alignment->maps[i];
        if (other != map && other->scope == map->scope && other->status != MAP_DRAFT &&
            (other->status == MAP_SUPERSEDED || other->in_force_on < map->in_force_on))
            return true;
    }
    return false;
}

static enum error find_unread(struct check *check, const struct check_rule *rule)
{
    const struct alignment *alignment = check->alignment;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < alignment->map_count; i++) {
        const struct alignment_map *map = &alignment->maps[i];
        if (map->status != MAP_IN_FORCE || map->effect_read_on != ORGANISATION_NO_DATE) continue;
        if (map->superseded_on != ORGANISATION_NO_DATE && map->superseded_on <= check->organisation->day)
            continue;
        if (takes_place(alignment, map))
            error = check_add(
                check, rule, check_finding(check, rule, SUBJECT_MAP, i, ORGANISATION_NONE, ROLE_COUNT));
    }
    return error;
}

static void describe_unread(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_map *map = &report->alignment->maps[finding->index];
    buffer_string(output, "In force");
    if (map->in_force_on != ORGANISATION_NO_DATE) {
        buffer_string(output, " from ");
        phrase_date(map->in_force_on, output);
    }
    if (map->scope != ORGANISATION_COMPANY && map->scope != ORGANISATION_NONE) {
        buffer_string(output, " for ");
        phrase_scope(report->organisation, map->scope, output);
    }
    buffer_string(output, ", and nobody read before what it changes: whose work goes to whom, which gaps and "
                          "conflicts come and go.");
}

static void advise_unread(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = report->alignment->maps[finding->index].key;
    buffer_print(
        output, "Read it now, `tandem map effect %.*s`, and tell those whose work changed.", TEXT_PRINT(key));
}

static uint32_t ask_general(const struct check_report *report, const struct finding *finding)
{
    const uint32_t scope = report->alignment->maps[finding->index].scope;
    return ask_role(report, scope == ORGANISATION_NONE ? ORGANISATION_COMPANY : scope, ROLE_GENERAL_MANAGER);
}

static const struct check_rule rules[] = {
    {
        .identifier = "map-effect-unread",
        .name = "Map put in force without its effect read",
        .severity = SEVERITY_WARNING,
        .why =
            "A good division of the work stands up under process updates and reorganisations (S0), because "
            "people know what they change. A map that takes the place of another moves accountability at "
            "once, everywhere. The first map of a workspace changes nothing and is not looked at.",
        .example =
            "The map General manager was put in force in place of Venn, and nobody had read its effect: "
            "a warning. Read the day before: none.",
        .ask = "The general manager of what the map is for.",
        .find = find_unread,
        .accountable = ask_general,
        .describe = describe_unread,
        .advise = advise_unread,
    },
};
const struct check_family check_maps = {rules, sizeof rules / sizeof *rules};
