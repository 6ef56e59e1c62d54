package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.plot.series.DepthPlot;
import io.github.weightwatcher4j.plot.series.HistoryPlots;
import io.github.weightwatcher4j.plot.series.LabelledSpectrum;
import io.github.weightwatcher4j.plot.series.ModelsDistancePlot;
import io.github.weightwatcher4j.plot.series.SpectraGrid;
import io.github.weightwatcher4j.plot.series.SpectraPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The demo's perceptron: a layer of it, all of it over the training, and before and after. */
final class TrainingPictures {

  private static final String LAYER = "fc2";
  private static final int BATCH = 32;
  private static final int PANELS = 6;

  private TrainingPictures() {}

  static List<NamedPlot> of(int epochs) {
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    List<TrainingStep> steps = train(network, epochs);
    List<NamedPlot> plots = new ArrayList<>();
    Analysis trained = new WeightWatcher(network).analyze(ModelPictures::everything);
    plots.addAll(ModelPictures.ofLayer(trained.details().get(LAYER)));
    HistoryPlots.of(History.of(steps))
        .forEach(one -> plots.add(new NamedPlot("training-" + one.kind(), one.plot())));
    plots.add(new NamedPlot("training-spectra", spectra(steps)));
    List<LabelledSpectrum> ends =
        List.of(spectrum(steps.get(0)), spectrum(steps.get(steps.size() - 1)));
    plots.add(
        new NamedPlot(
            "training-spectra-overlay",
            SpectraPlot.of("Spectrum of " + LAYER + " before and after training", ends)));
    List<Analysis> two =
        List.of(
            renamed("before training", steps.get(0).analysis()),
            renamed("after training", steps.get(steps.size() - 1).analysis()));
    plots.add(new NamedPlot("two-alpha", DepthPlot.ofAlpha(two)));
    plots.add(new NamedPlot("two-alpha-against-distance", ModelsDistancePlot.of(two)));
    Quantity norm = Quantity.of(Metric.LOG_SPECTRAL_NORM);
    plots.add(new NamedPlot("two-log-spectral-norm", DepthPlot.of(two, norm)));
    return plots;
  }

  private static List<TrainingStep> train(MultiLayerNetwork network, int epochs) {
    Analysis random = new WeightWatcher(network).analyze(TrainingPictures::withBulk);
    List<TrainingStep> steps = new ArrayList<>();
    steps.add(new TrainingStep(0, 0, OptionalDouble.empty(), Duration.ZERO, random));
    try (SpectralListener listener =
        SpectralListener.builder().options(TrainingPictures::withBulk).build()) {
      network.setListeners(listener);
      network.fit(Digits.load(1).batches(BATCH), epochs);
      steps.addAll(listener.history().steps());
    }
    return steps;
  }

  private static AnalysisOptionsBuilder withBulk(AnalysisOptionsBuilder options) {
    return options.mpFit(true);
  }

  private static PlotGrid spectra(List<TrainingStep> steps) {
    List<LabelledSpectrum> spectra = new ArrayList<>();
    for (int i = 0; i < PANELS; i++) {
      spectra.add(spectrum(steps.get(i * (steps.size() - 1) / (PANELS - 1))));
    }
    return SpectraGrid.of("Spectrum of " + LAYER + " over the training", spectra);
  }

  private static LabelledSpectrum spectrum(TrainingStep step) {
    return new LabelledSpectrum("epoch " + step.epoch(), step.analysis().details().get(LAYER));
  }

  private static Analysis renamed(String name, Analysis analysis) {
    return Analysis.of(
        name,
        analysis.details(),
        analysis.summary(),
        analysis.skipped(),
        analysis.findings(),
        analysis.notes(),
        analysis.provenance());
  }
}
