package io.github.weightwatcher4j.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_FILL_MODE_LOWER;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasDsyrk_v2;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cublas.cublasSetWorkspace_v2;
import static org.bytedeco.cuda.global.cublas.cublasSsyrk_v2;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;
import static org.bytedeco.cuda.global.cudart.CUDA_R_64F;
import static org.bytedeco.cuda.global.cudart.cudaEventCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaEventDestroy;
import static org.bytedeco.cuda.global.cudart.cudaEventDisableTiming;
import static org.bytedeco.cuda.global.cudart.cudaEventRecord;
import static org.bytedeco.cuda.global.cudart.cudaEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaHostAlloc;
import static org.bytedeco.cuda.global.cudart.cudaHostAllocDefault;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaStreamWaitEvent;
import static org.bytedeco.cuda.global.cusolver.CUSOLVER_EIG_MODE_NOVECTOR;
import static org.bytedeco.cuda.global.cusolver.CUSOLVER_EIG_MODE_VECTOR;
import static org.bytedeco.cuda.global.cusolver.cusolverDnCreate;
import static org.bytedeco.cuda.global.cusolver.cusolverDnCreateParams;
import static org.bytedeco.cuda.global.cusolver.cusolverDnDestroy;
import static org.bytedeco.cuda.global.cusolver.cusolverDnDestroyParams;
import static org.bytedeco.cuda.global.cusolver.cusolverDnSetStream;
import static org.bytedeco.cuda.global.cusolver.cusolverDnXsyevBatched;
import static org.bytedeco.cuda.global.cusolver.cusolverDnXsyevBatched_bufferSize;
import static org.bytedeco.cuda.global.cusolver.cusolverDnXsyevd;
import static org.bytedeco.cuda.global.cusolver.cusolverDnXsyevd_bufferSize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cusolver.cusolverDnContext;
import org.bytedeco.cuda.cusolver.cusolverDnParams;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The calls themselves: CUDA's runtime, cuBLAS and cuSOLVER with its 64-bit interface. */
final class CudaLane implements Lane {

  /** What the size of a workspace is asked for; nothing is read or written there. */
  private static final long PLACEHOLDER = 256;

  private final Map<Stream, CUstream_st> streams = new EnumMap<>(Stream.class);
  private final Map<Event, CUevent_st> events = new EnumMap<>(Event.class);
  private final cublasContext products = new cublasContext();
  private final cusolverDnContext solver = new cusolverDnContext();
  private final cusolverDnParams parameters = new cusolverDnParams();
  private final Address[] pinned = {new Address(0), new Address(0)};
  private final long[] pinnedBytes = new long[2];
  private final DoublePointer doubles = new DoublePointer(2);
  private final FloatPointer floats = new FloatPointer(2);
  private final SizeTPointer sizes = new SizeTPointer(2);

  /** In the opposite order of what was made, as some of it uses what was made before. */
  private final Deque<Runnable> made = new ArrayDeque<>();

  private long placeholder;

  private CudaLane() {
    made.push(doubles::close);
    made.push(floats::close);
    made.push(sizes::close);
  }

  static CudaLane open() {
    CudaLane lane = new CudaLane();
    try {
      lane.create();
      return lane;
    } catch (RuntimeException | Error e) {
      lane.close(); // nobody else can
      throw e;
    }
  }

