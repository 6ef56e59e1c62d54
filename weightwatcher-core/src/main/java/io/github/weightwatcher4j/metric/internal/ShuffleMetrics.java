package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A layer compared with its own shuffled weights: means over the replicas, counts the lower median.
 */
public final class ShuffleMetrics {

  private ShuffleMetrics() {}

  /**
   * The columns of the shuffled weights; none where nothing was shuffled.
   *
   * @param spectrum of the layer
   * @param replicas of its shuffled weights; a bulk that could not be fitted enters no mean
   */
  public static Metrics of(Spectrum spectrum, List<ShuffledSpectrum> replicas) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    List<Spectrum> shuffled = replicas.stream().map(ShuffledSpectrum::spectrum).toList();
    double max = shuffled.stream().mapToDouble(Spectrum::max).average().orElse(0);
    if (!(max > 0)) {
      return Metrics.none();
    }
    values.put(Metric.MAX_RAND_EVAL, max);
    values.put(Metric.WW_SOFTRANK, max / spectrum.max());
    values.put(Metric.WW_MAXDIST, spectrum.max() - max);
    shuffled.stream()
        .map(replica -> SpectralDistance.jensenShannon(spectrum, replica))
        .mapToDouble(OptionalDouble::orElseThrow)
        .average()
        .ifPresent(distance -> values.put(Metric.RAND_DISTANCE, distance));
    putBulks(replicas, values);
    return Metrics.of(values);
  }

  private static void putBulks(List<ShuffledSpectrum> replicas, Map<Metric, Double> values) {
    List<MarchenkoPasturFit> fits =
        replicas.stream()
            .map(ShuffledSpectrum::bulk)
            .filter(MarchenkoPasturFit.class::isInstance)
            .map(MarchenkoPasturFit.class::cast)
            .toList();
    if (fits.isEmpty()) {
      return;
    }
    median(replicas)
        .ifPresent(
            median -> {
              values.put(Metric.RAND_NUM_SPIKES, (double) median.count().orElseThrow());
              burden(median).ifPresent(burden -> values.put(Metric.TRAP_BURDEN, burden));
            });
    values.put(Metric.RAND_SIGMA_MP, mean(fits, MarchenkoPasturFit::sigma));
    values.put(Metric.RAND_MP_SOFTRANK, mean(fits, MarchenkoPasturFit::softRank));
    values.put(Metric.RAND_BULK_MIN, mean(fits, MarchenkoPasturFit::bulkMin));
    values.put(Metric.RAND_BULK_MAX, mean(fits, MarchenkoPasturFit::bulkMax));
    values.put(Metric.RAND_W_SCALE, mean(fits, MarchenkoPasturFit::scale));
    values.put(Metric.RAND_TW, mean(fits, MarchenkoPasturFit::statistic));
  }

  /**
   * The first replica with as many traps as the lower median; empty where the number is unknown in
   * any: a replica that is not known is not one without traps.
   */
  public static Optional<ShuffledSpectrum> median(List<ShuffledSpectrum> replicas) {
    if (replicas.isEmpty() || replicas.stream().anyMatch(it -> it.count().isEmpty())) {
      return Optional.empty();
    }
    int[] traps = replicas.stream().mapToInt(it -> it.count().orElseThrow()).sorted().toArray();
    int median = traps[(traps.length - 1) / 2];
    return replicas.stream().filter(it -> it.count().orElseThrow() == median).findFirst();
  }

  /** Unknown where not all that traps was measured: rows and columns have no such number. */
  private static OptionalDouble burden(ShuffledSpectrum replica) {
    boolean unknown =
        replica.lines() > 0 || (replica.measured().isEmpty() && !replica.traps().isEmpty());
    return unknown ? OptionalDouble.empty() : OptionalDouble.of(Trap.burden(replica.measured()));
  }

  private static double mean(
      List<MarchenkoPasturFit> fits, ToDoubleFunction<MarchenkoPasturFit> value) {
    return fits.stream().mapToDouble(value).average().orElseThrow();
  }
}
