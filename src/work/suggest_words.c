// SPDX-License-Identifier: Apache-2.0
// Other words for fields, roles, identifiers and codes, as headers and cells of other tools have them.
#include "work/suggest.h"

#define WORD_MAXIMUM 64

struct words {
    const char *resource; // plural name; NULL: any
    const char *name;     // of the field, role or code
    const char *words;    // separated by '|', letters and digits only
};

static const struct words field_words[] = {
    {NULL, "name", "title|summary|fullname|displayname|subject|label"},
    {"products", "name", "product|productname|category|application|app|service|offering"},
    {"lines", "name", "line|productline|team|teamname|family|suite|area"},
    {"units", "name", "unit|businessunit|section|department|division"},
    {"people", "name", "person|employee|employeename|member"},
    {"releases", "name", "version|release|releasename|versionname"},
    {"activities", "name", "activity|work|task"},
    {NULL, "description", "details|detail|about|text|desc"},
    {NULL, "email", "mail|emailaddress|mailaddress|workemail"},
    {"products", "line", "productline|family|team|area|group|suite|category|segment|portfolio"},
    {"lines", "unit", "businessunit|section|department|division"},
    {"people", "unit", "businessunit|section|department|division|organisation|organization"},
    {"lines", "parent", "parentline|within|partof"},
    {"products", "stage", "status|maturity|lifecycle|lifecyclestage|state|phase"},
    {"products", "website", "url|link|homepage|web|page|site"},
    {"products", "plan_on", "planned|planstart|planningstart"},
    {"products", "develop_on", "developmentstart|started|indevelopment"},
    {"products", "qualify_on", "beta|betadate|qualified|available"},
    {"products", "launch_on", "launch|launched|launchdate|viable"},
    {"products", "deliver_on", "generalavailability|ga|gadate|delivered|released|releasedate|complete"},
    {"products", "mature_on", "mature|matured|lovable"},
    {"products", "retire_on", "endofsale|sunset|deprecated|eos"},
    {"products", "retired_on", "endoflife|eol|retired|discontinued"},
    {"releases", "product", "application|app|service|component|project"},
    {"releases", "status", "state|phase"},
    {"releases", "planned_on", "due|duedate|planned|targetdate|plannedfor"},
    {"releases", "released_on", "released|releasedate|shipped|published|date"},
    {"releases", "lead", "owner|manager|releasemanager|responsible"},
    {"releases", "notes", "releasenotes|changelog|description|changes"},
    {"people", "title", "jobtitle|position|job"},
    {"people", "manager", "reportsto|supervisor|boss|linemanager"},
    {"people", "capacity_hours", "hours|hoursperweek|weeklyhours|capacity"},
    {"people", "joined_on", "joined|startdate|hired|hiredate|since|start"},
    {"people", "left_on", "left|enddate|leavingdate|lastday|terminationdate"},
    {"assignments", "person", "employee|who|member|name|assignee"},
    {"assignments", "role", "function|capacity|responsibility"},
    {"assignments", "scope", "product|team|line|unit|over|where|for"},
    {"assignments", "share", "percent|allocation|fte|percentage"},
    {"assignments", "from_on", "start|startdate|since|from"},
    {"assignments", "to_on", "end|enddate|until|to"},
    {"assignments", "stand_in", "acting|interim|note"},
    {"activities", "position", "order|number|rank|no"},
    {"map-entries", "side", "circle|owner"},
    {"map-entries", "accountable", "owner|a"},
    {"comments", "body", "comment|text|message|note"},
    {"comments", "record", "key|about|product"},
};

static const struct words role_words[] = {
    {NULL, "product_manager",
        "pm|productowner|owner|po|productlead|productmgr|prodmanager|groupmanagerproduct"},
    {NULL, "product_marketing_manager",
        "pmm|marketer|productmarketing|productmarketer|marketingmanager|marketing"},
    {NULL, "engineering", "engineeringmanager|techlead|developer|engineer|em|technicallead|backendengineer"},
    {NULL, "head_of_engineering", "vpengineering|cto|engineeringdirector|directorofengineering"},
    {NULL, "head_of_product_management", "cpo|vpproduct|productdirector|directorofproduct|headofproduct"},
    {NULL, "head_of_product_marketing", "cmo|vpmarketing|headofmarketing|marketingdirector"},
    {NULL, "general_manager", "gm|generalmgr|managingdirector"},
    {NULL, "design", "designer|ux|productdesigner|uxdesigner"},
    {NULL, "user_research", "researcher|uxresearcher|userresearcher"},
    {NULL, "sales", "salesmanager|accountexecutive|salesperson"},
    {NULL, "support", "supportmanager|supportlead|supportengineer"},
};

