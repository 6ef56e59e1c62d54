/*
 * Stand-ins for NVIDIA's libraries, so that CudaDevice and CudaLane can be called where there is no
 * GPU: each call that they make is done by the CPU, at once, with OpenBLAS for the numbers. They
 * show that arguments arrive as meant, not that a GPU does the same: streams are not asynchronous
 * here, and digits are others. Compiled once for each library, -DCUDART, -DCUBLAS or -DCUSOLVER;
 * the others are empty. on-device.sh rehearse does that.
 *
 *   STAND_IN_BLAS   path of libopenblas.so.0
 *   STAND_IN_BYTES  memory that the device has, 1 GB if not set
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef CUDA
int cuDeviceGetName(char *name, int length, int device) {
  (void)device;
  snprintf(name, length, "stand-in (no GPU)");
  return 0;
}
#endif

#ifdef CUDART
static size_t taken, blocks;

static size_t limit(void) {
  const char *bytes = getenv("STAND_IN_BYTES");
  return bytes ? strtoull(bytes, NULL, 10) : 1000000000;
}

int cudaGetDeviceCount(int *count) {
  *count = 1;
  return 0;
}
int cudaDeviceGetAttribute(int *value, int which, int device) {
  (void)device;
  *value = which == 75 ? 9 : 0;
  return 0;
}
int cudaDriverGetVersion(int *value) {
  *value = 13010;
  return 0;
}
int cudaRuntimeGetVersion(int *value) {
  *value = 13010;
  return 0;
}
const char *cudaGetErrorString(int status) { return status == 2 ? "out of memory" : "failed"; }
int cudaGetLastError(void) { return 0; }
int cudaMemGetInfo(size_t *free, size_t *total) {
  *total = limit();
  *free = limit() - taken;
  return 0;
}
int cudaMalloc(void **address, size_t bytes) {
  if (taken + bytes > limit()) return 2;
  size_t *at = aligned_alloc(256, (bytes + 511) / 256 * 256);
  if (!at) return 2;
  *at = bytes;
  taken += bytes;
  blocks++;
  *address = (char *)at + 256;
  memset(*address, 0xff, bytes); /* NaN: what is read must have been written */
  return 0;
}
int cudaFree(void *address) {
  if (!address) return 0;
  size_t *at = (size_t *)((char *)address - 256);
  taken -= *at;
  blocks--;
  free(at);
  return 0;
}
int cudaHostAlloc(void **address, size_t bytes, unsigned flags) {
  (void)flags;
  *address = malloc(bytes);
  return *address ? 0 : 2;
}
int cudaFreeHost(void *address) {
  free(address);
  return 0;
}
int cudaMemcpyAsync(void *to, const void *from, size_t bytes, int kind, void *stream) {
  if ((kind != 1 && kind != 2) || !stream) return 1;
  memcpy(to, from, bytes);
  return 0;
}
static int make(void **what) {
  *what = malloc(1);
  return 0;
}
static int destroy(void *what) {
  if (!what) return 1;
  free(what);
  return 0;
}
int cudaStreamCreateWithFlags(void **stream, unsigned flags) { return flags == 1 ? make(stream) : 1; }
int cudaStreamDestroy(void *stream) { return destroy(stream); }
int cudaStreamSynchronize(void *stream) { return stream ? 0 : 1; }
int cudaStreamWaitEvent(void *stream, void *event, unsigned flags) {
  return stream && event && !flags ? 0 : 1;
}
int cudaEventCreateWithFlags(void **event, unsigned flags) { return flags == 2 ? make(event) : 1; }
int cudaEventDestroy(void *event) { return destroy(event); }
int cudaEventRecord(void *event, void *stream) { return stream && event ? 0 : 1; }
int cudaEventSynchronize(void *event) { return event ? 0 : 1; }
#endif

#if defined(CUBLAS) || defined(CUSOLVER)
static void *blas(const char *name) {
  static void *library;
  if (!library) library = dlopen(getenv("STAND_IN_BLAS"), RTLD_LAZY | RTLD_LOCAL);
  void *found = library ? dlsym(library, name) : NULL;
  if (!found) {
    fprintf(stderr, "stand-in: no %s in STAND_IN_BLAS\n", name);
    abort();
  }
  return found;
}
#endif

#ifdef CUBLAS
int cublasGetProperty(int which, int *value) {
  *value = which == 0 ? 13 : which;
  return 0;
}
const char *cublasGetStatusString(int status) {
  (void)status;
  return "failed";
}
int cublasCreate_v2(void **handle) {
  *handle = malloc(1);
  return 0;
}
int cublasDestroy_v2(void *handle) {
  free(handle);
  return 0;
}
int cublasSetStream_v2(void *handle, void *stream) { return handle && stream ? 0 : 1; }
int cublasSetWorkspace_v2(void *handle, void *workspace, size_t bytes) {
  return handle && (uintptr_t)workspace % 256 == 0 && bytes > 0 ? 0 : 7;
}

