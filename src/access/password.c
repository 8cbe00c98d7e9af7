// SPDX-License-Identifier: Apache-2.0
// Argon2id by libsodium, a bound on how many run at once, and the table credential.
#include "access/password.h"

#include <pthread.h>
#include <sodium.h>

const struct password_cost password_cost_default = {
    crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE};
const struct password_cost password_cost_test = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};

_Static_assert(PASSWORD_HASH_SIZE == crypto_pwhash_STRBYTES, "libsodium's hash has another size");

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    unsigned running;
    struct password_cost cost;
} hashing = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0,
    {crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE}};

void password_set_cost(const struct password_cost *cost)
{
    hashing.cost = cost ? *cost : password_cost_default;
}

// Each hash takes a quarter of a gigabyte; a flood of sign-ins must not take the machine's memory.
static struct password_cost hashing_begin(void)
{
    pthread_mutex_lock(&hashing.mutex);
    while (hashing.running >= PASSWORD_AT_ONCE)
        pthread_cond_wait(&hashing.freed, &hashing.mutex);
    hashing.running++;
    struct password_cost cost = hashing.cost;
    pthread_mutex_unlock(&hashing.mutex);
    return cost;
}

static void hashing_end(void)
{
    pthread_mutex_lock(&hashing.mutex);
    hashing.running--;
    pthread_cond_signal(&hashing.freed);
    pthread_mutex_unlock(&hashing.mutex);
}

static bool is_one_character(struct text text)
{
    for (size_t i = 1; i < text.length; i++)
        if (text.data[i] != text.data[0]) return false;
    return true;
}

enum error password_check(
    struct text password, struct text email, const char *field, struct problem_list *problems)
{
    const char *words = NULL;
    if (!text_is_utf8(password))
        words = "is not valid UTF-8.";
    else if (text_characters(password) < PASSWORD_MINIMUM)
        words = "has to have at least 10 characters.";
    else if (password.length > PASSWORD_MAXIMUM)
        words = "is too long: at most 1,000 bytes.";
    else if (is_one_character(password))
        words = "is the same character again and again.";
    else if (text_equal_fold(text_trim(password), email))
        words = "must not be the e-mail address.";
    if (!words) return ERROR_NONE;
    problem_add(problems, field, "The password %s", words);
    return ERROR_INVALID;
}
_Static_assert(PASSWORD_MINIMUM == 10 && PASSWORD_MAXIMUM == 1000, "the sentences name the bounds");

enum error password_hash(struct text password, char out[PASSWORD_HASH_SIZE])
{
    if (sodium_init() < 0) return ERROR_INTERNAL;
    struct password_cost cost = hashing_begin();
    int status = crypto_pwhash_str(out, password.data, password.length, cost.passes, cost.memory);
    hashing_end();
    return status == 0 ? ERROR_NONE : ERROR_MEMORY;
}

bool password_matches(struct text hash, struct text password)
{
    if (sodium_init() < 0 || password.length > PASSWORD_MAXIMUM) return false;
    char stored[PASSWORD_HASH_SIZE] = {0};
    bool is_known = hash.length > 0 && hash.length < sizeof stored;
    if (is_known) memcpy(stored, hash.data, hash.length);
    struct password_cost cost = hashing_begin();
    int status = -1;
    if (is_known) {
        status = crypto_pwhash_str_verify(stored, password.data, password.length);
    } else { // the same work, for nothing
        unsigned char out[32], salt[crypto_pwhash_SALTBYTES] = {0};
        int ignored = crypto_pwhash(out, sizeof out, password.data, password.length, salt, cost.passes,
            cost.memory, crypto_pwhash_ALG_ARGON2ID13);
        (void)ignored;
    }
    hashing_end();
    return status == 0;
}

static const struct statement find = {
    .name = "password_find",
    .common = SQL("SELECT hash FROM credential WHERE user_key = $1"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement store_hash = {
    .name = "password_store",
    .common =
        SQL("INSERT INTO credential (user_key, hash, changed_at) VALUES ($1, $2, $3) "
            "ON CONFLICT (user_key) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at"),
    .parameters = "tti",
    .columns = "",
};

static const struct statement *const statements[] = {&find, &store_hash};
const struct statement_list password_statements = {statements, sizeof statements / sizeof statements[0]};

enum error password_stored(
    struct transaction *transaction, struct text user, struct arena *arena, struct text *ret_hash)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(user);
    enum error error = store_query(transaction, &find, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        struct text hash = cursor_text(cursor, 0);
        const char *copy = text_copy(hash, arena);
        if (copy)
            *ret_hash = (struct text){copy, hash.length};
        else
            error = ERROR_MEMORY;
    } else if (error == ERROR_END) {
        *ret_hash = TEXT("");
        error = ERROR_NONE;
    }
    cursor_close(cursor);
    return error;
}

enum error password_store(struct transaction *transaction, struct text user, const char *hash)
{
    const struct value parameters[] = {
        value_text(user), value_string(hash), value_integer(transaction_now(transaction))};
    return store_execute(transaction, &store_hash, parameters, 3, NULL);
}
