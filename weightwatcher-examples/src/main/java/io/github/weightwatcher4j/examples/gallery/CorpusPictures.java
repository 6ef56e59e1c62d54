package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.examples.CorpusSpectrum;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.LabelledSpectrum;
import io.github.weightwatcher4j.plot.series.SpectraGrid;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.List;

/** The spectrum of a text, and of its words dealt anew. */
final class CorpusPictures {

  private CorpusPictures() {}

  /** The first paragraphs of Moby-Dick. */
  static List<NamedPlot> of(int paragraphs) {
    LayerTable layers =
        CorpusSpectrum.analyze(CorpusSpectrum.paragraphs().subList(0, paragraphs)).details();
    return List.of(
        new NamedPlot(
            "sparse-corpus",
            SpectraGrid.of(
                "TF-IDF of " + paragraphs + " paragraphs of Moby-Dick",
                List.of(
                    new LabelledSpectrum("as written", layers.get("text")),
                    new LabelledSpectrum("words dealt anew", layers.get("dealt"))))));
  }
}
