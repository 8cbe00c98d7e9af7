// SPDX-License-Identifier: Apache-2.0
// Files of a responsibility map: whatever a cell is accepted as prints to something that reads back the same,
// and two entries overlap just when there is a stage and a horizon in which both decide.
#include "target.h"

#include "base/arena.h"
#include "format/csv_reader.h"
#include "model/record.h"
#include "people/life_cycle.h"
#include "people/map_entry.h"

#define MAP_ARENA ((size_t)8 << 20)
#define MAP_ROWS_MAXIMUM 40

// Map and activity are named by code in a file; which records they are is the import's to say.
static bool is_looked_up(int field)
{
    return field < 0 || field == MAP_ENTRY_MAP || field == MAP_ENTRY_ACTIVITY;
}

static void try_cell(struct record *record, int position, struct text cell, struct arena *arena)
{
    const struct field *field = &map_entry_resource.fields[position];
    struct problem_list problems;
    struct value value, again;
    struct text printed;
    problem_list_init(&problems, arena);
    if (field_parse(field, cell, arena, &problems, &value)) {
        REQUIRE(problems.count > 0);
        return;
    }
    REQUIRE(field_print(field, value, arena, &printed) == ERROR_NONE);
    REQUIRE(field_parse(field, printed, arena, &problems, &again) == ERROR_NONE);
    REQUIRE(value.kind == again.kind);
    if (value.kind == VALUE_TEXT) REQUIRE(text_equal(value.text, again.text));
    record_set(record, (unsigned)position, value);
}

static struct map_entry_span span_of(const struct record *record)
{
    return map_entry_span(record_text(record, MAP_ENTRY_FROM_STAGE), record_text(record, MAP_ENTRY_TO_STAGE),
        record_text(record, MAP_ENTRY_HORIZONS));
}

static bool decides(struct map_entry_span span, int stage, int horizon)
{
    return span.from_stage <= stage && stage <= span.to_stage &&
           (!span.horizons || span.horizons & (1U << horizon));
}

static void try_pair(struct map_entry_span one, struct map_entry_span other)
{
    bool meet = false;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        for (int horizon = 0; horizon < HORIZON_COUNT; horizon++)
            meet = meet || (decides(one, stage, horizon) && decides(other, stage, horizon));
    REQUIRE(map_entry_spans_overlap(one, other) == meet);
    REQUIRE(map_entry_spans_overlap(other, one) == meet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct problem_list problems;
    struct csv_reader reader;
    struct csv_record row;
    struct map_entry_span spans[MAP_ROWS_MAXIMUM];
    int fields[CSV_FIELDS_MAXIMUM];
    size_t columns = 0, count = 0;
    arena_init(&arena, MAP_ARENA);
    problem_list_init(&problems, &arena);
    enum error error = csv_reader_open(&reader, (struct text){(const char *)data, size}, NULL, &problems);
    if (!error && !(error = csv_reader_next(&reader, &row)))
        for (columns = 0; columns < row.count; columns++)
            fields[columns] = resource_field(&map_entry_resource, row.fields[columns]);
    while (!error && count < MAP_ROWS_MAXIMUM && !(error = csv_reader_next(&reader, &row))) {
        struct record *record = record_new(&map_entry_resource, &arena);
        if (!record) break;
        for (size_t i = 0; i < row.count && i < columns; i++)
            if (!is_looked_up(fields[i])) try_cell(record, fields[i], row.fields[i], &arena);
        if (map_entry_resource.check(record, NULL, &problems)) continue;
        const struct map_entry_span span = span_of(record);
        REQUIRE(span.from_stage <= span.to_stage && span.to_stage < STAGE_COUNT);
        REQUIRE(span.horizons < 1U << HORIZON_COUNT);
        for (size_t i = 0; i < count; i++)
            try_pair(spans[i], span);
        try_pair(span, span);
        spans[count++] = span;
    }
    csv_reader_free(&reader);
    arena_free(&arena);
    return 0;
}
