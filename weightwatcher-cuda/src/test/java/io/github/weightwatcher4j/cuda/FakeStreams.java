package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.Lane.Event;
import io.github.weightwatcher4j.cuda.Lane.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Queues of work that is done when a schedule says so, in an order that events allow. */
final class FakeStreams {

  /** What is queued: some work, or a record of an event, or waiting for one. */
  private interface Item {}

  private record Work(Runnable what) implements Item {}

  private record Recorded(Event event, int number) implements Item {}

  private record Waiting(Event event, int number) implements Item {}

  private final Schedule schedule;
  private final List<Deque<Item>> queues = new ArrayList<>();
  private final int[] recorded = new int[Event.values().length];
  private final int[] reached = new int[Event.values().length];

  FakeStreams(Schedule schedule) {
    this.schedule = schedule;
    for (int i = 0; i < Stream.values().length; i++) {
      queues.add(new ArrayDeque<>());
    }
  }

  private Deque<Item> queue(Stream stream) {
    return queues.get(stream.ordinal());
  }

  void queue(Stream stream, Runnable work) {
    add(stream, new Work(work));
  }

  void record(Event event, Stream stream) {
    add(stream, new Recorded(event, ++recorded[event.ordinal()]));
  }

  void waitFor(Stream stream, Event event) {
    if (schedule.isWaiting()) {
      add(stream, new Waiting(event, recorded[event.ordinal()]));
    }
  }

  void await(Event event) {
    int number = recorded[event.ordinal()];
    while (schedule.isAwaiting() && reached[event.ordinal()] < number) {
      // What leads there, and no more: each stream in turn as far as it must.
      step(holder(event, number));
    }
  }

  private Stream holder(Event event, int number) {
    return queue(Stream.COPY).contains(new Recorded(event, number)) ? Stream.COPY : Stream.COMPUTE;
  }

  private void add(Stream stream, Item item) {
    queue(stream).add(item);
    for (Stream each : Stream.values()) {
      while (schedule.isEarly(each) && !isBlocked(each)) {
        step(each);
      }
    }
  }

  /** Whether nothing can be done there, or not yet. */
  private boolean isBlocked(Stream stream) {
    Item next = queue(stream).peek();
    return next == null
        || (next instanceof Waiting waiting
            && reached[waiting.event().ordinal()] < waiting.number());
  }

  /** Does the next item; where it waits for an event, what leads to that first. */
  private void step(Stream stream) {
    Item next = queue(stream).element();
    if (next instanceof Waiting waiting) {
      while (reached[waiting.event().ordinal()] < waiting.number()) {
        step(holder(waiting.event(), waiting.number()));
      }
    }
    queue(stream).remove();
    if (next instanceof Work work) {
      work.what().run();
    } else if (next instanceof Recorded mark) {
      reached[mark.event().ordinal()] = mark.number();
    }
  }

  void drain() {
    for (Stream stream : Stream.values()) {
      while (!queue(stream).isEmpty()) {
        step(stream);
      }
    }
  }
}
