// SPDX-License-Identifier: Apache-2.0
// The parameters of endpoints.
#include "work/endpoint_parameters.h"

const struct endpoint_parameter portfolio_parameters[] = {
    {"line", "Only products of this line and the lines inside it.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter resolve_parameters[] = {
    {"product", "The product; without it, outcomes are counted by activity.", ENDPOINT_IN_QUERY,
        ENDPOINT_KEY},
    {"activity", "Only this activity, of the product.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter may_parameters[] = {
    {"person", "Who; the person for whom the account stands when it is not given.", ENDPOINT_IN_QUERY,
        ENDPOINT_KEY},
    {"action", "What: an activity (code or key), an action of the record, or one of its fields; needed.",
        ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"record", "To which record; needed.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter check_parameters[] = {
    {"severity", "Only findings of this severity; several joined by commas.", ENDPOINT_IN_QUERY,
        ENDPOINT_SEVERITY},
    {"rule", "Only findings of this rule; several joined by commas.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"record", "Only findings about this record.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"product", "Only findings about this product.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"person", "Only findings that are put to this person.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"unit", "Only findings that belong to this unit.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"waived", "With true, findings that are waived come as well, apart.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter explain_parameters[] = {
    {"finding", "The fingerprint of the finding.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter map_copy_parameters[] = {
    {"key", "Key of the map.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter map_effect_parameters[] = {
    {"key", "Key of the map.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {"day", "As it is on this day; today when it is not given.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"limit", "How many items, from 1 to 1000; 100 when it is not given.", ENDPOINT_IN_QUERY,
        ENDPOINT_INTEGER},
    {"cursor", "The member next of the page before.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter map_compare_parameters[] = {
    {"one", "Key of a map.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"other", "Key of the map to set beside it.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter single_points_parameters[] = {
    {"limit", "How many people, from 1 to 1000; 10 when it is not given.", ENDPOINT_IN_QUERY,
        ENDPOINT_INTEGER},
    {0},
};
const struct endpoint_parameter gate_sheet_parameters[] = {
    {"key", "Key of the product.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter timeline_parameters[] = {
    {"product", "Only hand-offs over this product and its releases.", ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"waiting", "true: only what is neither accepted nor withdrawn.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"limit", "How many at most: 1 to 1,000, else 200.", ENDPOINT_IN_QUERY, ENDPOINT_INTEGER},
    {0},
};
const struct endpoint_parameter inbox_parameters[] = {
    {"person", "Whose inbox; one's own when it is not given. Another's is for organisers and administrators.",
        ENDPOINT_IN_QUERY, ENDPOINT_KEY},
    {"kind", "Only items of this kind.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"limit", "Items of a page, 1 to 1000; 100 when it is not given.", ENDPOINT_IN_QUERY, ENDPOINT_INTEGER},
    {"cursor", "What `next` of the page before said.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter price_data_parameters[] = {
    {"key", "Key of the data set.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter price_preview_parameters[] = {
    {"key", "Key of the data set.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {"limit", "How many rows, from 0 to 100; 20 when it is not given.", ENDPOINT_IN_QUERY, ENDPOINT_INTEGER},
    {0},
};
const struct endpoint_parameter price_study_parameters[] = {
    {"key", "Key of the study.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter price_list_parameters[] = {
    {"key", "Key of the price list.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter events_parameters[] = {
    {"Last-Event-ID", "Begin after this change.", ENDPOINT_IN_HEADER, ENDPOINT_INTEGER},
    {0},
};
const struct endpoint_parameter import_undo_parameters[] = {
    {"key", "Key of the import.", ENDPOINT_IN_PATH, ENDPOINT_KEY},
    {0},
};
const struct endpoint_parameter oidc_start_parameters[] = {
    {"return", "Path of the page to come back to.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter oidc_callback_parameters[] = {
    {"state", "What the attempt to sign in was given.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"code", "To be exchanged for a token.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"iss", "Who the provider says it is.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {"error", "Why the provider refused.", ENDPOINT_IN_QUERY, ENDPOINT_TEXT},
    {0},
};
const struct endpoint_parameter export_csv_parameters[] = {
    {"resource", "Plural name of the resource.", ENDPOINT_IN_PATH, ENDPOINT_RESOURCE},
    {0},
};
const struct endpoint_parameter export_json_parameters[] = {
    {"resource", "Plural name of the resource.", ENDPOINT_IN_PATH, ENDPOINT_RESOURCE},
    {0},
};
