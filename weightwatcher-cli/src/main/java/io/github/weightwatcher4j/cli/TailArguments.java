package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Stage;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.TailOptions;
import picocli.CommandLine.Option;

/** What is fitted to the tail. */
final class TailArguments {

  /** The fits, as the Python tool names them. */
  enum Fit {
    /** Power law. */
    PL,
    /** Truncated power law. */
    TPL,
    /** Truncated power law from the peak of the spectrum on. */
    E_TPL,
    /** Hill estimator. */
    HILL
  }

  @Option(
      names = "--fit",
      paramLabel = "LAW",
      description =
          "pl: power law (default); tpl: power law with an exponential cutoff; e_tpl: the same, from"
              + " the peak of the spectrum on; hill: Hill estimator above the median.")
  private Fit fit = Fit.PL;

  @Option(names = "--xmin-peak", description = "Begin the tail near the peak of the spectrum.")
  private boolean xMinAtPeak;

  @Option(
      names = "--fingers",
      description = "Leave out up to ten of the largest eigenvalues where that lowers alpha by 1.")
  private boolean fingers;

  @Option(
      names = "--drop-largest",
      paramLabel = "N",
      description = "Leave out the N largest eigenvalues.")
  private int dropLargest;

  @Option(
      names = "--min-tail",
      paramLabel = "N",
      description = "Fewest eigenvalues in a tail (default: ${DEFAULT-VALUE}).")
  private int minTail = 2;

  @Option(
      names = "--compare-laws",
      description = "Fit five laws to the tail and tell which describes it best.")
  private boolean compareLaws;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description =
          "Interval of alpha and p-value of the power law, by refitting N samples; 1000, say.")
  private int bootstrap;

  @Option(
      names = "--level",
      paramLabel = "P",
      description = "Level of that interval (default: ${DEFAULT-VALUE}).")
  private double level = 0.95;

  @Option(names = "--profile", description = "Look for a second tail that fits as well.")
  private boolean profile;

  void apply(AnalysisOptionsBuilder options) {
    options.tail(this::apply);
  }

  private TailOptions apply(TailOptions tail) {
    tail.dropLargest(dropLargest).minSize(minTail).bootstrap(bootstrap).level(level);
    if (fit == Fit.TPL || fit == Fit.E_TPL) {
      tail.law(TailLaw.TRUNCATED_POWER_LAW);
    }
    if (fit == Fit.E_TPL || xMinAtPeak) {
      tail.xMinAtPeak();
    }
    if (fit == Fit.HILL) {
      tail.hill();
    }
    if (fingers) {
      tail.clipXmax();
    }
    if (compareLaws) {
      tail.compareLaws();
    }
    if (profile) {
      tail.profile();
    }
    return tail;
  }

  /** The option that a metric of the tail waits for, where it is not given; else empty text. */
  String missing(Metric metric) {
    if (metric == Metric.LAMBDA) {
      return fit == Fit.TPL || fit == Fit.E_TPL ? "" : "--fit tpl";
    }
    if (metric == Metric.RAW_ALPHA || metric == Metric.NUM_FINGERS) {
      return fingers ? "" : "--fingers";
    }
    return metric.stage() == Stage.BOOTSTRAP && bootstrap == 0 ? "--bootstrap 1000" : "";
  }
}
