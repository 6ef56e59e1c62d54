package io.github.weightwatcher4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotFolderTest {

  @TempDir private Path folder;

  private static Analysis analysis(List<String> names) {
    return new WeightWatcher(Models.named(names)).analyze();
  }

  private static List<String> stems(PlotFiles files) {
    return files.written().stream()
        .filter(file -> file.kind().equals("esd"))
        .map(file -> String.valueOf(file.path().getFileName()))
        .toList();
  }

  @Test
  void everyPlotOfTheModelAndItsLayersIsAFile() throws IOException {
    Analysis analysis = analysis(List.of("fc1", "layer1.0.conv1"));
    Path deep = folder.resolve("new/plots");

    PlotFiles files = PlotFolder.of(analysis).write(deep);

    int plots = ModelPlots.of(analysis).size();
    for (LayerReport row : analysis.details()) {
      plots += LayerPlots.of(row).size();
    }
    assertThat(files.failed()).isEmpty();
    assertThat(files.written())
        .hasSize(plots)
        .allSatisfy(file -> assertThat(file.path()).isNotEmptyFile())
        .extracting(PlotFiles.Written::path)
        .doesNotHaveDuplicates()
        .contains(
            deep.resolve("model-alpha.png"),
            deep.resolve("000-fc1-esd.png"),
            deep.resolve("001-layer1.0.conv1-esd.png"));
    assertThat(files.written().get(0).layer()).isEmpty();
    assertThat(files.written().get(plots - 1).layer()).contains("layer1.0.conv1");
    try (var found = Files.list(deep)) {
      assertThat(found).hasSize(plots);
    }
  }

  @Test
  void whatAFileSystemCannotStoreBecomesAnUnderscore() throws IOException {
    String odd = "a:b/c\\d-e*\u0007 é層\"<>|?.";

    assertThat(stems(PlotFolder.of(analysis(List.of("NUL", odd))).write(folder)))
        .containsExactly("000-NUL-esd.png", "001-a_b_c_d_e__u0007________.-esd.png");
  }

  @Test
  void rowsOfOneNumberAreToldApartAlsoWhereCapitalsAreNot() throws IOException {
    ModelSource gates =
        ModelSource.of(
            "gates",
            IntStream.range(0, 4)
                .mapToObj(
                    i ->
                        Models.layer(
                            7,
                            List.of("gate:in", "Gate/In", "gate_in_2", "gate in").get(i),
                            Models.heavyTailed(30, 20, i)))
                .toList());

    List<String> names = stems(PlotFolder.of(new WeightWatcher(gates).analyze()).write(folder));

    assertThat(names)
        .containsExactly(
            "007-gate_in-esd.png",
            "007-Gate_In_2-esd.png",
            "007-gate_in_2_2-esd.png",
            "007-gate_in_3-esd.png");
    assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
  }

  @Test
  void longNamesLoseTheirMiddle() throws IOException {
    String start = "encoder.".repeat(20);

    assertThat(stems(PlotFolder.of(analysis(List.of(start + "one", start + "two"))).write(folder)))
        .allSatisfy(name -> assertThat(name).hasSizeLessThan(100).startsWith("00"))
        .satisfiesExactly(
            name -> assertThat(name).contains("encode...er").endsWith("one-esd.png"),
            name -> assertThat(name).contains("encode...er").endsWith("two-esd.png"));
  }

  @Test
  void aPictureThatFailsDoesNotLoseTheOthers() throws IOException {
    Files.createDirectories(folder.resolve("000-fc1-esd.png/in the way"));

    PlotFiles files = PlotFolder.of(analysis(List.of("fc1", "fc2"))).write(folder);

    assertThat(files.failed())
        .singleElement()
        .satisfies(failed -> assertThat(failed.name()).isEqualTo("000-fc1-esd"))
        .satisfies(failed -> assertThat(failed.cause()).isInstanceOf(IOException.class));
    assertThat(stems(files)).containsExactly("001-fc2-esd.png");
  }

  @Test
  void drawsVectorsOnRequest() throws IOException {
    PlotFiles files = PlotFolder.of(analysis(List.of("fc"))).format(PlotFormat.SVG).write(folder);

    assertThat(files.written())
        .allSatisfy(file -> assertThat(file.path()).content().contains("<svg"));
  }

  @Test
  void tellsOfEveryLayer() throws IOException {
    List<Progress> told = new ArrayList<>();

    PlotFolder.of(analysis(List.of("a", "b", "c"))).progress(told::add).write(folder);

    assertThat(told).first().isEqualTo(new Progress(0, 3, 0, ""));
    assertThat(told).last().satisfies(progress -> assertThat(progress.done()).isEqualTo(3));
    assertThat(told).extracting(Progress::layer).contains("a", "b", "c");
    assertThat(told).extracting(Progress::share).isSorted().endsWith(1.0);
  }
}
