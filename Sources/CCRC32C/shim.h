// The processor's own instructions for CRC-32C, which Swift has no names for.
//
// Written as assembly and not as clang's intrinsics: those want a compiler flag that would make the
// whole module, and whoever depends on it, need the instructions.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>

// SSE 4.2 and PCLMULQDQ (Intel SDM, CPUID leaf 1: ECX bits 20 and 1).
static inline bool crc32c_is_available(void) {
  unsigned int eax, ebx, ecx, edx;
  const unsigned int needed = 1u << 20 | 1u << 1;
  return __get_cpuid(1, &eax, &ebx, &ecx, &edx) && (ecx & needed) == needed;
}

static inline uint32_t crc32c_word(uint32_t crc, uint64_t word) {
  uint64_t sum = crc;
  __asm__("crc32q %1, %0" : "+r"(sum) : "r"(word));
  return (uint32_t)sum;
}

static inline uint32_t crc32c_byte(uint32_t crc, uint8_t byte) {
  __asm__("crc32b %1, %0" : "+r"(crc) : "q"(byte));
  return crc;
}

// The product without carries.
static inline uint64_t crc32c_product(uint32_t left, uint32_t right) {
  uint64_t product = left;
  __asm__(
      "movq %0, %%xmm0\n\tmovq %1, %%xmm1\n\tpclmulqdq $0, %%xmm1, %%xmm0\n\tmovq %%xmm0, %0"
      : "+r"(product)
      : "r"((uint64_t)right)
      : "xmm0", "xmm1");
  return product;
}

#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>

// HWCAP_CRC32 and HWCAP_PMULL of the kernel's arch/arm64/include/uapi/asm/hwcap.h.
static inline bool crc32c_is_available(void) {
  const unsigned long needed = 1ul << 7 | 1ul << 4;
  return (getauxval(AT_HWCAP) & needed) == needed;
}

static inline uint32_t crc32c_word(uint32_t crc, uint64_t word) {
  __asm__(".arch_extension crc\n\tcrc32cx %w0, %w0, %x1" : "+r"(crc) : "r"(word));
  return crc;
}

static inline uint32_t crc32c_byte(uint32_t crc, uint8_t byte) {
  __asm__(".arch_extension crc\n\tcrc32cb %w0, %w0, %w1" : "+r"(crc) : "r"((uint32_t)byte));
  return crc;
}

static inline uint64_t crc32c_product(uint32_t left, uint32_t right) {
  uint64_t product = left;
  __asm__(
      ".arch_extension aes\n\tfmov d0, %x0\n\tfmov d1, %x1\n\tpmull v0.1q, v0.1d, v1.1d\n\t"
      "fmov %x0, d0"
      : "+r"(product)
      : "r"((uint64_t)right)
      : "v0", "v1");
  return product;
}

#else

static inline bool crc32c_is_available(void) { return false; }
static inline uint32_t crc32c_word(uint32_t crc, uint64_t word) { return crc ^ (uint32_t)word; }
static inline uint32_t crc32c_byte(uint32_t crc, uint8_t byte) { return crc ^ byte; }
static inline uint64_t crc32c_product(uint32_t left, uint32_t right) { return left ^ right; }

#endif
