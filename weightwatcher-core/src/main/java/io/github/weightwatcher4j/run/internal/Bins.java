package io.github.weightwatcher4j.run.internal;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Work shared out among bins, so that none has much more than another. */
public final class Bins {

  private record Bin(int number, double load) {}

  private Bins() {}

  /**
   * The bin of each piece of work: the largest piece first into the emptiest bin, at most 4/3 of
   * the best that can be done (Graham 1969). Ties go to the first piece and the first bin, so that
   * the bins are the same wherever they are made.
   *
   * @param work of each piece, finite and &ge; 0
   * @param bins how many, at least 1
   * @return a bin for each piece, from 0
   */
  public static int[] of(double[] work, int bins) {
    PriorityQueue<Bin> emptiest =
        new PriorityQueue<>(Comparator.comparingDouble(Bin::load).thenComparingInt(Bin::number));
    IntStream.range(0, bins).forEach(bin -> emptiest.add(new Bin(bin, 0)));
    int[] chosen = new int[work.length];
    IntStream.range(0, work.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer piece) -> -work[piece]))
        .forEach(
            piece -> {
              Bin bin = emptiest.remove();
              chosen[piece] = bin.number();
              emptiest.add(new Bin(bin.number(), bin.load() + work[piece]));
            });
    return chosen;
  }
}
