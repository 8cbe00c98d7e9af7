// SPDX-License-Identifier: Apache-2.0
// Keeping a document: asked for outside the lock, so that nobody waits for a slow provider but who has to.
#include "work/oidc_document.h"

#include "base/allocation.h"
#include "base/calendar.h"

void oidc_document_init(struct oidc_document *document)
{
    *document = (struct oidc_document){.address = NULL};
    pthread_mutex_init(&document->mutex, NULL);
}

void oidc_document_end(struct oidc_document *document)
{
    allocation_release(document->address);
    allocation_release(document->body);
    pthread_mutex_destroy(&document->mutex);
}

// Gives what is kept, when it is of that address and not older.
static bool take_kept(struct oidc_document *document, const char *address, int64_t age, struct arena *arena,
    struct text *ret_text)
{
    if (!document->address || strcmp(document->address, address) != 0) return false;
    if (calendar_monotonic() - document->taken > age) return false;
    const char *copy = text_copy((struct text){document->body, document->length}, arena);
    if (copy) *ret_text = (struct text){copy, document->length};
    return copy != NULL;
}

static void keep(struct oidc_document *document, const char *address, struct text body)
{
    size_t size = strlen(address) + 1;
    char *new_address = allocation_get(size), *new_body = allocation_get(body.length + 1);
    if (!new_address || !new_body) { // then it is fetched again the next time
        allocation_release(new_address);
        allocation_release(new_body);
        return;
    }
    memcpy(new_address, address, size);
    memcpy(new_body, body.data, body.length);
    allocation_release(document->address);
    allocation_release(document->body);
    document->address = new_address;
    document->body = new_body;
    document->length = body.length;
    document->taken = calendar_monotonic();
    document->failed = 0;
}

static enum error ask_now(struct oidc_document *document, fetch_function *ask,
    const struct fetch_request *request, struct arena *arena, struct text *ret_text, const char **ret_message)
{
    struct fetch_reply reply;
    enum error error = ask(request, &reply);
    struct text body = buffer_view(&reply.body);
    const char *copy = NULL;
    if (!error && reply.status != 200) {
        snprintf(reply.message, sizeof reply.message, "it answers with status %ld", reply.status);
        error = ERROR_UNAVAILABLE;
    }
    if (!error && !(copy = text_copy(body, arena))) error = ERROR_MEMORY;
    pthread_mutex_lock(&document->mutex);
    if (!error)
        keep(document, request->address, body);
    else
        document->failed = calendar_monotonic();
    pthread_mutex_unlock(&document->mutex);
    if (!error) *ret_text = (struct text){copy, body.length};
    if (error && error != ERROR_MEMORY)
        *ret_message = arena_print(arena, "%s: %s", request->address, reply.message);
    buffer_free(&reply.body);
    return error == ERROR_INVALID ? ERROR_UNAVAILABLE : error;
}

enum error oidc_document_get(struct oidc_document *document, fetch_function *ask,
    const struct fetch_request *request, bool is_anew, struct arena *arena, struct text *ret_text,
    const char **ret_message)
{
    pthread_mutex_lock(&document->mutex);
    int64_t now = calendar_monotonic();
    bool is_kept = !is_anew && take_kept(document, request->address, OIDC_DOCUMENT_LIFE, arena, ret_text);
    bool is_paused = !is_kept && document->failed && now - document->failed < OIDC_DOCUMENT_PAUSE;
    bool is_too_soon = is_anew && document->forced && now - document->forced < OIDC_DOCUMENT_ANEW;
    if (is_anew && !is_too_soon) document->forced = now;
    pthread_mutex_unlock(&document->mutex);
    if (is_kept) return ERROR_NONE;
    if (is_too_soon) return ERROR_RATE;
    enum error error = ERROR_UNAVAILABLE;
    if (is_paused)
        *ret_message = "it did not answer a moment ago";
    else
        error = ask_now(document, ask, request, arena, ret_text, ret_message);
    if (error != ERROR_UNAVAILABLE || is_anew) return error;
    pthread_mutex_lock(&document->mutex);
    is_kept = take_kept(document, request->address, OIDC_DOCUMENT_STALE, arena, ret_text);
    pthread_mutex_unlock(&document->mutex);
    return is_kept ? ERROR_NONE : error;
}
