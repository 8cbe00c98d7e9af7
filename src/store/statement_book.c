// SPDX-License-Identifier: Apache-2.0
// A hash table of composed statements that only grows, behind a lock for many readers.
#include "store/statement_book.h"

#include <pthread.h>

#include "base/allocation.h"
#include "base/text.h"

#define BOOK_SLOTS 4096
#define DRAFT_MAXIMUM ((size_t)64 * 1024)

struct statement_book {
    pthread_rwlock_t lock;
    struct arena arena; // texts and structs
    size_t count;
    struct statement *slots[BOOK_SLOTS];
    struct statement *order[STATEMENT_BOOK_MAXIMUM];
};

_Static_assert(BOOK_SLOTS > STATEMENT_BOOK_MAXIMUM, "open addressing needs an empty slot");

struct statement_book *statement_book_new(void)
{
    struct statement_book *book = allocation_get(sizeof *book);
    if (!book) return NULL;
    memset(book, 0, sizeof *book);
    arena_init(&book->arena, (size_t)64 << 20);
    pthread_rwlock_init(&book->lock, NULL);
    return book;
}

struct statement_book *statement_book_free(struct statement_book *book)
{
    if (!book) return NULL;
    arena_free(&book->arena);
    pthread_rwlock_destroy(&book->lock);
    allocation_release(book);
    return NULL;
}

// The slot that holds the name or would hold it.
static struct statement **book_slot(struct statement_book *book, struct text name)
{
    size_t place = text_hash(name) % BOOK_SLOTS;
    while (book->slots[place] && !text_is(name, book->slots[place]->name))
        place = (place + 1) % BOOK_SLOTS;
    return &book->slots[place];
}

static struct statement *statement_of_draft(
    const struct statement_draft *draft, struct text name, struct arena *arena)
{
    struct statement *statement = arena_object(arena, struct statement);
    if (!statement) return NULL;
    statement->name = text_copy(name, arena);
    statement->common.text = text_copy(buffer_view(&draft->text), arena);
    statement->parameters = text_copy(buffer_view(&draft->parameters), arena);
    statement->columns = text_copy(buffer_view(&draft->columns), arena);
    bool is_whole = statement->name && statement->common.text && statement->parameters && statement->columns;
    return is_whole ? statement : NULL;
}

static enum error book_add(struct statement_book *book, struct text name, const struct statement_draft *draft,
    struct arena *arena, const struct statement **ret_statement)
{
    pthread_rwlock_wrlock(&book->lock);
    struct statement **slot = book_slot(book, name);
    bool is_full = !*slot && book->count == STATEMENT_BOOK_MAXIMUM;
    if (!*slot && !is_full) {
        *slot = statement_of_draft(draft, name, &book->arena);
        if (*slot) book->order[book->count++] = *slot;
    }
    *ret_statement = *slot;
    pthread_rwlock_unlock(&book->lock);
    if (!is_full) return *ret_statement ? ERROR_NONE : ERROR_MEMORY;
    struct statement *passing = statement_of_draft(draft, name, arena);
    if (!passing) return ERROR_MEMORY;
    passing->is_passing = true;
    *ret_statement = passing;
    return ERROR_NONE;
}

enum error statement_book_find(struct statement_book *book, struct text name, struct arena *arena,
    enum error (*compose)(struct statement_draft *draft, const void *closure), const void *closure,
    const struct statement **ret_statement)
{
    pthread_rwlock_rdlock(&book->lock);
    *ret_statement = *book_slot(book, name);
    pthread_rwlock_unlock(&book->lock);
    if (*ret_statement) return ERROR_NONE;

    struct statement_draft draft;
    buffer_init(&draft.text, DRAFT_MAXIMUM);
    buffer_init(&draft.parameters, DRAFT_MAXIMUM);
    buffer_init(&draft.columns, DRAFT_MAXIMUM);
    enum error error = compose(&draft, closure);
    if (!error) error = buffer_error(&draft.text);
    if (!error) error = buffer_error(&draft.parameters);
    if (!error) error = buffer_error(&draft.columns);
    if (!error) error = book_add(book, name, &draft, arena, ret_statement);
    buffer_free(&draft.text);
    buffer_free(&draft.parameters);
    buffer_free(&draft.columns);
    return error;
}

size_t statement_book_count(struct statement_book *book)
{
    pthread_rwlock_rdlock(&book->lock);
    size_t count = book->count;
    pthread_rwlock_unlock(&book->lock);
    return count;
}

const struct statement *statement_book_at(struct statement_book *book, size_t position)
{
    pthread_rwlock_rdlock(&book->lock);
    const struct statement *statement = position < book->count ? book->order[position] : NULL;
    pthread_rwlock_unlock(&book->lock);
    return statement;
}