typedef void Syrk(const char *, const char *, const int *, const int *, const void *, const void *,
                  const int *, const void *, void *, const int *);

static int syrk(const char *routine, void *handle, int uplo, int form, int m, int k,
                const void *alpha, const void *a, int lda, const void *beta, void *c, int ldc) {
  if (!handle || uplo != 0 || form < 0 || form > 1) return 7;
  ((Syrk *)blas(routine))("L", form ? "T" : "N", &m, &k, alpha, a, &lda, beta, c, &ldc);
  return 0;
}
int cublasDsyrk_v2(void *handle, int uplo, int form, int m, int k, const double *alpha,
                   const double *a, int lda, const double *beta, double *c, int ldc) {
  return syrk("dsyrk_", handle, uplo, form, m, k, alpha, a, lda, beta, c, ldc);
}
int cublasSsyrk_v2(void *handle, int uplo, int form, int m, int k, const float *alpha,
                   const float *a, int lda, const float *beta, float *c, int ldc) {
  return syrk("ssyrk_", handle, uplo, form, m, k, alpha, a, lda, beta, c, ldc);
}
#endif

#ifdef CUSOLVER
int cusolverGetProperty(int which, int *value) {
  *value = which == 0 ? 12 : which;
  return 0;
}
static int make(void **handle) {
  *handle = malloc(1);
  return 0;
}
int cusolverDnCreate(void **handle) { return make(handle); }
int cusolverDnCreateParams(void **parameters) { return make(parameters); }
int cusolverDnDestroy(void *handle) {
  free(handle);
  return 0;
}
int cusolverDnDestroyParams(void *parameters) {
  free(parameters);
  return 0;
}
int cusolverDnSetStream(void *handle, void *stream) { return handle && stream ? 0 : 1; }

static size_t size(int type) { return type == 1 ? sizeof(double) : sizeof(float); }

/* Real numbers, and behind them the integers that LAPACK wants. */
static size_t numbers(int64_t n) { return 1 + 6 * n + 2 * n * n; }
static size_t integers(int64_t n) { return 3 + 5 * n; }

typedef void Syevd(const char *, const char *, const int *, void *, const int *, void *, void *,
                   const int *, int *, const int *, int *);

static int valid(void *handle, void *parameters, int mode, int uplo, int64_t n, int type_a,
                 int64_t lda, int type_w, int type) {
  return handle && parameters && (mode == 0 || mode == 1) && uplo == 0 && n > 0 && lda == n &&
         (type == 0 || type == 1) && type_a == type && type_w == type;
}

int cusolverDnXsyevBatched_bufferSize(void *handle, void *parameters, int mode, int uplo, int64_t n,
                                      int type_a, const void *a, int64_t lda, int type_w,
                                      const void *w, int type, size_t *device, size_t *host,
                                      int64_t batch) {
  if (!valid(handle, parameters, mode, uplo, n, type_a, lda, type_w, type) || !a || !w ||
      batch < 1)
    return 3;
  *device = numbers(n) * size(type);
  *host = integers(n) * sizeof(int);
  return 0;
}
int cusolverDnXsyevBatched(void *handle, void *parameters, int mode, int uplo, int64_t n,
                           int type_a, void *a, int64_t lda, int type_w, void *w, int type,
                           void *device, size_t device_bytes, void *host, size_t host_bytes,
                           int *info, int64_t batch) {
  if (!valid(handle, parameters, mode, uplo, n, type_a, lda, type_w, type) || batch < 1 ||
      device_bytes < numbers(n) * size(type) || host_bytes < integers(n) * sizeof(int))
    return 3;
  int m = (int)n, length = (int)numbers(n), count = (int)integers(n);
  for (int64_t i = 0; i < batch; i++) {
    ((Syevd *)blas(type == 1 ? "dsyevd_" : "ssyevd_"))(
        mode ? "V" : "N", "L", &m, (char *)a + i * n * n * size(type), &m,
        (char *)w + i * n * size(type), device, &length, host, &count, info + i);
  }
  return 0;
}
int cusolverDnXsyevd_bufferSize(void *handle, void *parameters, int mode, int uplo, int64_t n,
                                int type_a, const void *a, int64_t lda, int type_w, const void *w,
                                int type, size_t *device, size_t *host) {
  return cusolverDnXsyevBatched_bufferSize(handle, parameters, mode, uplo, n, type_a, a, lda,
                                           type_w, w, type, device, host, 1);
}
int cusolverDnXsyevd(void *handle, void *parameters, int mode, int uplo, int64_t n, int type_a,
                     void *a, int64_t lda, int type_w, void *w, int type, void *device,
                     size_t device_bytes, void *host, size_t host_bytes, int *info) {
  return cusolverDnXsyevBatched(handle, parameters, mode, uplo, n, type_a, a, lda, type_w, w, type,
                                device, device_bytes, host, host_bytes, info, 1);
}
#endif
