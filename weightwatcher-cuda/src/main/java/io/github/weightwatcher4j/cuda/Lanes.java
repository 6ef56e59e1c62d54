package io.github.weightwatcher4j.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/** The lanes of one solver: as many as there are threads that ask at once, each used again. */
final class Lanes implements AutoCloseable {

  private final Device device;
  private final Deque<Lane> idle = new ArrayDeque<>();

  Lanes(Device device) {
    this.device = device;
  }

  /** A lane, for its caller alone until it is given back. */
  Lane take() {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return device.open();
  }

  synchronized void giveBack(Lane lane) {
    idle.push(lane);
  }

  @Override
  public synchronized void close() {
    idle.forEach(Lane::close);
    idle.clear();
  }
}
