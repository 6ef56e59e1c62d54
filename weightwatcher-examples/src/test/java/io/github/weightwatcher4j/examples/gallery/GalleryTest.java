package io.github.weightwatcher4j.examples.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  private static final Path PAGE = Path.of("..", "docs", "gallery.md");
  private static final Path PICTURES = Path.of("..", "docs", "images", "gallery");
  private static final Path RESNET20 =
      Path.of("../weightwatcher-core/src/test/resources/models/resnet20.safetensors");

  /** The same pictures from smaller models. */
  private static List<NamedPlot> small() {
    List<NamedPlot> plots = new ArrayList<>();
    plots.addAll(PhasePictures.of(100));
    plots.addAll(LawPictures.all());
    plots.addAll(ModelPictures.of(RESNET20));
    plots.addAll(TrainingPictures.of(5));
    plots.addAll(SeriesPictures.of(List.of(1), List.of(64, 128, 256)));
    plots.addAll(UniversalityPictures.of(60));
    plots.addAll(CurvaturePictures.of(1, 1, 5));
    plots.addAll(CorpusPictures.of(150));
    return plots;
  }

  @Test
  void thePageShowsThePicturesThatAreDrawnAndNoOthers(@TempDir Path folder) throws IOException {
    Gallery.write(small(), folder);

    Set<String> drawn = names(folder);
    assertThat(shown()).isEqualTo(drawn);
    assertThat(names(PICTURES)).isEqualTo(drawn);
  }

  @Test
  void thePicturesAreLight() throws IOException {
    long all = 0;
    for (String name : names(PICTURES)) {
      assertThat(Files.size(PICTURES.resolve(name))).as(name).isLessThanOrEqualTo(60_000);
      all += Files.size(PICTURES.resolve(name));
    }
    assertThat(all).isLessThanOrEqualTo(2_000_000);
  }

  @Test
  void thePhasesAreWhatTheyAreCalled() {
    assertThat(number(Phase.RANDOM_LIKE, Metric.NUM_SPIKES)).isZero();
    assertThat(number(Phase.BLEEDING_OUT, Metric.NUM_SPIKES)).isBetween(1.0, 7.0);
    assertThat(number(Phase.BULK_AND_SPIKES, Metric.NUM_SPIKES)).isEqualTo(5);
    assertThat(number(Phase.BULK_DECAY, Metric.NUM_SPIKES)).isGreaterThan(10);
    assertThat(number(Phase.HEAVY_TAILED, Metric.ALPHA)).isBetween(2.0, 3.5);
    assertThat(number(Phase.RANK_COLLAPSE, Metric.RANK_LOSS)).isEqualTo(60);
  }

  @Test
  void theLayerWithTrapsHasOneForEachWeightThatIsTooLarge() {
    assertThat(ModelPictures.trapped().metric(Metric.RAND_NUM_SPIKES)).hasValue(2);
  }

  private static double number(Phase phase, Metric metric) {
    LayerReport report =
        new WeightWatcher(phase.weights(300))
            .analyze(options -> options.mpFit(true))
            .details()
            .get("weights");
    return report.metric(metric).orElseThrow();
  }

  private static Set<String> shown() throws IOException {
    Pattern picture = Pattern.compile("!\\[[^]]+]\\(images/gallery/([^)]+)\\)");
    Set<String> names = new TreeSet<>();
    picture.matcher(Files.readString(PAGE)).results().forEach(m -> names.add(m.group(1)));
    return names;
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }
}
