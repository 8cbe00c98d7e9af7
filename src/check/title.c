// SPDX-License-Identifier: Apache-2.0
// Reads titles word by word.
#include "check/title.h"

#define TITLE_WORDS_MAXIMUM 32
#define TITLE_WORD_SIZE 24

// A title as words in lower case; "," between parts, "and" for & + and /.
struct words {
    char word[TITLE_WORDS_MAXIMUM][TITLE_WORD_SIZE];
    size_t count;
};

static bool is_one_of(const char *word, const char *const list[])
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0) return true;
    return false;
}

static void words_add(struct words *words, const char *word, size_t length)
{
    if (length == 0 || words->count == TITLE_WORDS_MAXIMUM) return;
    const bool is_break = length == 1 && *word == ',';
    // No break at the start, nor two of them.
    if (is_break && (words->count == 0 || words->word[words->count - 1][0] == ',')) return;
    char *to = words->word[words->count++];
    // A longer word is none that anybody looks for.
    if (length >= TITLE_WORD_SIZE) length = 0;
    memcpy(to, word, length);
    to[length] = '\0';
}

static void words_read(struct words *words, struct text title)
{
    char word[TITLE_WORD_SIZE + 1];
    size_t length = 0;
    for (size_t i = 0; i <= title.length; i++) {
        const char byte = i < title.length ? title.data[i] : ' ';
        const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                               (byte >= '0' && byte <= '9') || (byte & 0x80);
        if (is_letter) {
            if (length < sizeof word) word[length] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            length++;
            continue;
        }
        words_add(words, word, length);
        length = 0;
        // A hyphen inside a word joins as a space does; one that stands alone divides.
        const bool stands_alone = byte == '-' && i > 0 && title.data[i - 1] == ' ' && i + 1 < title.length &&
                                  title.data[i + 1] == ' ';
        if (byte == '&' || byte == '+' || byte == '/') words_add(words, "and", 3);
        if (byte == ',' || byte == ';' || byte == '|' || byte == '(' || byte == ')' || byte == ':' ||
            stands_alone)
            words_add(words, ",", 1);
    }
}

// Somebody who works for, was, or advises one who holds the role.
static const char *const not_the_role[] = {"assistant", "secretary", "former", "ex", "retired", "intern",
    "trainee", "student", "coach", "consultant", "advisor", "adviser", "recruiter", "deputy", "candidate",
    "apprentice", "aspiring", "mentor", "trainer", NULL};
static const char *const levels[] = {
    "head", "vp", "svp", "evp", "avp", "chief", "director", "president", NULL};
static const char *const fillers[] = {"of", "the", "for", "acting", "interim", "senior", "sr", "junior", "jr",
    "global", "regional", "group", "vice", "executive", "managing", "officer", "associate", "international",
    "corporate", "principal", NULL};

static bool is_level(const char *word)
{
    return is_one_of(word, levels);
}

// A part that says only how high somebody is belongs to the next: "VP, Product Marketing".
static size_t part_end(const struct words *words, size_t from)
{
    bool is_level_alone = true;
    for (size_t i = from; i < words->count; i++) {
        if (words->word[i][0] == ',') {
            if (!is_level_alone) return i;
            continue;
        }
        is_level_alone = is_level_alone && (is_level(words->word[i]) || is_one_of(words->word[i], fillers) ||
                                               strcmp(words->word[i], "manager") == 0);
    }
    return words->count;
}

struct part {
    const struct words *words;
    size_t from, to;
};

static const char *part_word(const struct part *part, size_t position)
{
    // Past a break inside: "VP, Product".
    return position >= part->from && position < part->to ? part->words->word[position] : "";
}

static bool part_has(const struct part *part, const char *word)
{
    for (size_t i = part->from; i < part->to; i++)
        if (strcmp(part_word(part, i), word) == 0) return true;
    return false;
}

