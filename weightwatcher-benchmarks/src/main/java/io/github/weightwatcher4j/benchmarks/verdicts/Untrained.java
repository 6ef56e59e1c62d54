package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What is said of networks before they are trained: the ResNets of CIFAR-10 and the networks of
 * {@code weightwatcher-digits} by their shapes, with He's initialization, normal or uniform. Layers
 * of fewer than 16 eigenvalues are left out.
 *
 * <p>Arguments: networks of each kind (20), seed (1).
 */
public final class Untrained {

  private record Shape(int rows, int columns, int positions) {}

  private Untrained() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int networks = Cases.argument(arguments, 0, 20);
    int seed = Cases.argument(arguments, 1, 1);
    for (int blocks : new int[] {3, 5, 7, 9}) {
      measure("ResNet" + (6 * blocks + 2), resNet(blocks), networks, seed);
    }
    measure(
        "digits, perceptron",
        List.of(new Shape(64, 512, 1), new Shape(512, 256, 1)),
        10 * networks,
        seed);
    measure(
        "digits, convolutions",
        List.of(new Shape(32, 1, 25), new Shape(64, 32, 9), new Shape(256, 128, 1)),
        10 * networks,
        seed);
  }

  private static List<Shape> resNet(int blocks) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(16, 3, 9));
    int channels = 16;
    for (int stage : new int[] {16, 32, 64}) {
      for (int block = 0; block < blocks; block++) {
        shapes.add(new Shape(stage, channels, 9));
        shapes.add(new Shape(stage, stage, 9));
        channels = stage;
      }
    }
    return shapes;
  }

  private static void measure(String name, List<Shape> shapes, int networks, int seed) {
    measure(name + ", normal", shapes, Entries.gaussian(), networks, seed);
    measure(name + ", uniform", shapes, Entries.uniform(), networks, seed);
  }

  private static void measure(
      String name, List<Shape> shapes, Entries entries, int networks, int seed) {
    List<List<LayerReport>> reports =
        Cases.run(
            networks,
            i ->
                network(shapes, entries, RandomMatrix.random(seed, i))
                    .analyze(it -> it)
                    .details()
                    .rows());
    List<LayerReport> rows = reports.stream().flatMap(List::stream).toList();
    Cases.print(
        "%s: random-like by phase %s, by verdict %s",
        name,
        new Rate(rows.stream().filter(Untrained::isRandomLikeInPhase).count(), rows.size()),
        new Rate(rows.stream().filter(Untrained::isRandomLike).count(), rows.size()));
    Tally others = new Tally();
    rows.stream().filter(row -> !isRandomLike(row)).forEach(row -> others.add(said(row)));
    others.print("  ", rows.size());
  }

  private static String said(LayerReport row) {
    return "%.0f x %.0f x %.0f, "
            .formatted(
                row.metric(Metric.RF).orElse(1),
                row.metric(Metric.N).orElse(0),
                row.metric(Metric.M).orElse(0))
        + Tally.withoutNumbers(row.verdict().label() + ": " + row.verdict().reason());
  }

  private static boolean isRandomLikeInPhase(LayerReport row) {
    return row.phase().map(LayerPhase::phase).filter(Phase.RANDOM_LIKE::equals).isPresent();
  }

  private static boolean isRandomLike(LayerReport row) {
    return row.verdict().verdict() == Verdict.RANDOM_LIKE;
  }

  private static RandomModel network(List<Shape> shapes, Entries entries, SplittableRandom random) {
    RandomModel model = new RandomModel();
    for (Shape shape : shapes) {
      double deviation = Math.sqrt(2.0 / (shape.columns() * shape.positions()));
      List<double[][]> slices =
          Stream.generate(() -> RandomMatrix.of(shape.rows(), shape.columns(), entries, random))
              .limit(shape.positions())
              .map(slice -> RandomMatrix.scaled(slice, deviation))
              .toList();
      if (slices.size() == 1) {
        model.dense(slices.get(0));
      } else {
        model.convolution(slices);
      }
    }
    return model;
  }
}
