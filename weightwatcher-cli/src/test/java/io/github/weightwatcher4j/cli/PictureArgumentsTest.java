package io.github.weightwatcher4j.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.internal.ModelNames;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureArgumentsTest {

  @TempDir private Path folder;

  private Path model(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return SampleFiles.write(file, Map.of("fc:1", SampleFiles.noise(40, 30, 1)));
  }

  @Test
  void drawsTheModelAndItsLayers() throws IOException {
    Path plots = folder.resolve("new/plots");

    CommandRun run =
        CommandRun.of("analyze", model("a.safetensors").toString(), "--plots", plots.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(plots.resolve("model-alpha.png")).isNotEmptyFile();
    assertThat(plots.resolve("000-fc_1-esd.png")).isNotEmptyFile();
    assertThat(run.out()).contains(" pictures in " + plots);
  }

  @Test
  void severalModelsHaveAFolderEach() throws IOException {
    CommandRun run =
        CommandRun.of(
            "analyze",
            model("gpt/model.safetensors").toString(),
            folder.resolve("nothing").toString(),
            model("bert/model.safetensors").toString(),
            "--plots",
            folder.toString(),
            "--plot-format=svg",
            "--json=-");

    assertThat(run.exitCode()).as("one model is missing").isEqualTo(ExitCodes.FAILURE);
    assertThat(run.out()).as("nothing but JSON").startsWith("[\n").endsWith("]\n");
    assertThat(folder.resolve("gpt_model.safetensors/model-alpha.svg")).isNotEmptyFile();
    assertThat(folder.resolve("bert_model.safetensors/000-fc_1-esd.svg")).isNotEmptyFile();
  }

  @Test
  void theReportIsAPageForEachModel() throws IOException {
    String a = model("a.safetensors").toString();
    String b = model("b.safetensors").toString();
    String page = folder.resolve("page.html").toString();

    CommandRun one = CommandRun.of("analyze", a, "--report", page);
    CommandRun two = CommandRun.of("analyze", a, b, "--report", page);

    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(one.out()).endsWith("report in " + page + System.lineSeparator());
    assertThat(folder.resolve("page.html")).content().contains("<svg", "fc:1");
    assertThat(two.exitCode()).as(two.err()).isZero();
    assertThat(folder.resolve("page-a.safetensors.html")).isNotEmptyFile();
    assertThat(folder.resolve("page-b.safetensors.html")).isNotEmptyFile();
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheWork() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    String nowhere = taken.resolve("page.html").toString();

    assertThat(CommandRun.of("analyze", "x", "--report", nowhere).err())
        .contains("cannot write to " + nowhere);
    String same = folder.resolve("page").toString();
    assertThat(CommandRun.of("analyze", "x", "--report", same, "--csv", same).err())
        .contains("need a file each");
  }

  @Test
  void aPictureThatCannotBeWrittenIsToldAfterTheOthersWere() throws IOException {
    Files.createDirectories(folder.resolve("model-alpha.png/in the way"));

    CommandRun run =
        CommandRun.of(
            "analyze",
            model("a.safetensors").toString(),
            "--plots",
            folder.toString(),
            "--fail-on=analyzed>0");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONDITION_MET_AND_MORE);
    assertThat(run.err())
        .startsWith("weightwatcher: 1 of ")
        .contains("could not be made; the first, model-alpha: ", "analyzed>0 is met");
    assertThat(folder.resolve("000-fc_1-esd.png")).isNotEmptyFile();
  }

  @Test
  void aFolderThatCannotBeMadeIsToldBeforeTheWork() throws IOException {
    Path file = model("a.safetensors");

    CommandRun run = CommandRun.of("analyze", file.toString(), "--plots", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("is a file, not a folder; choose another folder with --plots");
  }

  @Test
  void aFormatWithoutPicturesIsRefused() {
    CommandRun run = CommandRun.of("analyze", "x", "--plot-format", "png");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--plot-format needs --plots");
  }

  @Test
  void picturesHaveTheResolutionOrTheFormatThatIsAskedFor() throws IOException {
    String model = model("a.safetensors").toString();
    CommandRun fine = CommandRun.of("analyze", model, "--plots=" + folder, "--dpi=96");
    CommandRun pdf =
        CommandRun.of("analyze", model, "--plots=" + folder, "--plot-format=pdf", "-q");

    assertThat(fine.exitCode()).as(fine.err()).isZero();
    BufferedImage image = ImageIO.read(folder.resolve("000-fc_1-esd.png").toFile());
    assertThat(image.getWidth()).isEqualTo(720);
    assertThat(pdf.exitCode()).as(pdf.err()).isZero();
    assertThat(folder.resolve("000-fc_1-esd.pdf")).content(ISO_8859_1).startsWith("%PDF-1.");
  }

  @Test
  void aResolutionThatNoPictureHasIsRefused() {
    assertThat(CommandRun.of("analyze", "x", "--dpi=150").err()).contains("--dpi needs --plots");
    assertThat(CommandRun.of("analyze", "x", "--plots=x", "--dpi=700").err())
        .contains("--dpi must be from 48 to 600");
    assertThat(CommandRun.of("history", "x", "--plots=x", "--dpi=9", "--plot-format=pdf").err())
        .contains("--dpi is of png only", "--dpi must be from 48 to 600");
  }

  @Test
  void modelsAreCalledByTheEndOfTheirPathsThatTellsThemApart() {
    assertThat(names("x/a.pt", "y/b.pt")).containsExactly("a.pt", "b.pt");
    assertThat(names("x/m.pt", "y/M.pt", "c.pt")).contains("x_m.pt", "y_M.pt");
    assertThat(names("m.pt", "./m.pt")).containsExactly("m.pt", "m.pt-2");
    assertThat(names("x/con.pt", "x/-a b.", "x/.")).containsExactly("_con.pt", "_a_b_", "x");
  }

  private static List<String> names(String... paths) {
    return ModelNames.of(List.of(paths).stream().map(Path::of).toList());
  }
}
