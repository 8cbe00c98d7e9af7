// SPDX-License-Identifier: Apache-2.0
// Randomness: unpredictable bytes for secrets, and seeded streams for everything that must repeat.
#ifndef TANDEM_BASE_RANDOM_H
#define TANDEM_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

// The size of a token text of that many bytes, with its nul.
#define RANDOM_TOKEN_SIZE(bytes) (((size_t)(bytes)*8 + 5) / 6 + 1)

// Fills with bytes nobody can predict (the kernel's generator). Ends the program if the kernel has none to
// give.
void random_bytes(void *out, size_t length);
// Writes `bytes` such bytes as base64 with the letters of URLs and without padding; `out` has
// RANDOM_TOKEN_SIZE(bytes) bytes. 32 bytes make a secret token, 16 a request number.
void random_token(char *out, size_t bytes);

// A repeatable stream: xoshiro256++ (Blackman and Vigna 2019). Not for secrets.
struct random_stream {
    uint64_t state[4];
};

// The same seed gives the same numbers on every machine; streams with different seeds are unrelated.
void random_stream_init(struct random_stream *stream, uint64_t seed);
uint64_t random_stream_next(struct random_stream *stream);
// Evenly distributed in 0 .. bound-1; 0 when the bound is 0.
uint64_t random_stream_below(struct random_stream *stream, uint64_t bound);
// Evenly distributed in [0, 1), 53 bits.
double random_stream_real(struct random_stream *stream);

#endif