  private void create() {
    for (Stream which : Stream.values()) {
      CUstream_st stream = new CUstream_st();
      CudaCalls.check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), "cudaStreamCreate");
      made.push(() -> cudaStreamDestroy(stream));
      streams.put(which, stream);
    }
    for (Event which : Event.values()) {
      CUevent_st event = new CUevent_st();
      CudaCalls.check(cudaEventCreateWithFlags(event, cudaEventDisableTiming), "cudaEventCreate");
      made.push(() -> cudaEventDestroy(event));
      events.put(which, event);
    }
    CUstream_st compute = stream(Stream.COMPUTE);
    CudaCalls.checkBlas(cublasCreate_v2(products), "cublasCreate");
    made.push(() -> cublasDestroy_v2(products));
    CudaCalls.checkBlas(cublasSetStream_v2(products, compute), "cublasSetStream");
    CudaCalls.checkSolver(cusolverDnCreate(solver), "cusolverDnCreate");
    made.push(() -> cusolverDnDestroy(solver));
    CudaCalls.checkSolver(cusolverDnSetStream(solver, compute), "cusolverDnSetStream");
    CudaCalls.checkSolver(cusolverDnCreateParams(parameters), "cusolverDnCreateParams");
    made.push(() -> cusolverDnDestroyParams(parameters));
    placeholder = allocate(PLACEHOLDER);
    made.push(() -> cudaFree(new Address(placeholder)));
  }

  private CUstream_st stream(Stream which) {
    return streams.getOrDefault(which, new CUstream_st());
  }

  private CUevent_st event(Event which) {
    return events.getOrDefault(which, new CUevent_st());
  }

  @Override
  public long allocate(long bytes) {
    Address taken = new Address(0);
    CudaCalls.check(cudaMalloc(taken, bytes), "cudaMalloc of " + DeviceMemory.size(bytes));
    return taken.address();
  }

  @Override
  public void free(long address) {
    CudaCalls.check(cudaFree(new Address(address)), "cudaFree");
  }

  @Override
  public Pointer pinned(int which, long bytes) {
    if (pinnedBytes[which] < bytes) {
      release(which);
      CudaCalls.check(
          cudaHostAlloc(pinned[which], bytes, cudaHostAllocDefault),
          "cudaHostAlloc of " + DeviceMemory.size(bytes));
      pinnedBytes[which] = bytes;
    }
    return pinned[which];
  }

  private void release(int which) {
    if (pinnedBytes[which] > 0) {
      pinnedBytes[which] = 0;
      cudaFreeHost(pinned[which]);
      pinned[which] = new Address(0);
    }
  }

  @Override
  public void copyIn(Pointer from, long to, long bytes) {
    CudaCalls.check(
        cudaMemcpyAsync(new Address(to), from, bytes, cudaMemcpyHostToDevice, stream(Stream.COPY)),
        "cudaMemcpyAsync");
  }

  @Override
  public void copyOut(long from, Pointer to, long bytes) {
    CUstream_st compute = stream(Stream.COMPUTE);
    CudaCalls.check(
        cudaMemcpyAsync(to, new Address(from), bytes, cudaMemcpyDeviceToHost, compute),
        "cudaMemcpyAsync");
    CudaCalls.check(cudaStreamSynchronize(compute), "cudaStreamSynchronize");
  }

  @Override
  public void record(Event event, Stream stream) {
    CudaCalls.check(cudaEventRecord(event(event), stream(stream)), "cudaEventRecord");
  }

  @Override
  public void waitFor(Stream stream, Event event) {
    CudaCalls.check(cudaStreamWaitEvent(stream(stream), event(event), 0), "cudaStreamWaitEvent");
  }

  @Override
  public void await(Event event) {
    CudaCalls.check(cudaEventSynchronize(event(event)), "cudaEventSynchronize");
  }

  @Override
  public void useForProducts(long address, long bytes) {
    CudaCalls.checkBlas(
        cublasSetWorkspace_v2(products, new Address(address), bytes), "cublasSetWorkspace");
  }

  @Override
  public void addProduct(
      Real real, boolean transposed, int m, int rows, long block, double keep, long x) {
    // A row-major block is column-major m x rows; a transposed one is rows x m.
    int form = transposed ? CUBLAS_OP_T : CUBLAS_OP_N;
    int leading = transposed ? rows : m;
    Address from = new Address(block);
    Address to = new Address(x);
    if (real == Real.FLOAT64) {
      DoublePointer one = doubles.put(0, 1).put(1, keep);
      CudaCalls.checkBlas(
          cublasDsyrk_v2(
              products,
              CUBLAS_FILL_MODE_LOWER,
              form,
              m,
              rows,
              one,
              new DoublePointer(from),
              leading,
              one.getPointer(1),
              new DoublePointer(to),
              m),
          "cublasDsyrk");
    } else {
      FloatPointer one = floats.put(0, 1).put(1, (float) keep);
      CudaCalls.checkBlas(
          cublasSsyrk_v2(
              products,
              CUBLAS_FILL_MODE_LOWER,
              form,
              m,
              rows,
              one,
              new FloatPointer(from),
              leading,
              one.getPointer(1),
              new FloatPointer(to),
              m),
          "cublasSsyrk");
    }
  }

  private static int type(Problem problem) {
    return problem.real() == Real.FLOAT64 ? CUDA_R_64F : CUDA_R_32F;
  }

  private static int mode(Problem problem) {
    return problem.vectors() ? CUSOLVER_EIG_MODE_VECTOR : CUSOLVER_EIG_MODE_NOVECTOR;
  }

  @Override
  public Workspace workspace(Problem problem) {
    int type = type(problem);
    int m = problem.m();
    Address any = new Address(placeholder);
    SizeTPointer host = sizes.getPointer(1);
    int status =
        problem.batched()
            ? cusolverDnXsyevBatched_bufferSize(
                solver,
                parameters,
                mode(problem),
                CUBLAS_FILL_MODE_LOWER,
                m,
                type,
                any,
                m,
                type,
                any,
                type,
                sizes,
                host,
                problem.count())
            : cusolverDnXsyevd_bufferSize(
                solver,
                parameters,
                mode(problem),
                CUBLAS_FILL_MODE_LOWER,
                m,
                type,
                any,
                m,
                type,
                any,
                type,
                sizes,
                host);
    CudaCalls.checkSolver(status, name(problem) + "_bufferSize");
    return new Workspace(sizes.get(0), sizes.get(1));
  }

  private static String name(Problem problem) {
    return problem.batched() ? "cusolverDnXsyevBatched" : "cusolverDnXsyevd";
  }

  @Override
  public void solve(
      Problem problem,
      long matrices,
      long values,
      long status,
      long work,
      Pointer host,
      Workspace size) {
    int done =
        problem.batched()
            ? solveBatched(problem, matrices, values, status, work, host, size)
            : solveOne(problem, matrices, values, status, work, host, size);
    CudaCalls.checkSolver(done, name(problem));
  }

  private int solveBatched(
      Problem problem,
      long matrices,
      long values,
      long status,
      long work,
      Pointer host,
      Workspace size) {
    int type = type(problem);
    int m = problem.m();
    return cusolverDnXsyevBatched(
        solver,
        parameters,
        mode(problem),
        CUBLAS_FILL_MODE_LOWER,
        m,
        type,
        new Address(matrices),
        m,
        type,
        new Address(values),
        type,
        new Address(work),
        size.deviceBytes(),
        host,
        size.hostBytes(),
        new IntPointer(new Address(status)),
        problem.count());
  }

  private int solveOne(
      Problem problem,
      long matrices,
      long values,
      long status,
      long work,
      Pointer host,
      Workspace size) {
    int type = type(problem);
    int m = problem.m();
    return cusolverDnXsyevd(
        solver,
        parameters,
        mode(problem),
        CUBLAS_FILL_MODE_LOWER,
        m,
        type,
        new Address(matrices),
        m,
        type,
        new Address(values),
        type,
        new Address(work),
        size.deviceBytes(),
        host,
        size.hostBytes(),
        new IntPointer(new Address(status)));
  }

  @Override
  public void drain() {
    for (Stream which : Stream.values()) {
      CudaCalls.check(cudaStreamSynchronize(stream(which)), "cudaStreamSynchronize");
    }
  }

  /** Gives back all it has; where the device has failed that may do nothing. */
  @Override
  public void close() {
    while (!made.isEmpty()) {
      made.pop().run();
    }
    release(0);
    release(1);
  }
}
