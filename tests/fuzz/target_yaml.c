// SPDX-License-Identifier: Apache-2.0
// YAML: whatever is read is a tree within its bounds, or says what is wrong with it.
#include "target.h"

#include "base/allocation.h"
#include "format/yaml_reader.h"

static uint32_t count_nodes(const struct yaml_node *node, int depth)
{
    uint32_t count = 1, members = 0;
    REQUIRE(depth <= YAML_DEPTH_MAXIMUM + 1);
    REQUIRE(node->kind == YAML_SCALAR ? !node->first : node->value.length == 0);
    for (const struct yaml_node *member = node->first; member; member = member->next) {
        REQUIRE(member->line >= node->line);
        if (node->kind == YAML_MAPPING) {
            const char *key = member->key.data;
            REQUIRE(key != NULL);
        }
        members++;
        count += count_nodes(member, depth + 1);
    }
    REQUIRE(members == node->count && members <= YAML_MEMBERS_MAXIMUM);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const long blocks = allocation_count();
    struct arena arena;
    struct problem_list problems;
    struct yaml_node *root = NULL;
    arena_init(&arena, (size_t)32 << 20);
    problem_list_init(&problems, &arena);
    const enum error error = yaml_read((struct text){(const char *)data, size}, &arena, &problems, &root);
    REQUIRE(error == ERROR_NONE ? root != NULL : problems.count > 0 || error == ERROR_MEMORY);
    if (!error) REQUIRE(count_nodes(root, 1) <= YAML_NODES_MAXIMUM);
    arena_free(&arena);
    REQUIRE(allocation_count() == blocks);
    return 0;
}
