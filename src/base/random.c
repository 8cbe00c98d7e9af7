// SPDX-License-Identifier: Apache-2.0
// Kernel randomness through libsodium, and the xoshiro256++ generator seeded with splitmix64.
#include "base/random.h"

#include <sodium.h>

void random_bytes(void *out, size_t length)
{
    // Calling it again is allowed and cheap; it fails only where no source of randomness exists.
    if (sodium_init() < 0) abort();
    randombytes_buf(out, length);
}

void random_token(char *out, size_t bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char block[32];
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (i % sizeof(block) == 0) random_bytes(block, sizeof(block));
        bits = (bits << 8 | block[i % sizeof(block)]) & 0xFFFF;
        for (held += 8; held >= 6; held -= 6)
            *out++ = letters[bits >> (held - 6) & 63];
    }
    if (held) *out++ = letters[bits << (6 - held) & 63];
    *out = '\0';
}

static uint64_t rotate(uint64_t value, unsigned by)
{
    return value << by | value >> (64 - by);
}

void random_stream_init(struct random_stream *stream, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += UINT64_C(0x9E3779B97F4A7C15);
        uint64_t mixed = (seed ^ seed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
        stream->state[i] = mixed ^ mixed >> 31;
    }
}

uint64_t random_stream_next(struct random_stream *stream)
{
    uint64_t *state = stream->state;
    uint64_t result = rotate(state[0] + state[3], 23) + state[0];
    uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 45);
    return result;
}

uint64_t random_stream_below(struct random_stream *stream, uint64_t bound)
{
    if (bound == 0) return 0;
    // The lowest (2^64 mod bound) values are drawn again, so that every remainder is equally likely.
    uint64_t lowest = (0 - bound) % bound;
    uint64_t value;
    do
        value = random_stream_next(stream);
    while (value < lowest);
    return value % bound;
}

double random_stream_real(struct random_stream *stream)
{
    return (double)(random_stream_next(stream) >> 11) * 0x1.0p-53;
}
