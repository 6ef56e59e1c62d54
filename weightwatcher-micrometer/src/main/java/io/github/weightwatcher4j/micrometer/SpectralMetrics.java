package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.Analysis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last analysis of a network as gauges, all tagged {@code model}:
 *
 * <pre>{@code
 * SpectralMetrics metrics = SpectralMetrics.of("digits");
 * metrics.bindTo(registry);
 * ...
 * metrics.update(new WeightWatcher(network).analyze()); // after each epoch, say
 * }</pre>
 *
 * <table>
 *   <caption>Meters; {@code <metric>} is a metric's key in lower case with dots</caption>
 *   <tr><th>name</th><th>tags</th><th>value</th></tr>
 *   <tr><td>{@code weightwatcher.layer.<metric>}</td><td>layer</td><td>the metric of a row</td></tr>
 *   <tr><td>{@code weightwatcher.<metric>.mean}, {@code .median}, {@code .min}, {@code .max}</td>
 *       <td></td><td>over all rows whose fit succeeded</td></tr>
 *   <tr><td>{@code weightwatcher.verdicts}</td><td>verdict: well_trained, cannot_tell, ...; unknown
 *       of layers that could not be analysed</td>
 *       <td>how many layers; only verdicts that the options allow, so that 0 means none</td></tr>
 *   <tr><td>{@code weightwatcher.layer.verdict}</td><td>layer, verdict</td>
 *       <td>1 for the verdict that the layer has</td></tr>
 *   <tr><td>{@code weightwatcher.layer.phase}</td><td>layer, phase: bulk_spikes, ..., undecided</td>
 *       <td>1 for the phase that the layer has</td></tr>
 *   <tr><td>{@code weightwatcher.layers}</td><td>outcome: fitted, fit_failed, skipped; unknown where
 *       it should have been analysed and could not be</td>
 *       <td>how many</td></tr>
 *   <tr><td>{@code weightwatcher.layers.omitted}</td><td></td>
 *       <td>rows that have no gauges of their own, see {@link #withMaxLayers}</td></tr>
 *   <tr><td>{@code weightwatcher.findings}</td><td>type</td>
 *       <td>how many; 0 only where every layer was looked at and none has it</td></tr>
 *   <tr><td>{@code weightwatcher.analyses}</td><td></td><td>counter of analyses</td></tr>
 *   <tr><td>{@code weightwatcher.analysis.duration}</td><td></td>
 *       <td>seconds that the last one took</td></tr>
 * </table>
 *
 * <p>A gauge whose number an analysis lacks, because a fit failed or a layer is gone or could not
 * be analysed, is removed until there is one again: in Prometheus the series ends, and enters no
 * average. What is unknown is never 0, so that an alert has to ask for it by name: {@code verdict}
 * cannot_tell and unknown. Before the first analysis there is only the counter.
 *
 * <p>The verdict of a layer is a label of a series that is 1, as in the {@code _info} series that
 * Prometheus users know: {@code count by (verdict)} counts them, and a change of verdict ends one
 * series and begins another. A series of 0 for each verdict that it does not have would be seven
 * times as many, and a 0 for "not random-like" would be a claim where the verdict is unknown.
 *
 * <p>Safe for use by many threads. Each gauge reads the last analysis, so that a scrape during an
 * update may mix two of them and find NaN where the newer one has no number. May be bound to
 * several registries.
 */
public final class SpectralMetrics implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(SpectralMetrics.class);

  private static final String ANALYSES = "weightwatcher.analyses";
  private static final int DEFAULT_MAX_LAYERS = 100;

  private final String model;
  private final Set<Metric> metrics;
  private final int maxLayers;

  private final LastReadings last = new LastReadings();
  private final List<RegistryGauges> bound = new ArrayList<>();
  private boolean warned;

  private SpectralMetrics(String model, Set<Metric> metrics, int maxLayers) {
    this.model = model;
    this.metrics = metrics;
    this.maxLayers = maxLayers;
  }

  /**
   * The metrics of {@link View#GAUGE} of up to 100 layers: alpha, alpha_weighted,
   * log_spectral_norm, stable_rank and entropy, say.
   *
   * @param model value of the tag {@code model}, which tells several networks apart; not blank
   */
  public static SpectralMetrics of(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model must not be blank but was '" + model + "'");
    }
    return new SpectralMetrics(model, EnumSet.copyOf(View.GAUGE.metrics()), DEFAULT_MAX_LAYERS);
  }

  /**
   * With gauges for other metrics of each layer. Their statistics over the layers are added to
   * those of {@link io.github.weightwatcher4j.report.Summary#METRICS}, which are always there.
   * Bound nowhere.
   */
  public SpectralMetrics withMetrics(Metric metric, Metric... more) {
    return new SpectralMetrics(model, EnumSet.of(metric, more), maxLayers);
  }

  /**
   * With gauges of their own for so many layers at most, the first in the model's order; the others
   * are counted, logged once, and enter the statistics. Bound nowhere.
   *
   * @param layers at least 0
   */
  public SpectralMetrics withMaxLayers(int layers) {
    if (layers < 0) {
      throw new IllegalArgumentException("layers must be >= 0 but was " + layers);
    }
    return new SpectralMetrics(model, metrics, layers);
  }

  /**
   * Shows the last analysis, and those to come, in a registry.
   *
   * @throws IllegalStateException where the registry has meters of a model of this name already:
   *     those of two networks would be told from each other by nothing
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Tags tags = Tags.of("model", model);
    register(registry, tags);
    RegistryGauges gauges = new RegistryGauges(registry, tags, last);
    gauges.update();
    bound.add(gauges);
  }

  private void register(MeterRegistry registry, Tags tags) {
    synchronized (registry) { // between two binders
      if (registry.find(ANALYSES).tags(tags).meter() != null) {
        throw new IllegalStateException(
            ("the registry has meters of a model '%s' already: give this one another name, or bind"
                    + " once and update that")
                .formatted(model));
      }
      FunctionCounter.builder(ANALYSES, last, LastReadings::count)
          .description("analyses of the network")
          .tags(tags)
          .register(registry);
    }
  }

  /** Takes the numbers of an analysis in the place of the last. */
  public synchronized void update(Analysis analysis) {
    int omitted = analysis.details().size() - maxLayers;
    if (omitted > 0 && !warned) {
      warned = true;
      LOG.warn(
          "{}: gauges for the first {} layers, not for the other {}; see withMaxLayers",
          model,
          maxLayers,
          omitted);
    }
    last.replace(Readings.of(analysis, metrics, maxLayers));
    bound.forEach(RegistryGauges::update);
  }
}
