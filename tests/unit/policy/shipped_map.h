// SPDX-License-Identifier: Apache-2.0
// A shipped map as its CSV file says it, read by a few lines of its own: so that what the program makes of
// the file can be held against the file.
#ifndef TANDEM_TESTS_UNIT_POLICY_SHIPPED_MAP_H
#define TANDEM_TESTS_UNIT_POLICY_SHIPPED_MAP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#define SHIPPED_ROWS 128

enum shipped_column {
    SHIPPED_MAP,
    SHIPPED_ACTIVITY,
    SHIPPED_SIDE,
    SHIPPED_ACCOUNTABLE,
    SHIPPED_RESPONSIBLE,
    SHIPPED_CONSULTED,
    SHIPPED_INFORMED,
    SHIPPED_FROM_STAGE,
    SHIPPED_TO_STAGE,
    SHIPPED_HORIZONS,
    SHIPPED_FOUR_EYES,
    SHIPPED_FOLLOWS,
    SHIPPED_NOTE,
    SHIPPED_COLUMNS
};

struct shipped_map {
    char bytes[1 << 16];
    const char *cells[SHIPPED_ROWS][SHIPPED_COLUMNS];
    size_t count;
};

static const char *const shipped_names[] = {
    "venn", "inbound_outbound", "life_cycle", "three_horizons", "dual_role", "general_manager"};
#define SHIPPED_MAPS (sizeof shipped_names / sizeof *shipped_names)

// The cell at *cursor, ended where it lies; what ended it: ',', '\n' or 0.
static inline char shipped_cell(char **cursor, const char **ret_cell)
{
    char *from = *cursor, *to = from;
    const bool is_quoted = *from == '"';
    *ret_cell = to;
    if (is_quoted) from++;
    for (; *from; from++) {
        if (is_quoted && *from == '"') {
            if (from[1] != '"') break;
            from++;
        } else if (!is_quoted && (*from == ',' || *from == '\n')) {
            break;
        }
        *to++ = *from;
    }
    if (is_quoted && *from == '"') from++;
    const char end = *from;
    *to = '\0';
    *cursor = from + (end != '\0');
    return end;
}

static inline void shipped_map_read(struct shipped_map *map, const char *name)
{
    static const char header[] = "map,activity,side,accountable,responsible,consulted,informed,from_stage,"
                                 "to_stage,horizons,four_eyes,follows,note\n";
    char path[4096];
    const char *root = getenv("TANDEM_SOURCE_ROOT");
    snprintf(path, sizeof path, "%s/share/maps/%s.csv", root ? root : ".", name);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("cannot open %s", path);
    map->bytes[fread(map->bytes, 1, sizeof map->bytes - 1, file)] = '\0';
    assert_true(feof(file));
    fclose(file);
    assert_memory_equal(map->bytes, header, sizeof header - 1);
    char *cursor = map->bytes + sizeof header - 1;
    for (map->count = 0; *cursor; map->count++) {
        assert_true(map->count < SHIPPED_ROWS);
        for (size_t column = 0; column < SHIPPED_COLUMNS; column++) {
            const char end = shipped_cell(&cursor, &map->cells[map->count][column]);
            assert_int_equal(end, column + 1 < SHIPPED_COLUMNS ? ',' : '\n');
        }
        assert_string_equal(map->cells[map->count][SHIPPED_MAP], name);
    }
    assert_true(map->count >= 52);
}

// Is the code in the list "one;other"?
static inline bool shipped_list_has(const char *list, const char *code)
{
    const size_t length = strlen(code);
    for (const char *at = list; *at; at += strcspn(at, ";"), at += *at == ';')
        if (strcspn(at, ";") == length && memcmp(at, code, length) == 0) return true;
    return false;
}

#endif
