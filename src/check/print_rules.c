// SPDX-License-Identifier: Apache-2.0
// Writes what the rules say about themselves: for the API, and as pages of the documentation.
#include "check/print.h"
#include "check/rule.h"
#include "format/json_writer.h"

static void write_string(struct json_writer *writer, const char *name, const char *value)
{
    json_write_key(writer, name);
    json_write_string(writer, value);
}

static void write_value(
    struct json_writer *writer, const char *name, const struct check_parameter *parameter, int32_t value)
{
    json_write_key(writer, name);
    if (parameter->is_severity)
        json_write_string(writer, check_severity_code((enum check_severity)value));
    else
        json_write_integer(writer, value);
}

static void write_parameter(const struct check_settings *settings, const struct check_rule *rule,
    size_t index, struct json_writer *writer)
{
    const struct check_parameter *parameter = &rule->parameters[index];
    json_write_object_begin(writer);
    write_string(writer, "name", parameter->name);
    write_value(writer, "value", parameter, check_rule_value(settings, rule, index));
    write_value(writer, "default", parameter, parameter->value);
    if (parameter->is_severity) {
        json_write_key(writer, "choices");
        json_write_array_begin(writer);
        for (unsigned i = 0; i < SEVERITY_COUNT; i++)
            json_write_string(writer, check_severity_code((enum check_severity)i));
        json_write_array_end(writer);
    } else {
        write_value(writer, "minimum", parameter, parameter->minimum);
        write_value(writer, "maximum", parameter, parameter->maximum);
    }
    write_string(writer, "description", parameter->help);
    json_write_object_end(writer);
}

static void write_rule(
    const struct check_settings *settings, const struct check_rule *rule, struct json_writer *writer)
{
    json_write_object_begin(writer);
    write_string(writer, "id", rule->identifier);
    write_string(writer, "name", rule->name);
    write_string(writer, "severity", check_severity_code(check_rule_severity(settings, rule)));
    write_string(writer, "default", check_severity_code(rule->severity));
    write_string(writer, "why", rule->why);
    write_string(writer, "example", rule->example);
    write_string(writer, "ask", rule->ask);
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    for (size_t i = 0; i < rule->parameter_count; i++)
        write_parameter(settings, rule, i, writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

enum error check_print_rules_json(const struct check_settings *settings, struct buffer *output)
{
    struct check_settings defaults;
    struct json_writer writer;
    check_settings_default(&defaults);
    json_writer_init(&writer, output);
    json_write_array_begin(&writer);
    for (size_t i = 0; i < check_rule_count(); i++)
        write_rule(settings ? settings : &defaults, check_rule_at(i), &writer);
    json_write_array_end(&writer);
    return json_writer_finish(&writer);
}

static void print_parameters(const struct check_rule *rule, struct buffer *output)
{
    buffer_string(output, "| Setting | Default | Values | Meaning |\n| --- | --- | --- | --- |\n");
    buffer_print(output, "| `check.%s.severity` | %s | off, info, warning, error | ", rule->identifier,
        rule->parameter_count && rule->parameters[0].is_severity ? "as below"
                                                                 : check_severity_code(rule->severity));
    buffer_string(output, "How bad a finding is, or off for none. |\n");
    for (size_t i = 0; i < rule->parameter_count; i++) {
        const struct check_parameter *parameter = &rule->parameters[i];
        if (parameter->is_severity)
            buffer_print(output, "| `check.%s.%s` | %s | off, info, warning, error | %s |\n",
                rule->identifier, parameter->name, check_severity_code((enum check_severity)parameter->value),
                parameter->help);
        else
            buffer_print(output, "| `check.%s.%s` | %d | %d to %d | %s |\n", rule->identifier,
                parameter->name, parameter->value, parameter->minimum, parameter->maximum, parameter->help);
    }
}

enum error check_print_rule_markdown(const struct check_rule *rule, struct buffer *output)
{
    buffer_print(output, "## %s\n\n%s, `%s`.\n\n", rule->name,
        rule->severity == SEVERITY_ERROR     ? "An error"
        : rule->severity == SEVERITY_WARNING ? "A warning"
                                             : "For information",
        rule->identifier);
    buffer_print(output, "**Why.** %s\n\n**Example.** %s\n\n**Who is asked.** %s\n\n", rule->why,
        rule->example, rule->ask);
    print_parameters(rule, output);
    return buffer_error(output);
}

enum error check_print_rules_markdown(struct buffer *output)
{
    buffer_string(output,
        "# The rules of the check\n\n"
        "`tandem check` looks at every product that is not retired, and at the people and assignments around "
        "them. "
        "Texts that a rule follows are named S0 to S4, as in the operating model. Every rule can be turned "
        "up, down or "
        "off in the settings; the rules that differ by horizon have a severity for each, and a severity for "
        "the rule as "
        "a whole goes before those.\n\n"
        "This page is written from the program's own table of rules by `tandem describe rules`.\n");
    for (size_t i = 0; i < check_rule_count(); i++) {
        buffer_character(output, '\n');
        enum error error = check_print_rule_markdown(check_rule_at(i), output);
        if (error) return error;
    }
    return buffer_error(output);
}
