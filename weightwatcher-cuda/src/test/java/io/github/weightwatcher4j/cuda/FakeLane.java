package io.github.weightwatcher4j.cuda;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_ssyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas.cblas_ssyrk;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/** Streams of a {@link FakeDevice}. */
final class FakeLane implements Lane {

  private final FakeDevice device;
  private final FakeStreams streams;
  private final Pointer[] pinned = {new Pointer(), new Pointer()};
  private final long[] pinnedBytes = new long[2];
  private boolean closed;

  FakeLane(FakeDevice device, Schedule schedule) {
    this.device = device;
    this.streams = new FakeStreams(schedule);
  }

  @Override
  public long allocate(long bytes) {
    return device.allocate(bytes);
  }

  @Override
  public void free(long address) {
    device.free(address);
  }

  @Override
  public Pointer pinned(int which, long bytes) {
    if (pinnedBytes[which] < bytes) {
      Pointer.free(pinned[which]);
      pinned[which] = Pointer.malloc(bytes);
      pinnedBytes[which] = bytes;
    }
    return pinned[which];
  }

  @Override
  public void copyIn(Pointer from, long to, long bytes) {
    device.faults.at("copyIn");
    streams.queue(Stream.COPY, () -> Pointer.memcpy(new Address(to), from, bytes));
  }

  @Override
  public void copyOut(long from, Pointer to, long bytes) {
    device.faults.at("copyOut");
    streams.drain();
    Pointer.memcpy(to, new Address(from), bytes);
  }

  @Override
  public void record(Event event, Stream stream) {
    streams.record(event, stream);
  }

  @Override
  public void waitFor(Stream stream, Event event) {
    streams.waitFor(stream, event);
  }

  @Override
  public void await(Event event) {
    streams.await(event);
  }

  @Override
  public void useForProducts(long address, long bytes) {
    if (address % 256 != 0 || bytes < 1 << 20) {
      throw new AssertionError("no workspace: " + address + ", " + bytes);
    }
  }

  @Override
  public void addProduct(
      Real real, boolean transposed, int m, int rows, long block, double keep, long x) {
    device.faults.at("addProduct");
    int form = transposed ? CblasTrans : CblasNoTrans;
    int leading = transposed ? rows : m;
    Address from = new Address(block);
    Address to = new Address(x);
    streams.queue(
        Stream.COMPUTE,
        () -> {
          if (real == Real.FLOAT64) {
            DoublePointer b = new DoublePointer(from);
            DoublePointer c = new DoublePointer(to);
            cblas_dsyrk(CblasColMajor, CblasLower, form, m, rows, 1, b, leading, keep, c, m);
          } else {
            FloatPointer b = new FloatPointer(from);
            FloatPointer c = new FloatPointer(to);
            float beta = (float) keep;
            cblas_ssyrk(CblasColMajor, CblasLower, form, m, rows, 1, b, leading, beta, c, m);
          }
        });
  }

  @Override
  public Workspace workspace(Problem problem) {
    return new Workspace(problem.bytesOfMatrices(), 24);
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
    device.faults.at("solve");
    device.solved.add(problem);
    streams.queue(
        Stream.COMPUTE,
        () -> {
          Pointer.memset(new Address(work), 0x5a, size.deviceBytes());
          Pointer.memset(host, 0x5a, size.hostBytes());
          for (int i = 0; i < problem.count(); i++) {
            long x = matrices + i * problem.bytesOfMatrix();
            long w = values + (long) i * problem.m() * problem.real().bytes();
            solve(problem, x, w);
            new IntPointer(new Address(status)).put(i, device.faults.status());
          }
        });
  }

  private void solve(Problem problem, long x, long w) {
    int m = problem.m();
    byte job = (byte) (problem.vectors() ? 'V' : 'N');
    byte lower = 'L';
    if (problem.real() == Real.FLOAT64) {
      DoublePointer found = new DoublePointer(new Address(w));
      LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, lower, m, new DoublePointer(new Address(x)), m, found);
      for (int i = 0; i < m; i++) {
        found.put(i, found.get(i) * device.faults.factor());
      }
    } else {
      FloatPointer found = new FloatPointer(new Address(w));
      LAPACKE_ssyevd(LAPACK_COL_MAJOR, job, lower, m, new FloatPointer(new Address(x)), m, found);
    }
  }

  @Override
  public void drain() {
    streams.drain();
  }

  @Override
  public void close() {
    if (closed) {
      throw new AssertionError("closed twice");
    }
    closed = true;
    Pointer.free(pinned[0]);
    Pointer.free(pinned[1]);
    device.closed();
  }
}
