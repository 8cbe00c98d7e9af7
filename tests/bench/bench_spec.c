// SPDX-License-Identifier: Apache-2.0
// Times the fit of a price specification, with its files in memory; reading and checking them is in the time.
#include "bench_pricing.h"
#include "pricing/price_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct specification {
    struct price_spec spec;
    struct price_file file[PRICE_ROLE_COUNT];
};

static struct text read_file(const char *path, struct arena *arena)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        (void)fprintf(stderr, "bench_pricing: %s cannot be read\n", path);
        exit(2);
    }
    size_t room = (size_t)1 << 26, size = 0, got;
    char *data = arena_allocate(arena, room);
    while (data && (got = fread(data + size, 1, room - size, file)) > 0)
        size += got;
    (void)fclose(file);
    return (struct text){data, data ? size : 0};
}

static bool fit_once(void *context, struct arena *arena)
{
    struct specification *specification = context;
    struct problem_list problems;
    struct price_result result;
    problem_list_init(&problems, arena);
    enum error error = price_fit(&specification->spec, specification->file, NULL, arena, &problems, &result);
    return error == ERROR_NONE && result.is_estimated;
}

void bench_spec(const char *path, struct arena *arena)
{
    struct specification specification = {0};
    struct problem_list problems;
    const char *slash = strrchr(path, '/');
    const char *data = getenv("TANDEM_BENCH_DATA"); // where the data files are, when not beside it
    problem_list_init(&problems, arena);
    if (price_spec_read(read_file(path, arena), arena, &problems, &specification.spec) != ERROR_NONE) {
        (void)fprintf(stderr, "bench_pricing: %s is no specification\n", path);
        exit(2);
    }
    for (size_t role = 0; role < PRICE_ROLE_COUNT; role++) {
        struct text name = specification.spec.file[role];
        if (text_is_empty(name)) continue;
        const char *place = data ? arena_print(arena, "%s/%.*s", data, TEXT_PRINT(name))
                                 : arena_print(arena, "%.*s/%.*s", slash ? (int)(slash - path) : 1,
                                       slash ? path : ".", TEXT_PRINT(name));
        specification.file[role] = (struct price_file){place, read_file(place, arena)};
    }
    printf("seconds %.9f\n", bench_least(fit_once, &specification));
}
