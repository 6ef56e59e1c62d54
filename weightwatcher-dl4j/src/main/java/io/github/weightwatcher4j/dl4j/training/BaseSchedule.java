package io.github.weightwatcher4j.dl4j.training;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate that an updater has of its own, without any factor of ours. */
final class BaseSchedule {

  /**
   * DL4J's interface of updaters can set a schedule but not tell it. AdaBelief is missing because
   * no network can train with it: it fails on the vectors that its state is kept in (1.0.0-M2.1).
   */
  private static final Map<Class<?>, Reader> READERS =
      Map.ofEntries(
          reader(AMSGrad.class, AMSGrad::getLearningRateSchedule),
          reader(AdaGrad.class, AdaGrad::getLearningRateSchedule),
          reader(AdaMax.class, AdaMax::getLearningRateSchedule),
          reader(Adam.class, Adam::getLearningRateSchedule),
          reader(Nadam.class, Nadam::getLearningRateSchedule),
          reader(Nesterovs.class, Nesterovs::getLearningRateSchedule),
          reader(RmsProp.class, RmsProp::getLearningRateSchedule),
          reader(Sgd.class, Sgd::getLearningRateSchedule));

  /** Reads the schedule of one kind of updater, null where its rate is fixed. */
  @FunctionalInterface
  private interface Reader {
    @Nullable ISchedule of(IUpdater updater);
  }

  private BaseSchedule() {}

  /**
   * The schedule, constant for a fixed rate; empty for an updater that has none, or is not DL4J's
   * own.
   */
  static Optional<ISchedule> of(IUpdater updater) {
    return current(updater)
        .map(schedule -> schedule instanceof ScaledSchedule scaled ? scaled.base() : schedule);
  }

  /** The factor of ours that the rate has now, 1 where it has none. */
  static double factor(IUpdater updater) {
    return current(updater)
        .map(schedule -> schedule instanceof ScaledSchedule scaled ? scaled.factor() : 1.0)
        .orElse(1.0);
  }

  /** The updater with its own rate times a factor; with factor 1 nothing of ours is left in it. */
  static IUpdater scaled(IUpdater updater, double factor) {
    ISchedule base = of(updater).orElseThrow();
    IUpdater scaled = updater.clone();
    if (factor != 1) {
      scaled.setLrAndSchedule(Double.NaN, new ScaledSchedule(base, factor));
    } else if (base instanceof FixedSchedule fixed) {
      scaled.setLrAndSchedule(fixed.getValue(), null);
    } else {
      scaled.setLrAndSchedule(Double.NaN, base);
    }
    return scaled;
  }

  private static Optional<ISchedule> current(IUpdater updater) {
    Reader reader = READERS.get(updater.getClass());
    if (reader == null) {
      return Optional.empty();
    }
    ISchedule schedule = reader.of(updater);
    return Optional.of(
        schedule == null ? new FixedSchedule(updater.getLearningRate(0, 0)) : schedule);
  }

  private static <U extends IUpdater> Map.Entry<Class<?>, Reader> reader(
      Class<U> kind, Function<U, @Nullable ISchedule> schedule) {
    return Map.entry(kind, updater -> schedule.apply(kind.cast(updater)));
  }
}
