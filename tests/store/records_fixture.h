// SPDX-License-Identifier: Apache-2.0
// Records in a line or two: what most cases of this folder need.
#ifndef TANDEM_TESTS_STORE_RECORDS_FIXTURE_H
#define TANDEM_TESTS_STORE_RECORDS_FIXTURE_H

#include "fixture.h"

#include "store/records.h"

// One field of a record as text: {"name", "Kettle"}; NULL text is null. Ends with {NULL, NULL}.
struct given {
    const char *field;
    const char *text;
};

#define GIVEN(...) ((const struct given[]){__VA_ARGS__, {NULL, NULL}})

// An input with these fields, read as a person would write them; "source" and "external_id" work as well.
// *arena*
struct record_input *given_input(struct fixture *fixture, const char *resource, const struct given *given);

// Each in a write of its own, as the local administrator unless `actor` says another. Problems are in the
// fixture. The record, if there is one, is in fixture->arena.
enum error create_as(struct fixture *fixture, const struct actor *actor, const char *resource,
    const struct given *given, struct record **ret_record) MUST_CHECK;
enum error update_as(struct fixture *fixture, const struct actor *actor, const char *key, int64_t version,
    const struct given *given, struct record **ret_record) MUST_CHECK;
enum error delete_as(
    struct fixture *fixture, const struct actor *actor, const char *key, int64_t version) MUST_CHECK;
enum error act_as(struct fixture *fixture, const struct actor *actor, const char *key, const char *action,
    const struct value *input, struct record **ret_record) MUST_CHECK;
enum error get_as(struct fixture *fixture, const struct actor *actor, const char *key,
    struct record **ret_record) MUST_CHECK;

// The same as the administrator, and nothing may go wrong. create gives the key.
const char *create(struct fixture *fixture, const char *resource, const struct given *given);
struct record *update(struct fixture *fixture, const char *key, const struct given *given);
struct record *get(struct fixture *fixture, const char *key);

// A field of a record as text. *arena*
const char *shown(struct fixture *fixture, const struct record *record, const char *field);

// The lines of history about a record, oldest first: "create {…}\nupdate {…}\n". *arena*
const char *history_of(struct fixture *fixture, const char *key);

// Lists with filters such as {"stage", "plan,develop"}, {"q", "text"}; sort "-name". The keys of the page
// with a comma between them; `page` may be NULL. *arena*
enum error list_as(struct fixture *fixture, const struct actor *actor, const char *resource, const char *sort,
    const struct given *filters, unsigned limit, struct text cursor, struct record_page *ret_page) MUST_CHECK;
const char *list_keys(
    struct fixture *fixture, const char *resource, const char *sort, const struct given *filters);

// How many rows the SQL text gives in its one number.
int64_t count_rows(struct fixture *fixture, const struct statement *statement);

#endif