static bool part_has_level(const struct part *part)
{
    for (size_t i = part->from; i < part->to; i++)
        if (is_level(part_word(part, i))) return true;
    return false;
}

// What the words after "product" say: a side of the work, or something else altogether.
enum discipline { DISCIPLINE_NONE, DISCIPLINE_MANAGEMENT, DISCIPLINE_MARKETING, DISCIPLINE_BOTH };

static enum discipline discipline_at(const struct part *part, size_t position, bool is_head)
{
    static const char *const ends[] = {
        "", ",", "and", "officer", "director", "vp", "head", "lead", "at", "in", "for", "president", NULL};
    const char *next = part_word(part, position + 1), *third = part_word(part, position + 2);
    if (strcmp(next, "line") == 0 && (strcmp(third, "manager") == 0 || strcmp(third, "management") == 0))
        return DISCIPLINE_MANAGEMENT;
    if (strcmp(next, "marketing") == 0) return DISCIPLINE_MARKETING;
    if (strcmp(next, "manager") == 0 || strcmp(next, "managers") == 0) return DISCIPLINE_MANAGEMENT;
    if (strcmp(next, "management") == 0)
        return strcmp(third, "and") == 0 && strcmp(part_word(part, position + 3), "marketing") == 0
                   ? DISCIPLINE_BOTH
                   : DISCIPLINE_MANAGEMENT;
    // "Head of product" is of its management; "product designer", "product owner" are something else.
    return is_head && is_one_of(next, ends) ? DISCIPLINE_MANAGEMENT : DISCIPLINE_NONE;
}

static unsigned roles_of(enum discipline discipline, bool is_head)
{
    const unsigned management = 1U << (is_head ? ROLE_HEAD_OF_PRODUCT_MANAGEMENT : ROLE_PRODUCT_MANAGER);
    const unsigned marketing =
        1U << (is_head ? ROLE_HEAD_OF_PRODUCT_MARKETING : ROLE_PRODUCT_MARKETING_MANAGER);
    return (discipline == DISCIPLINE_MANAGEMENT || discipline == DISCIPLINE_BOTH ? management : 0) |
           (discipline == DISCIPLINE_MARKETING || discipline == DISCIPLINE_BOTH ? marketing : 0);
}

static unsigned part_roles(const struct part *part)
{
    const bool is_head = part_has_level(part);
    unsigned roles = 0;
    for (size_t i = part->from; i < part->to; i++) {
        const char *word = part_word(part, i), *next = part_word(part, i + 1);
        if (strcmp(word, "gm") == 0 || (strcmp(word, "general") == 0 && strcmp(next, "manager") == 0))
            roles |= 1U << ROLE_GENERAL_MANAGER;
        if (strcmp(word, "pmm") == 0) roles |= roles_of(DISCIPLINE_MARKETING, is_head);
        if (strcmp(word, "cpo") == 0) roles |= roles_of(DISCIPLINE_MANAGEMENT, true);
        if (is_head && strcmp(word, "engineering") == 0 && (i + 1 == part->to || is_level(next)))
            roles |= 1U << ROLE_HEAD_OF_ENGINEERING;
        if (strcmp(word, "product") != 0 && strcmp(word, "products") != 0) continue;
        const enum discipline discipline = discipline_at(part, i, is_head);
        // Many work in it; a manager has the role: not a "product marketing specialist".
        if (!is_head && !part_has(part, "manager") && !part_has(part, "managers")) continue;
        roles |= roles_of(discipline, is_head);
    }
    return roles;
}

unsigned title_roles(struct text title)
{
    struct words words = {.count = 0};
    unsigned roles = 0;
    words_read(&words, title);
    for (size_t i = 0; i < words.count; i++)
        if (is_one_of(words.word[i], not_the_role)) return 0;
    for (size_t from = 0; from < words.count;) {
        const struct part part = {&words, from, part_end(&words, from)};
        roles |= part_roles(&part);
        from = part.to + 1;
    }
    return roles;
}
