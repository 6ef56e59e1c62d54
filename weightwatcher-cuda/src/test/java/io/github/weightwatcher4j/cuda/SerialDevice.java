package io.github.weightwatcher4j.cuda;

import org.bytedeco.javacpp.Pointer;

/** A device that does nothing at once: each copy and each sum is waited for. For comparison. */
record SerialDevice(Device device) implements Device {

  @Override
  public String description() {
    return device.description();
  }

  @Override
  public long freeBytes() {
    return device.freeBytes();
  }

  @Override
  public Lane open() {
    return new SerialLane(device.open());
  }

  private record SerialLane(Lane lane) implements Lane {

    @Override
    public long allocate(long bytes) {
      return lane.allocate(bytes);
    }

    @Override
    public void free(long address) {
      lane.free(address);
    }

    @Override
    public Pointer pinned(int which, long bytes) {
      return lane.pinned(which, bytes);
    }

    @Override
    public void copyIn(Pointer from, long to, long bytes) {
      lane.copyIn(from, to, bytes);
      lane.drain();
    }

    @Override
    public void copyOut(long from, Pointer to, long bytes) {
      lane.copyOut(from, to, bytes);
    }

    @Override
    public void record(Event event, Stream stream) {
      lane.record(event, stream);
    }

    @Override
    public void waitFor(Stream stream, Event event) {
      lane.waitFor(stream, event);
    }

    @Override
    public void await(Event event) {
      lane.await(event);
    }

    @Override
    public void useForProducts(long address, long bytes) {
      lane.useForProducts(address, bytes);
    }

    @Override
    public void addProduct(
        Real real, boolean transposed, int m, int rows, long block, double keep, long x) {
      lane.addProduct(real, transposed, m, rows, block, keep, x);
      lane.drain();
    }

    @Override
    public Workspace workspace(Problem problem) {
      return lane.workspace(problem);
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
      lane.solve(problem, matrices, values, status, work, host, size);
    }

    @Override
    public void drain() {
      lane.drain();
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
