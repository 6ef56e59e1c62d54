package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The leaderboard as a reader has it: in Chromium, opened from disk. */
@Tag("thorough")
class RankReportBrowserTest {

  private static final String NAMES =
      "[...document.querySelectorAll('#rank-table tbody tr:not([hidden]) bdi')]"
          + ".map(name => name.textContent)";

  /** A cell as RFC 4180 has it, and what ends it. */
  private static final Pattern CELL =
      Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(,|\r\n)");

  private static final String DOTTED = "resnet.20.v1_best, \"final\"";
  private static final String LINKED = "resnet.56.v2";
  private static final String FAILED = "runs.2024/cut.safetensors";

  @TempDir private static Path folder;
  private static Path page;
  private static Leaderboard board;
  private static Browser browser;

  @BeforeAll
  static void writeAndStart() throws IOException {
    browser = Browser.start(folder.resolve("profile"));
    Analysis lossy = SampleAnalysis.of();
    Analysis whole =
        new WeightWatcher(Map.of("a.b", SampleAnalysis.layers().get("block1.dense"))).analyze();
    List<RankedModel> models =
        List.of(row(DOTTED, lossy), row(LINKED, whole), row(SampleAnalysis.IMAGE, lossy));
    FailedModel failed = new FailedModel(FAILED, "it is cut after 4,096 bytes");
    board = new Leaderboard(models, List.of(failed), RankKey.NAME);
    page = folder.resolve("board.html");
    new RankReport(board, "Leaderboard", Map.of(LINKED + ".json", "pages/1.html")).write(page);
  }

