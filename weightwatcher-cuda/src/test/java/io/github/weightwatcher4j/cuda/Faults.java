package io.github.weightwatcher4j.cuda;

import java.util.ArrayList;
import java.util.List;

/** What a device in tests does wrong, and when. */
final class Faults {

  private record Fault(String call, int after, DeviceException.Kind kind) {}

  private final List<Fault> faults = new ArrayList<>();
  private double factor = 1;
  private int status;

  /** The call fails, once, after it was made so many times. */
  synchronized void fail(String call, int after, DeviceException.Kind kind) {
    faults.add(new Fault(call, after, kind));
  }

  /** Eigenvalues are off by this factor. */
  synchronized void scale(double by) {
    factor = by;
  }

  /** What the solver says of each matrix. */
  synchronized void status(int value) {
    status = value;
  }

  synchronized double factor() {
    return factor;
  }

  synchronized int status() {
    return status;
  }

  /** Fails if it is time. */
  synchronized void at(String call) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.call().equals(call)) {
        if (fault.after() == 0) {
          faults.remove(i);
          throw DeviceException.of(fault.kind(), call + " failed on purpose");
        }
        faults.set(i, new Fault(call, fault.after() - 1, fault.kind()));
      }
    }
  }
}
