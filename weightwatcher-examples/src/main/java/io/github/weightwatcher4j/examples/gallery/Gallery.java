package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.plot.chart.NamedPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Draws the pictures of {@code docs/gallery.md}. */
public final class Gallery {

  /** As a page shows it; at the resolution of print the repository would be twice as large. */
  private static final int DPI = 96;

  private static final int ROWS = 1000;
  private static final int EPOCHS = 25;
  private static final int PARAGRAPHS = 1386;

  private Gallery() {}

  /**
   * Draws all of them.
   *
   * @param args the folder to draw into, then the weight file of ResNet20
   */
  public static void main(String[] args) throws IOException {
    List<NamedPlot> plots = new ArrayList<>();
    plots.addAll(PhasePictures.of(ROWS));
    plots.addAll(LawPictures.all());
    plots.addAll(ModelPictures.of(Path.of(args[1])));
    plots.addAll(TrainingPictures.of(EPOCHS));
    plots.addAll(SeriesPictures.of(List.of(10, EPOCHS), List.of(8, 16, 32, 64, 128, 256)));
    plots.addAll(UniversalityPictures.of(300));
    plots.addAll(CurvaturePictures.of(EPOCHS, 10, 80));
    plots.addAll(CorpusPictures.of(PARAGRAPHS));
    write(plots, Path.of(args[0]));
  }

  static void write(List<NamedPlot> plots, Path folder) throws IOException {
    for (NamedPlot plot : plots) {
      plot.plot().writePng(folder.resolve(plot.kind() + ".png"), DPI);
    }
  }
}
