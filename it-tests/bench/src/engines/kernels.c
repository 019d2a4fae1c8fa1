/* The kernels of the fixtures in C, for comparison: kernels NAME ITERATIONS RUNS prints, for each
   run, the CPU time of its thread in nanoseconds, and the result's eight bytes as one number. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t rotr64(uint64_t x, int n) { return x >> n | x << (64 - n); }
static uint64_t rotl64(uint64_t x, int n) { return n == 0 ? x : x << n | x >> (64 - n); }
static uint32_t rotr32(uint32_t x, int n) { return x >> n | x << (32 - n); }

static uint64_t multiply64(uint32_t n) {
  uint64_t x = 0x9e3779b97f4a7c15;
  do x = (x ^ x >> 29) * 0x5851f42d4c957f2d;
  while (--n);
  return x;
}

static uint64_t copy(uint32_t n) {
  static uint64_t from[65536], to[65536];
  uint64_t x = 0;
  for (uint64_t i = 0; i < 65536; i++) from[i] = i * 8 * 0x9e3779b97f4a7c15;
  do {
    volatile uint64_t *target = to; /* as the kernel copies: word by word, no memcpy */
    for (int i = 0; i < 65536; i++) target[i] = from[i];
    x = rotl64(x, 7) + to[(n & 0xfff8) >> 3];
    ((uint8_t *)from)[n & 0xffff] = (uint8_t)n;
  } while (--n);
  return x;
}

static uint64_t chase(uint32_t n) {
  static uint64_t nodes[65536];
  for (uint32_t i = 0; i < 65536; i++) nodes[i] = ((i * 40509 + 12345) & 65535) << 3;
  uint64_t i = 0;
  do i = nodes[i >> 3];
  while (--n);
  return i;
}

static const uint64_t IV[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint8_t SIGMA[12][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}};

#define G(a, b, c, d, x, y)                    \
  v[a] += v[b] + (x), v[d] = rotr64(v[d] ^ v[a], 32); \
  v[c] += v[d], v[b] = rotr64(v[b] ^ v[c], 24);       \
  v[a] += v[b] + (y), v[d] = rotr64(v[d] ^ v[a], 16); \
  v[c] += v[d], v[b] = rotr64(v[b] ^ v[c], 63);

static uint64_t blake2b(uint32_t n) {
  uint64_t h[8], m[16], t = 0;
  uint8_t message[128];
  for (int i = 0; i < 128; i++) message[i] = (uint8_t)(7 * i);
  memcpy(m, message, sizeof m);
  memcpy(h, IV, sizeof h);
  h[0] ^= 0x01010020;
  do {
    uint64_t v[16];
    t += 128;
    memcpy(v, h, sizeof h);
    memcpy(v + 8, IV, sizeof IV);
    v[12] ^= t;
    for (int r = 0; r < 12; r++) {
      const uint8_t *s = SIGMA[r];
      G(0, 4, 8, 12, m[s[0]], m[s[1]])
      G(1, 5, 9, 13, m[s[2]], m[s[3]])
      G(2, 6, 10, 14, m[s[4]], m[s[5]])
      G(3, 7, 11, 15, m[s[6]], m[s[7]])
      G(0, 5, 10, 15, m[s[8]], m[s[9]])
      G(1, 6, 11, 12, m[s[10]], m[s[11]])
      G(2, 7, 8, 13, m[s[12]], m[s[13]])
      G(3, 4, 9, 14, m[s[14]], m[s[15]])
    }
    for (int i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
  } while (--n);
  return h[0];
}

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint64_t sha256(uint32_t n) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint32_t w[64];
  uint8_t message[64];
  for (int i = 0; i < 64; i++) message[i] = (uint8_t)(7 * i);
  memcpy(w, message, sizeof message);
  do {
    for (int i = 16; i < 64; i++) {
      uint32_t x = w[i - 15], y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (rotr32(x, 7) ^ rotr32(x, 18) ^ x >> 3)
             + (rotr32(y, 17) ^ rotr32(y, 19) ^ y >> 10);
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
      uint32_t x = h + (rotr32(e, 6) ^ rotr32(e, 11) ^ rotr32(e, 25)) + (g ^ (e & (f ^ g))) + K[i] + w[i];
      uint32_t y = (rotr32(a, 2) ^ rotr32(a, 13) ^ rotr32(a, 22)) + ((a & b) | (c & (a | b)));
      h = g, g = f, f = e, e = d + x, d = c, c = b, b = a, a = x + y;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
  } while (--n);
  return (uint64_t)state[1] << 32 | state[0];
}

static const uint64_t ROUND[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
static const int PI[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                           15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
static const int RHO[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                            27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};

static uint64_t keccak(uint32_t n) {
  uint64_t a[25] = {0};
  do {
    for (int r = 0; r < 24; r++) {
      uint64_t c[5];
      for (int i = 0; i < 5; i++) c[i] = a[i] ^ a[i + 5] ^ a[i + 10] ^ a[i + 15] ^ a[i + 20];
      for (int i = 0; i < 5; i++) {
        uint64_t t = c[(i + 4) % 5] ^ rotl64(c[(i + 1) % 5], 1);
        for (int j = i; j < 25; j += 5) a[j] ^= t;
      }
      uint64_t t = a[1];
      for (int i = 0; i < 24; i++) {
        uint64_t b = a[PI[i]];
        a[PI[i]] = rotl64(t, RHO[i]);
        t = b;
      }
      for (int j = 0; j < 25; j += 5) {
        uint64_t b[5];
        memcpy(b, a + j, sizeof b);
        for (int i = 0; i < 5; i++) a[j + i] = b[i] ^ (~b[(i + 1) % 5] & b[(i + 2) % 5]);
      }
      a[0] ^= ROUND[r];
    }
    a[0]++;
  } while (--n);
  return a[0];
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    uint64_t (*run)(uint32_t);
  } all[] = {{"multiply64", multiply64}, {"copy", copy},     {"chase", chase},
             {"blake2b", blake2b},       {"sha256", sha256}, {"keccak", keccak}};
  if (argc != 4) return 2;
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    if (strcmp(argv[1], all[k].name) != 0) continue;
    for (int run = atoi(argv[3]); run > 0; run--) {
      struct timespec start, end;
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
      uint64_t result = all[k].run((uint32_t)atol(argv[2]));
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
      printf("%" PRId64 " %016" PRIx64 "\n",
             (int64_t)(end.tv_sec - start.tv_sec) * 1000000000 + end.tv_nsec - start.tv_nsec, result);
    }
    return 0;
  }
  return 2;
}
