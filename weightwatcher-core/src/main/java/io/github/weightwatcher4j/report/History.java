package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.report.internal.Paragraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The analyses of a training run, oldest first. Immutable.
 *
 * @param steps the analyses
 * @param notes remarks on the whole, such as a last line of a file that could not be read
 */
public record History(List<TrainingStep> steps, List<String> notes) {

  /** Copies the lists. */
  public History {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /** A history of these steps, without notes. */
  public static History of(List<TrainingStep> steps) {
    return new History(steps, List.of());
  }

  /**
   * A number at one step of the training.
   *
   * @param epoch epochs finished
   * @param iteration updates of the parameters made
   * @param value the number, finite
   */
  public record Point(int epoch, int iteration, double value) {}

  /**
   * Where the numbers of updates do not go on, as when a training is resumed from a checkpoint
   * older than its last analysis, or begun anew: the places of these steps in {@link #steps}, from
   * 0. What comes before them with their numbers or higher ones is not of their course.
   */
  public List<Integer> resumptions() {
    return IntStream.range(1, steps.size())
        .filter(i -> !steps.get(i).follows(steps.get(i - 1)))
        .boxed()
        .toList();
  }

  /** The notes, and a sentence for each of {@link #resumptions}. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(notes);
    for (int i : resumptions()) {
      remarks.add(
          ("numbers go back at %s, after %s: the training was resumed from an older checkpoint, or"
                  + " is another one; steps before it with its numbers or higher ones are not of its"
                  + " course")
              .formatted(where(i), where(i - 1)));
    }
    return List.copyOf(remarks);
  }

  private String where(int i) {
    return "epoch " + steps.get(i).epoch() + ", update " + steps.get(i).iteration();
  }

  /** The newest analysis; empty where there is none. */
  public Optional<TrainingStep> latest() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** Full names of all layers that were ever analysed, in the model's order. */
  public List<String> layers() {
    Set<String> names = new LinkedHashSet<>();
    for (TrainingStep step : steps) {
      step.analysis().details().forEach(row -> names.add(row.name()));
    }
    return List.copyOf(names);
  }

  /**
   * A metric of one layer over the training; steps without it are left out.
   *
   * @param layer full name of the layer, one of {@link #layers}
   * @throws IllegalArgumentException where no step has such a layer; the message lists those it
   *     has, or the nearest of many
   */
  public List<Point> series(String layer, Metric metric) {
    if (!layers().contains(layer)) {
      throw new IllegalArgumentException(
          "no analysed layer is named '" + layer + "'; " + Nearest.told(layer, layers()));
    }
    return points(
        step ->
            step.analysis()
                .details()
                .find(layer)
                .map(row -> row.metric(metric))
                .orElse(OptionalDouble.empty()));
  }

  /**
   * The mean of a metric over the layers, as the summary has it, over the training; steps without
   * it are left out.
   *
   * @param metric one of {@link Summary#METRICS}
   * @throws IllegalArgumentException where it is another
   */
  public List<Point> series(Metric metric) {
    if (!Summary.METRICS.contains(metric)) {
      throw new IllegalArgumentException(
          metric + " is not among the metrics of the summary, which are " + Summary.METRICS);
    }
    return points(step -> step.analysis().summary().mean(metric));
  }

  /** The network's loss over the training; steps without it are left out. */
  public List<Point> scores() {
    return points(TrainingStep::score);
  }

  private List<Point> points(Function<TrainingStep, OptionalDouble> number) {
    return steps.stream()
        .filter(step -> number.apply(step).isPresent())
        .map(step -> point(step, number.apply(step).getAsDouble()))
        .toList();
  }

  private static Point point(TrainingStep step, double value) {
    return new Point(step.epoch(), step.iteration(), value);
  }

  /**
   * A line for each analysis, aligned: where it was made, the loss, means, and how many layers have
   * each verdict that any has; one that could not be analysed is unknown, as one that cannot be
   * told. A step whose numbers go back has a {@code *}, and {@link #remarks} follow.
   */
  @Override
  public String toString() {
    return toText(Paragraph.WIDTH);
  }

  /**
   * As {@link #toString}, in lines of so many columns instead of 80.
   *
   * @param columns of the terminal, at least 40
   */
  public String toText(int columns) {
    return HistoryText.of(this, columns);
  }
}
