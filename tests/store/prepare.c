// SPDX-License-Identifier: Apache-2.0
// Statements on raw handles of both databases.
#include "prepare.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include "store/driver.h"

struct preparer {
    sqlite3 *sqlite;
    PGconn *postgres;
    char plan[4096];
};

struct preparer *preparer_new(const struct fixture *fixture)
{
    struct preparer *preparer = test_calloc(1, sizeof *preparer);
    if (!fixture_is_postgres()) {
        assert_int_equal(sqlite3_open(fixture->address, &preparer->sqlite), SQLITE_OK);
        return preparer;
    }
    char sql[256];
    preparer->postgres = PQconnectdb(getenv("TANDEM_TEST_POSTGRES"));
    assert_int_equal(PQstatus(preparer->postgres), CONNECTION_OK);
    snprintf(sql, sizeof sql, "SET search_path TO %s", strstr(fixture->address, "schema=") + 7);
    PQclear(PQexec(preparer->postgres, sql));
    return preparer;
}

void preparer_free(struct preparer *preparer)
{
    sqlite3_close(preparer->sqlite);
    PQfinish(preparer->postgres);
    test_free(preparer);
}

static void refuse(const struct statement *statement, const char *text, const char *what, const char *said)
{
    fail_msg("%s: %s (%s)\n%s", statement->name, what, said, text);
}

// "::" would be read as part of a parameter's name by SQLite.
static void check_text(const struct statement *statement, const char *text)
{
    assert_non_null(statement->name);
    if (!text) refuse(statement, "", "has no text for this database", "");
    if (strstr(text, "::")) refuse(statement, text, "has a :: in it", "use CAST");
}

static void prepare_sqlite(struct preparer *preparer, const struct statement *statement, const char *text)
{
    sqlite3_stmt *handle;
    const char *rest;
    if (sqlite3_prepare_v2(preparer->sqlite, text, -1, &handle, &rest) != SQLITE_OK)
        refuse(statement, text, "is not understood", sqlite3_errmsg(preparer->sqlite));
    if (rest[0]) refuse(statement, text, "is more than one statement", rest);
    size_t count = strlen(statement_parameters(statement));
    if ((size_t)sqlite3_bind_parameter_count(handle) != count)
        refuse(statement, text, "takes another number of parameters", statement_parameters(statement));
    for (size_t i = 1; i <= count; i++) {
        char name[24];
        snprintf(name, sizeof name, "$%zu", i);
        if (sqlite3_bind_parameter_index(handle, name) == 0)
            refuse(statement, text, "lacks a parameter", name);
    }
    if ((size_t)sqlite3_column_count(handle) != strlen(statement_columns(statement)))
        refuse(statement, text, "gives another number of columns", statement_columns(statement));
    sqlite3_finalize(handle);
}

static bool type_fits(Oid type, char letter)
{
    switch (letter) {
    case 'i': return type == 20 || type == 21 || type == 23;                   // int8, int2, int4
    case 'r': return type == 701 || type == 700;                               // float8, float4
    case 'b': return type == 16;                                               // bool
    case 't': return type == 25 || type == 1043 || type == 19 || type == 1042; // text, varchar, name, bpchar
    default: return false;
    }
}

static Oid letter_type(char letter)
{
    return letter == 'i' ? 20 : letter == 'r' ? 701 : letter == 'b' ? 16 : 25;
}

static void prepare_postgres(struct preparer *preparer, const struct statement *statement, const char *text)
{
    const char *parameters = statement_parameters(statement), *columns = statement_columns(statement);
    Oid types[1024];
    int count = (int)strlen(parameters);
    assert_true(count < 1024);
    for (int i = 0; i < count; i++)
        types[i] = letter_type(parameters[i]);
    PGresult *result = PQprepare(preparer->postgres, "", text, count, types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        refuse(statement, text, "is not understood", PQerrorMessage(preparer->postgres));
    PQclear(result);
    result = PQdescribePrepared(preparer->postgres, "");
    if (PQnparams(result) != count) refuse(statement, text, "takes another number of parameters", parameters);
    if (PQnfields(result) != (int)strlen(columns))
        refuse(statement, text, "gives another number of columns", columns);
    for (int i = 0; i < PQnfields(result); i++)
        if (!type_fits(PQftype(result, i), columns[i]))
            refuse(statement, text, "gives another type than declared in column", PQfname(result, i));
    PQclear(result);
}

void prepare_statement(struct preparer *preparer, const struct statement *statement)
{
    enum store_kind kind = preparer->sqlite ? STORE_SQLITE : STORE_POSTGRES;
    const char *text = statement_text(statement, kind);
    check_text(statement, text);
    if (kind == STORE_SQLITE)
        prepare_sqlite(preparer, statement, text);
    else
        prepare_postgres(preparer, statement, text);
}

const char *prepare_plan(struct preparer *preparer, const struct statement *statement)
{
    if (!preparer->sqlite) return NULL;
    sqlite3_stmt *handle;
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", statement_text(statement, STORE_SQLITE));
    assert_int_equal(sqlite3_prepare_v2(preparer->sqlite, sql, -1, &handle, NULL), SQLITE_OK);
    sqlite3_free(sql);
    preparer->plan[0] = '\0';
    while (sqlite3_step(handle) == SQLITE_ROW) {
        size_t used = strlen(preparer->plan);
        snprintf(preparer->plan + used, sizeof preparer->plan - used, "%s\n",
            (const char *)sqlite3_column_text(handle, 3));
    }
    sqlite3_finalize(handle);
    return preparer->plan;
}
