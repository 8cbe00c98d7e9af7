// SPDX-License-Identifier: Apache-2.0
// Findings and rules written out: text as a compiler prints it, JSON, and the rules' own documentation.
#ifndef TANDEM_CHECK_PRINT_H
#define TANDEM_CHECK_PRINT_H

#include "check/check.h"
#include "format/json_writer.h"

// Takes what was written so far, so that a long report needs no long buffer. May be NULL: all stays in the
// buffer.
struct check_sink {
    enum error (*take)(struct text bytes, void *closure);
    void *closure;
};

// PROD-12: warning: Payments: Ann Smith (PERS-3) holds both roles … [dual-role]
//     hint: Give one of the two roles to somebody else: …
//     ask: Bo Berg (PERS-1)
// and a last line that counts; with_waived: then those that are waived, with "waived" for the severity, by
// whom, until when and why. What is left in the buffer at the end is handed to the sink as well.
enum error check_print_text(const struct check_report *report, bool with_waived,
    const struct check_sink *sink, struct buffer *output) MUST_CHECK;

// {"findings":[{"rule","severity","resource","key","title","accountable":{"key","name"}|null,"message","hint",
//   "fingerprint","product":{"key","name"}|null,"unit":{"key","name"}|null}…],
//  "waived":[the same with "waiver":{"key","reason","until_on","person":{"key","name"}|null}…] (with_waived),
//  "summary":{"errors","warnings","infos","waived","known","products","rules","day","map":{"key","name"}|null}}
enum error check_print_json(const struct check_report *report, bool with_waived,
    const struct check_sink *sink, struct buffer *output) MUST_CHECK;

// SARIF 2.1.0: every rule with its help, every finding as a result with its level, the record as a logical
// location and its fingerprint; what is waived is there as well, suppressed.
enum error check_print_sarif(const struct check_report *report, bool with_waived,
    const struct check_sink *sink, struct buffer *output) MUST_CHECK;

// A heading, the totals and a table in Markdown, for a comment or an issue.
enum error check_print_findings_markdown(const struct check_report *report, bool with_waived,
    const struct check_sink *sink, struct buffer *output) MUST_CHECK;

// One finding as the JSON object above, with its waiver when it has one. scratch is for its sentences.
void check_write_finding(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct json_writer *writer);

// The rules with what the workspace sets for them (NULL: as they come), as an array:
// [{"id","name","severity","default","why","example","ask","parameters":[{"name","value","default","minimum","maximum",
//   "choices","description"}…]}…]. Values of severities are their codes.
enum error check_print_rules_json(const struct check_settings *settings, struct buffer *output) MUST_CHECK;

// A page of documentation with a section for each rule.
enum error check_print_rules_markdown(struct buffer *output) MUST_CHECK;

// The page of one rule.
enum error check_print_rule_markdown(const struct check_rule *rule, struct buffer *output) MUST_CHECK;

#endif