  /** The row of an analysis as that of a model of another name. */
  private static RankedModel row(String name, Analysis analysis) {
    String json = AnalysisJson.of(analysis);
    String renamed =
        json.replace('"' + analysis.model() + '"', '"' + name.replace("\"", "\\\"") + '"');
    assertThat(renamed).isNotEqualTo(json);
    return RankedModel.of(name + ".json", AnalysisJson.parse(renamed));
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest(name = "{0} px, {1}")
  @CsvSource({"1280, light", "390, light", "1280, dark", "390, dark"})
  void opensWithoutComplaintAndFitsItsWidth(int width, String scheme) throws IOException {
    browser.complaints();
    browser.open(page, width, scheme);

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.cut()).isEmpty();
    assertThat(browser.value("document.scrollingElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(browser.elements("img, b")).isEmpty();
    browser.screenshot(Path.of("target", "rank-" + width + "-" + scheme + ".png"), width);
  }

  @Test
  void theSavedTableHasNamesAndNumbersAsTheyAre() throws IOException, InterruptedException {
    browser.open(page, 1280, "light");

    List<List<String>> saved = saved("whole");

    List<String> heads = saved.get(0);
    assertThat(heads).startsWith("#", "model").endsWith("worst layers", "path", "state");
    assertThat(column(saved, "model")).isEqualTo(browser.texts(NAMES)).contains(DOTTED, LINKED);
    List<String> paths = new ArrayList<>(board.models().stream().map(RankedModel::path).toList());
    paths.add(FAILED);
    assertThat(column(saved, "path")).isEqualTo(paths);
    assertThat(column(saved, "state"))
        .containsExactly("incomplete", "incomplete", "complete", "failed");
    for (int i = 0; i < board.models().size(); i++) {
      double mean = board.models().get(i).mean(Metric.ALPHA).orElseThrow().value();
      assertThat(column(saved, "alpha").get(i)).isEqualTo(Float.toString((float) mean));
    }
    assertThat(column(saved, "worst layers").get(3)).isEqualTo("it is cut after 4,096 bytes");
  }

  @Test
  void whatIsFilteredOutIsNotSaved() throws IOException, InterruptedException {
    browser.open(page, 1280, "light");

    browser.element("#rank-text").sendKeys("56.V2");

    assertThat(browser.texts(NAMES)).containsExactly(LINKED);
    assertThat(browser.element("#rank-count").getText()).isEqualTo("1 of 4 models");
    assertThat(column(saved("filtered"), "model")).containsExactly(LINKED);
  }

  @Test
  void aStateAndAVerdictLeaveTheirModelsOnly() {
    browser.open(page, 1280, "light");

    choose("rank-state", "incomplete");
    assertThat(browser.texts(NAMES)).hasSize(2).doesNotContain(LINKED, FAILED);
    choose("rank-state", "failed");
    assertThat(browser.texts(NAMES)).containsExactly(FAILED);
    choose("rank-state", "");

    RankedModel whole =
        board.models().stream().filter(RankedModel::isComplete).findFirst().orElseThrow();
    String verdict = whole.verdicts().keySet().iterator().next().name();
    choose("rank-verdict", verdict);
    assertThat(browser.texts(NAMES))
        .isEqualTo(
            board.models().stream()
                .filter(model -> model.verdicts().keySet().stream().anyMatch(it -> is(it, verdict)))
                .map(RankedModel::name)
                .toList());
  }

  private static boolean is(Enum<?> verdict, String name) {
    return verdict.name().equals(name);
  }

  @Test
  void aHeadingOrdersByItsNumbersEitherWayWithFailedModelsLast() {
    browser.open(page, 1280, "light");
    List<String> byAlpha =
        new ArrayList<>(board.by(RankKey.ALPHA).models().stream().map(RankedModel::name).toList());

    click("alpha");
    assertThat(alphas()).isSorted();
    assertThat(browser.texts(NAMES)).endsWith(FAILED);
    assertThat(browser.texts(NAMES).get(0)).isEqualTo(byAlpha.get(0));

    click("alpha");
    Collections.reverse(byAlpha);
    assertThat(browser.texts(NAMES).get(0)).isEqualTo(byAlpha.get(0));
    assertThat(browser.texts(NAMES)).endsWith(FAILED);
  }

  @Test
  void aNarrowPageIsOrderedByAList() {
    browser.open(page, 390, "light");
    assertThat(browser.element("#rank-table thead").isDisplayed()).isFalse();

    browser.element("#rank-sort").sendKeys("alpha");

    assertThat(alphas()).isSorted();
    List<Double> up = alphas();
    browser.element("#rank-reverse").click();
    assertThat(alphas()).isEqualTo(up.stream().sorted(Collections.reverseOrder()).toList());
  }

  @Test
  void aLongLeaderboardIsPrintedToItsEnd() throws IOException {
    RankedModel model = board.models().get(0);
    List<RankedModel> many = Collections.nCopies(200, model);
    Path file = folder.resolve("many.html");
    RankReport.of(new Leaderboard(many, List.of(), RankKey.ALPHA)).write(file);
    browser.open(file, 1280, "light");
    assertThat(browser.value(scrolled())).as("on the screen").isEqualTo(true);

    browser.print();

    assertThat(browser.value(scrolled())).as("in print").isEqualTo(false);
    assertThat(browser.cut()).isEmpty();
    assertThat(browser.value("getComputedStyle(document.querySelector('#rank-table th')).position"))
        .isEqualTo("static");
    browser.printed();
  }

  /** Whether the table is higher than its box. */
  private static String scrolled() {
    return "document.querySelector('#rank-table').offsetHeight"
        + " > document.querySelector('#board .scroll').offsetHeight + 2";
  }

  private static void choose(String list, String value) {
    browser.run("document.getElementById('" + list + "').value = '" + value + "'");
    browser.run("document.getElementById('" + list + "').dispatchEvent(new Event('input'))");
  }

  private static void click(String heading) {
    browser.elements("#rank-table thead button").stream()
        .filter(button -> button.getText().matches(heading + "\\W*"))
        .findFirst()
        .orElseThrow()
        .click();
  }

  /** The alphas in the order of the table, as shown. */
  private static List<Double> alphas() {
    String cells = "[...document.querySelectorAll('#rank-table tbody td[data-label=alpha]')]";
    return browser.texts(cells + ".map(cell => cell.dataset.value)").stream()
        .map(Double::valueOf)
        .toList();
  }

  /** What the button saves, as rows of cells. */
  private static List<List<String>> saved(String name) throws IOException, InterruptedException {
    Path downloads = Files.createDirectory(folder.resolve(name));
    browser.saveIn(downloads);
    browser.element("#rank-csv").click();
    List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    CELL.matcher(browser.saved(downloads.resolve("leaderboard.csv")))
        .results()
        .forEach(
            cell -> {
              String quoted = cell.group(1);
              rows.get(rows.size() - 1)
                  .add(quoted == null ? cell.group(2) : quoted.replace("\"\"", "\""));
              if (cell.group(3).equals("\r\n")) {
                rows.add(new ArrayList<>());
              }
            });
    return rows.subList(0, rows.size() - 1);
  }

  private static List<String> column(List<List<String>> rows, String head) {
    int i = rows.get(0).indexOf(head);
    return IntStream.range(1, rows.size()).mapToObj(row -> rows.get(row).get(i)).toList();
  }
}
