package io.github.weightwatcher4j.cuda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/**
 * A device without a GPU: memory of the machine, sums and eigenvalues by OpenBLAS, and streams
 * whose work is done as early or as late as a schedule has it. Memory that was not written to is
 * NaN.
 */
final class FakeDevice implements Device {

  private static final int ALIGNMENT = 256;

  private final long bytes;
  private final Schedule schedule;
  private final Map<Long, Block> blocks = new HashMap<>();
  private long taken;
  private long mostTaken;
  private int opened;
  private int closed;

  static {
    openblas.blas_set_num_threads(1); // with more of them bits differ, and busy cores are a trap
  }

  /** What was solved. */
  final Collection<Problem> solved = Collections.synchronizedList(new ArrayList<>());

  /** What goes wrong. */
  final Faults faults = new Faults();

  private record Block(Pointer pointer, long bytes) {}

  FakeDevice(long bytes, Schedule schedule) {
    this.bytes = bytes;
    this.schedule = schedule;
  }

  /** One with a gigabyte, that does everything at once. */
  static FakeDevice large() {
    return new FakeDevice(1_000_000_000, Schedule.AT_ONCE);
  }

  @Override
  public String description() {
    return "a device in tests";
  }

  @Override
  public synchronized long freeBytes() {
    return bytes - taken;
  }

  @Override
  public synchronized Lane open() {
    faults.at("open");
    opened++;
    return new FakeLane(this, schedule);
  }

  synchronized void closed() {
    closed++;
  }

  synchronized long allocate(long size) {
    faults.at("allocate");
    if (taken + size > bytes) {
      throw DeviceException.of(DeviceException.Kind.MEMORY, "no memory left");
    }
    Pointer pointer = Pointer.malloc(size + ALIGNMENT);
    Pointer.memset(pointer, 0xff, size + ALIGNMENT);
    long address = (pointer.address() / ALIGNMENT + 1) * ALIGNMENT;
    blocks.put(address, new Block(pointer, size));
    taken += size;
    mostTaken = Math.max(mostTaken, taken);
    return address;
  }

  synchronized void free(long address) {
    Block block = blocks.remove(address);
    if (block == null) {
      throw new AssertionError("freed twice, or never taken: " + address);
    }
    taken -= block.bytes();
    Pointer.free(block.pointer());
  }

  synchronized long mostTaken() {
    return mostTaken;
  }

  /** How many lanes were opened. */
  synchronized int opened() {
    return opened;
  }

  /** What is still taken, of memory and lanes. */
  synchronized List<String> leaks() {
    List<String> leaks = new ArrayList<>();
    if (taken != 0) {
      leaks.add(taken + " bytes");
    }
    if (opened != closed) {
      leaks.add((opened - closed) + " lanes");
    }
    return leaks;
  }
}
