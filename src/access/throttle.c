// SPDX-License-Identifier: Apache-2.0
// Counts of failures in a fixed table: four entries a bucket, the one that was quiet longest gives way.
#include "access/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>

#include "base/allocation.h"

#define BUCKETS 4096
#define WAYS 4

struct entry {
    uint64_t mark; // keyed hash of what is counted; 0: free
    int64_t last;  // ms: the last failure
    uint32_t failures;
};

struct throttle {
    pthread_mutex_t mutex;
    unsigned char key[crypto_shorthash_KEYBYTES]; // random, so that nobody can aim at a bucket
    struct entry entries[BUCKETS][WAYS];
};

struct throttle *throttle_new(void)
{
    if (sodium_init() < 0) return NULL;
    struct throttle *throttle = allocation_get(sizeof *throttle);
    if (!throttle) return NULL;
    memset(throttle, 0, sizeof *throttle);
    pthread_mutex_init(&throttle->mutex, NULL);
    randombytes_buf(throttle->key, sizeof throttle->key);
    return throttle;
}

struct throttle *throttle_free(struct throttle *throttle)
{
    if (!throttle) return NULL;
    pthread_mutex_destroy(&throttle->mutex);
    allocation_release(throttle);
    return NULL;
}

// The part of an address that one attacker owns: all of an IPv4 address, the first half of an IPv6 one.
static struct text network(struct text address, unsigned char out[16])
{
    char copy[INET6_ADDRSTRLEN];
    if (address.length >= sizeof copy) return address;
    snprintf(copy, sizeof copy, "%.*s", TEXT_PRINT(address));
    if (inet_pton(AF_INET6, copy, out) != 1) return address;
    return (struct text){(const char *)out, 8};
}

// What is counted as one number: "a" and the address, or "p", the address and the account.
static uint64_t mark_of(struct throttle *throttle, char kind, struct text account, struct text address)
{
    unsigned char bytes[16], both[1 + 8 + 8], part[8];
    struct text net = network(address, bytes);
    both[0] = (unsigned char)kind;
    crypto_shorthash(part, (const unsigned char *)net.data, net.length, throttle->key);
    memcpy(both + 1, part, 8);
    crypto_shorthash(part, (const unsigned char *)account.data, account.length, throttle->key);
    memcpy(both + 9, part, 8);
    uint64_t mark = 0;
    crypto_shorthash((unsigned char *)&mark, both, sizeof both, throttle->key);
    return mark ? mark : 1;
}

static struct entry *entry_find(struct throttle *throttle, uint64_t mark, int64_t now)
{
    struct entry *bucket = throttle->entries[mark % BUCKETS];
    for (int i = 0; i < WAYS; i++) {
        if (bucket[i].mark != mark) continue;
        if (now - bucket[i].last > THROTTLE_LONGEST_WAIT) bucket[i].failures = 0;
        return &bucket[i];
    }
    return NULL;
}

static int64_t entry_wait(const struct entry *entry, uint32_t free_failures, int64_t now)
{
    if (!entry || entry->failures <= free_failures) return 0;
    uint32_t doublings = entry->failures - free_failures - 1;
    int64_t wait = doublings > 20 ? THROTTLE_LONGEST_WAIT : (int64_t)THROTTLE_FIRST_WAIT << doublings;
    if (wait > THROTTLE_LONGEST_WAIT) wait = THROTTLE_LONGEST_WAIT;
    int64_t left = entry->last + wait - now;
    return left > 0 ? left : 0;
}

static void entry_fail(struct throttle *throttle, uint64_t mark, int64_t now)
{
    struct entry *entry = entry_find(throttle, mark, now);
    if (!entry) {
        struct entry *bucket = throttle->entries[mark % BUCKETS];
        entry = bucket;
        for (int i = 1; i < WAYS; i++)
            if (entry->mark && (!bucket[i].mark || bucket[i].last < entry->last)) entry = &bucket[i];
        *entry = (struct entry){.mark = mark};
    }
    entry->failures++;
    entry->last = now;
}

static struct text folded(struct text account, char out[256])
{
    account = text_trim(account);
    if (account.length > 256) account.length = 256;
    for (size_t i = 0; i < account.length; i++) {
        char c = account.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct text){out, account.length};
}

int64_t throttle_wait(struct throttle *throttle, struct text account, struct text address, int64_t now)
{
    char lower[256];
    account = folded(account, lower);
    pthread_mutex_lock(&throttle->mutex);
    int64_t pair = entry_wait(
        entry_find(throttle, mark_of(throttle, 'p', account, address), now), THROTTLE_FREE_PAIR - 1, now);
    int64_t alone = entry_wait(
        entry_find(throttle, mark_of(throttle, 'a', TEXT(""), address), now), THROTTLE_FREE_ADDRESS - 1, now);
    pthread_mutex_unlock(&throttle->mutex);
    return pair > alone ? pair : alone;
}

void throttle_failed(struct throttle *throttle, struct text account, struct text address, int64_t now)
{
    char lower[256];
    account = folded(account, lower);
    pthread_mutex_lock(&throttle->mutex);
    entry_fail(throttle, mark_of(throttle, 'p', account, address), now);
    entry_fail(throttle, mark_of(throttle, 'a', TEXT(""), address), now);
    pthread_mutex_unlock(&throttle->mutex);
}

void throttle_succeeded(struct throttle *throttle, struct text account, struct text address, int64_t now)
{
    char lower[256];
    account = folded(account, lower);
    pthread_mutex_lock(&throttle->mutex);
    struct entry *entry = entry_find(throttle, mark_of(throttle, 'p', account, address), now);
    if (entry) entry->failures = 0;
    pthread_mutex_unlock(&throttle->mutex);
}
