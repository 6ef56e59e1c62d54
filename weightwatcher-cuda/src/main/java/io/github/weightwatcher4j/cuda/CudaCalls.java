package io.github.weightwatcher4j.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cudart.cudaErrorMemoryAllocation;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cusolver.CUSOLVER_STATUS_ALLOC_FAILED;

import io.github.weightwatcher4j.cuda.DeviceException.Kind;

/** What the status of a call means. */
final class CudaCalls {

  private CudaCalls() {}

  /** Of the runtime. */
  static void check(int status, String call) {
    if (status == 0) {
      return;
    }
    cudaGetLastError(); // else the next call that is right would be told of it too
    throw DeviceException.of(
        status == cudaErrorMemoryAllocation ? Kind.MEMORY : Kind.DEVICE,
        "%s: %s".formatted(call, cudaGetErrorString(status).getString()));
  }

  /** Of cuBLAS. */
  static void checkBlas(int status, String call) {
    if (status != 0) {
      throw DeviceException.of(
          status == CUBLAS_STATUS_ALLOC_FAILED ? Kind.MEMORY : Kind.DEVICE,
          "%s: %s".formatted(call, cublasGetStatusString(status).getString()));
    }
  }

  /** Of cuSOLVER, which has no words for it. */
  static void checkSolver(int status, String call) {
    if (status != 0) {
      throw DeviceException.of(
          status == CUSOLVER_STATUS_ALLOC_FAILED ? Kind.MEMORY : Kind.DEVICE,
          "%s: cuSOLVER's status %d".formatted(call, status));
    }
  }
}
