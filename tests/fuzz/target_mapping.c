// SPDX-License-Identifier: Apache-2.0
// Mapping files: whatever is read either binds to a header or says what is wrong with it; nothing is left
// behind.
#include "target.h"

#include "base/allocation.h"
#include "work/mapping.h"
#include "work/resources.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct text columns[] = {TEXT_CONSTANT("id"), TEXT_CONSTANT("name"), TEXT_CONSTANT("Stage"),
        TEXT_CONSTANT("Labels"), TEXT_CONSTANT("Labels#2")};
    const size_t column_count = sizeof columns / sizeof columns[0];
    const long blocks = allocation_count();
    struct arena arena;
    struct problem_list problems;
    struct mapping mapping;
    arena_init(&arena, (size_t)16 << 20);
    problem_list_init(&problems, &arena);
    const struct text document = {(const char *)data, size};
    enum error error = mapping_read(tandem_registry(), NULL, document, &arena, &problems, &mapping);
    REQUIRE(error == ERROR_NONE || problems.count > 0 || error == ERROR_MEMORY);
    if (!error) {
        bool *unused;
        REQUIRE(mapping.resource != NULL);
        error = mapping_bind(&mapping, columns, column_count, &arena, &problems, &unused);
        REQUIRE(error == ERROR_NONE || problems.count > 0 || error == ERROR_MEMORY);
    }
    arena_free(&arena);
    REQUIRE(allocation_count() == blocks);
    return 0;
}
