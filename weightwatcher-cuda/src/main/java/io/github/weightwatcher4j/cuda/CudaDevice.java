package io.github.weightwatcher4j.cuda;

import static org.bytedeco.cuda.global.cublas.cublasGetProperty;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaErrorInsufficientDriver;
import static org.bytedeco.cuda.global.cudart.cudaErrorNoDevice;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaRuntimeGetVersion;
import static org.bytedeco.cuda.global.cusolver.cusolverGetProperty;

import io.github.weightwatcher4j.cuda.DeviceException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The first GPU that CUDA shows this process ({@code CUDA_VISIBLE_DEVICES}). With {@link CudaLane}
 * the only class that calls CUDA: nothing else of this module needs a GPU.
 */
final class CudaDevice implements Device {

  private static final int FIRST = 0;

  private final String description;

  private CudaDevice(String description) {
    this.description = description;
  }

  /**
   * Loads the libraries and looks for a GPU.
   *
   * @throws LinkageError where a library is missing
   * @throws DeviceException where there is no GPU, or it cannot be used; the message says why
   */
  static Device find() {
    for (Class<?> library : List.of(cudart.class, cublas.class, cusolver.class)) {
      Loader.load(library);
    }
    requireGpu();
    CudaCalls.check(cudaFree(new Address(0)), "cudaFree"); // makes the context
    return new CudaDevice(describe());
  }

  private static void requireGpu() {
    int[] count = new int[1];
    int status = cudaGetDeviceCount(count);
    if (status == cudaErrorInsufficientDriver) {
      throw DeviceException.of(
          Kind.DEVICE,
          "the NVIDIA driver is too old for CUDA "
              + version(CudaDevice::runtimeVersion)
              + ", or is not running; update it (nvidia-smi tells which CUDA it supports)");
    }
    if (status == cudaErrorNoDevice || (status == 0 && count[0] == 0)) {
      throw DeviceException.of(
          Kind.DEVICE,
          "CUDA finds no GPU; nvidia-smi lists those there are, and CUDA_VISIBLE_DEVICES those that"
              + " this process may use");
    }
    CudaCalls.check(status, "cudaGetDeviceCount");
  }

  private static String describe() {
    byte[] name = new byte[256];
    int status = cuDeviceGetName(name, name.length, FIRST);
    String text = new String(name, StandardCharsets.UTF_8).split("\0", 2)[0];
    return "%s (compute capability %d.%d), driver %sfor CUDA %s, CUDA runtime %s, cuBLAS %s, cuSOLVER %s"
        .formatted(
            status == 0 ? text : "a GPU",
            attribute(cudaDevAttrComputeCapabilityMajor),
            attribute(cudaDevAttrComputeCapabilityMinor),
            KernelDriver.version().map(version -> version + " ").orElse(""),
            version(CudaDevice::driverVersion),
            version(CudaDevice::runtimeVersion),
            properties((which, value) -> cublasGetProperty(which, value)),
            properties((which, value) -> cusolverGetProperty(which, value)));
  }

  private static int attribute(int which) {
    int[] value = new int[1];
    CudaCalls.check(cudaDeviceGetAttribute(value, which, FIRST), "cudaDeviceGetAttribute");
    return value[0];
  }

  /** A call that leaves a number. */
  private interface Asked {
    int status(int[] value);
  }

  private static int driverVersion(int[] value) {
    return cudaDriverGetVersion(value);
  }

  private static int runtimeVersion(int[] value) {
    return cudaRuntimeGetVersion(value);
  }

  private static String version(Asked call) {
    int[] value = new int[1];
    return call.status(value) == 0 ? value[0] / 1000 + "." + value[0] % 1000 / 10 : "?";
  }

  /** A call that leaves one of the numbers of a library's version. */
  private interface Property {
    int status(int which, int[] value);
  }

  private static String properties(Property call) {
    return IntStream.range(0, 3)
        .mapToObj(
            which -> {
              int[] value = new int[1];
              return call.status(which, value) == 0 ? String.valueOf(value[0]) : "?";
            })
        .collect(Collectors.joining("."));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long freeBytes() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaCalls.check(cudaMemGetInfo(free, total), "cudaMemGetInfo");
      return free.get();
    }
  }

  @Override
  public Lane open() {
    return CudaLane.open();
  }
}
