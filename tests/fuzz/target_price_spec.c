// SPDX-License-Identifier: Apache-2.0
// Price specifications: whatever is read is either fitted to a small table, or says what is wrong with it.
#include "target.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/allocation.h"
#include "pricing/price_print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char table[] =
        "q,p,x,z,g,share,market,weight\n5,1,2,1,a,.1,m,.5\n6,1.2,1,2,b,.2,m,.5\n4,1.5,3,2,a,.3,n,.5\n"
        "7,.8,2,4,b,.1,n,.5\n3,1.9,5,5,a,.2,n,.5\n6,1.1,4,3,b,.3,o,.5\n5,1.3,1,4,a,.1,o,.5\n";
    static const char answers[] =
        "id,tc,c,e,te,i,p,yes,q,b,w\n1,3,5,8,9,5,5,yes,1,1,2\n1,2,4,6,7,4,6,no,2,2,1\n2,4,5,6,9,3,5,1,1,2,3\n"
        "2,3,6,9,10,2,6,0,2,3,1\n3,5,4,3,2,1,5,no,1,3,2\n3,1,2,3,4,1,7,no,2,1,3\n";
    const long blocks = allocation_count();
    struct arena arena;
    struct problem_list problems;
    struct price_spec spec;
    struct price_result result;
    arena_init(&arena, (size_t)64 << 20);
    problem_list_init(&problems, &arena);
    enum error error = price_spec_read((struct text){(const char *)data, size}, &arena, &problems, &spec);
    REQUIRE(error == ERROR_NONE || problems.count > 0 || error == ERROR_MEMORY);
    const struct price_file files[PRICE_ROLE_COUNT] = {[PRICE_PRODUCTS] = {"table", text_from(table)},
        [PRICE_AGENTS] = {"agents", text_from(table)},
        [PRICE_ANSWERS] = {"answers", text_from(answers)},
        [PRICE_PROFILES] = {"profiles", text_from("a,b\n1,1\n2,1\n3,1\n1,2\n2,2\n3,2\n")},
        [PRICE_SIMULATION] = {"simulation", text_from("a,b\n1,2\n3,1\n")},
        [PRICE_DESIGN] = {"design", text_from("q,,,\n1,1,2,3\n2,3,1,2\n")}};
    spec.iterations = spec.iterations > 20 ? 20 : spec.iterations; // a long search finds nothing further here
    spec.survey.replications = spec.survey.replications > 5 ? 5 : spec.survey.replications;
    spec.survey.draws = spec.survey.draws > 5 ? 5 : spec.survey.draws;
    spec.contractions = spec.contractions > 50 ? 50 : spec.contractions;
    if (!error) error = price_fit(&spec, files, NULL, &arena, &problems, &result);
    REQUIRE(error == ERROR_NONE || problems.count > 0 || error == ERROR_MEMORY);
    if (!error) {
        struct buffer buffer;
        struct json_writer writer;
        REQUIRE(result.is_estimated || result.is_refused);
        buffer_init(&buffer, (size_t)1 << 20);
        price_print_text(&result, 0, &buffer);
        REQUIRE(buffer_error(&buffer) == ERROR_NONE);
        buffer_free(&buffer);
        json_writer_init(&writer, &buffer);
        price_print_json(&result, 0, &writer);
        REQUIRE(json_writer_finish(&writer) == ERROR_NONE);
        buffer_free(&buffer);
    }
    arena_free(&arena);
    REQUIRE(allocation_count() == blocks);
    return 0;
}