static const struct words code_words[] = {
    {NULL, "conceive", "idea|concept|proposed|new|backlog|discovery|inception"},
    {NULL, "plan", "planned|planning|roadmap|accepted|approved|defined"},
    {NULL, "develop", "development|indevelopment|building|inprogress|started|doing|minimal|alpha|wip"},
    {NULL, "qualify", "beta|testing|qa|pilot|preview|evaluation|qualification|trial"},
    {NULL, "launch", "launching|launched|releasing|viable|rollout|limitedavailability"},
    {NULL, "deliver",
        "live|delivered|delivering|ga|generallyavailable|generalavailability|active|shipped|released|"
        "complete|completed|lovable|mature|production|done"},
    {NULL, "retire", "retiring|deprecated|sunset|sunsetting|endofsale|maintenance|phaseout"},
    {NULL, "retired", "endoflife|eol|discontinued|removed|archived|withdrawn|closed"},
    {NULL, "planned", "open|todo|upcoming|future|draft|unreleased|scheduled"},
    {NULL, "released", "done|shipped|published|closed|live|complete|completed"},
    {NULL, "cancelled", "canceled|dropped|rejected|abandoned"},
    {NULL, "product_manager", "pm|productowner|po"},
    {NULL, "product_marketing_manager", "pmm|productmarketer|productmarketing"},
    {NULL, "engineering", "engineer|developer|dev|engineeringmanager"},
    {NULL, "design", "designer|ux"},
    {NULL, "sales", "salesperson|accountexecutive"},
};

static const char identifier_words[] =
    "id|key|identifier|externalid|code|slug|number|no|issuekey|issueid|ref|reference|uuid|productid|"
    "personid|teamid|recordid|sku";

// Letters and digits alone, in lower case.
static size_t normal_word(struct text text, char out[WORD_MAXIMUM])
{
    size_t used = 0;
    for (size_t i = 0; i < text.length && used + 1 < WORD_MAXIMUM; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (isalnum(byte) || byte >= 0x80) out[used++] = (char)tolower(byte);
    }
    out[used] = '\0';
    return used;
}

static bool is_one_of(const char *word, const char *words)
{
    struct text rest = text_from(words), part;
    while (text_split(&rest, '|', &part)) {
        if (text_is(part, word)) return true;
    }
    return false;
}

static bool is_listed(
    const struct words *lists, size_t count, const char *resource, const char *name, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        bool fits = !lists[i].resource || (resource && text_is(text_from(resource), lists[i].resource));
        if (fits && text_is(text_from(name), lists[i].name) && is_one_of(word, lists[i].words)) return true;
    }
    return false;
}

// Is the one word the whole of the other, or its end or beginning? "Release date" for "date".
static bool is_part(const char *whole, const char *part)
{
    size_t length = strlen(part), total = strlen(whole);
    return length > 3 && total > length &&
           (memcmp(whole, part, length) == 0 || memcmp(whole + total - length, part, length) == 0);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int suggest_header_fits(const struct resource *resource, const struct field *field, struct text header)
{
    char word[WORD_MAXIMUM], name[WORD_MAXIMUM], label[WORD_MAXIMUM];
    if (normal_word(header, word) == 0) return 0;
    (void)normal_word(text_from(field->name), name);
    (void)normal_word(text_from(field->label), label);
    if (strcmp(word, name) == 0) return 98;
    if (strcmp(word, label) == 0) return 95;
    if (is_listed(field_words, COUNT(field_words), resource->name, field->name, word)) return 80;
    char singular[WORD_MAXIMUM]; // "Product name", "product_description"
    size_t length = normal_word(text_from(resource->singular), singular);
    if (strncmp(word, singular, length) == 0 && strcmp(word + length, name) == 0) return 90;
    return is_part(word, name) || is_part(word, label) ? 55 : 0;
}

int suggest_header_is_role(const struct choice *role, struct text header)
{
    char word[WORD_MAXIMUM], label[WORD_MAXIMUM];
    if (normal_word(header, word) == 0) return 0;
    (void)normal_word(text_from(role->label), label);
    if (strcmp(word, label) == 0) return 95;
    return is_listed(role_words, COUNT(role_words), NULL, role->code, word) ? 75 : 0;
}

int suggest_header_is_identifier(struct text header)
{
    char word[WORD_MAXIMUM];
    (void)normal_word(header, word);
    return is_one_of(word, identifier_words) ? 80 : 0;
}

const char *suggest_code(const struct choice_list *choices, struct text value)
{
    char word[WORD_MAXIMUM], other[WORD_MAXIMUM];
    if (normal_word(value, word) == 0) return NULL;
    for (size_t i = 0; i < choices->count; i++) {
        (void)normal_word(text_from(choices->choices[i].code), other);
        if (strcmp(word, other) == 0) return choices->choices[i].code;
        (void)normal_word(text_from(choices->choices[i].label), other);
        if (strcmp(word, other) == 0) return choices->choices[i].code;
    }
    for (size_t i = 0; i < choices->count; i++) {
        if (is_listed(code_words, COUNT(code_words), NULL, choices->choices[i].code, word))
            return choices->choices[i].code;
    }
    return NULL;
}
