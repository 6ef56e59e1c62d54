package io.github.weightwatcher4j.plot.chart;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which rows and columns of a map are named: all of a few, else at most ten. */
final class CellTicks {

  private static final int MOST = 10;
  private static final double LINE = 15;
  private static final double GAP = 8;

  private CellTicks() {}

  /** All rows that have room for their names, else at most ten with equal distances. */
  static List<Integer> rows(int count, double length) {
    int every = count * LINE <= length ? 1 : (int) RoundNumber.atLeast((double) count / MOST);
    while (every > 1 && length * every / count < LINE) {
      every *= 2;
    }
    int step = every;
    return IntStream.range(0, count).filter(i -> i % step == 0).boxed().toList();
  }

  /** At most ten columns whose names have room: whole numbers at round ones. */
  static List<Integer> columns(List<String> names, double length) {
    int count = names.size();
    double widest = names.stream().mapToDouble(n -> Fonts.width(n, Fonts.TICK)).max().orElse(0);
    int fit = (int) Math.max(1, Math.min(MOST, length / (widest + GAP)));
    int every = count <= fit ? 1 : (int) RoundNumber.atLeast((double) count / fit);
    List<Integer> round =
        IntStream.range(0, count)
            .filter(i -> every == 1 || number(names.get(i)).orElse(i) % every == 0)
            .boxed()
            .toList();
    return round.size() >= 2 && round.size() <= fit
        ? round
        : IntStream.range(0, count).filter(i -> i % every == 0).boxed().toList();
  }

  private static OptionalInt number(String name) {
    return name.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(name))
        : OptionalInt.empty();
  }
}
