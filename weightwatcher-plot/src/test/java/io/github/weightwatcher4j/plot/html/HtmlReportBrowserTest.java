package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report as a reader has it: in Chromium, opened from disk. */
class HtmlReportBrowserTest {

  private static final String NAMES =
      "[...document.querySelectorAll('#layer-table tbody tr:not([hidden]) th.name')]"
          + ".map(cell => cell.textContent)";

  private static final Analysis ANALYSIS = SampleAnalysis.of();

  @TempDir private static Path folder;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void writeAndStart() throws IOException {
    browser = Browser.start(folder.resolve("profile"));
    page = folder.resolve("report.html");
    HtmlReport.of(ANALYSIS).titled("A sample of layers").write(page);
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest(name = "{0} px, {1}")
  @CsvSource({"1280, light", "390, light", "1280, dark", "390, dark"})
  void opensFromDiskWithoutComplaintOrRequestAndFitsItsWidth(int width, String scheme)
      throws IOException, InterruptedException {
    browser.complaints();
    browser.requests();
    browser.open(page, width, scheme);
    click("#layer-0 summary");
    browser.await("document.querySelectorAll('#layer-0 svg').length > 0");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.matches("(file|data|blob):.*|about:blank"));
    assertThat(browser.value("document.documentElement.scrollWidth"))
        .isEqualTo(browser.value("document.documentElement.clientWidth"));
    assertThat(browser.cut()).isEmpty();
    assertThat(browser.value("document.title")).isEqualTo("A sample of layers");
    browser.screenshot(Path.of("target", "report-" + width + "-" + scheme + ".png"), width);
  }

  @Test
  void aNameBreaksAtItsDotsAndIsCopiedWithoutABreak() {
    browser.open(page, 390, "light");

    String cell =
        "[...document.querySelectorAll('#layer-table th.name')].find(it =>"
            + " it.textContent === '"
            + SampleAnalysis.LONG
            + "')";
    assertThat(((Number) browser.value(cell + ".querySelectorAll('wbr').length")).intValue())
        .isEqualTo(SampleAnalysis.LONG.replaceAll("[^._]", "").length());
    assertThat(browser.value(cell + ".getBoundingClientRect().width < 200")).isEqualTo(true);
    browser.run("getSelection().selectAllChildren(" + cell + ")");
    assertThat(browser.value("getSelection().toString().trim()")).isEqualTo(SampleAnalysis.LONG);
  }

  @Test
  void printingOpensWhatItPrintsAndFoldsItAgain() {
    browser.open(page, 1280, "light");
    String open = "document.querySelectorAll('main details[open]').length";
    Object before = browser.value(open);

    browser.print();
    assertThat(browser.elements("main details:not([open], .chooser)")).isEmpty();
    assertThat(browser.element("#layer-3 .tests").isDisplayed()).isTrue();
    assertThat(browser.element("#layers .print-note").isDisplayed()).isTrue();
    assertThat(browser.element("#controls").isDisplayed()).isFalse();
    assertThat(
            browser.value(
                "document.querySelector('#layer-table').scrollHeight"
                    + " - document.querySelector('#table .scroll').clientHeight < 3"))
        .isEqualTo(true);
    browser.printed();

    assertThat(browser.value(open)).isEqualTo(before);
    assertThat(browser.elements("#layers svg")).as("plots that nobody asked for").isEmpty();
  }

  @Test
  void theGuideIsPrintedOnOnePage() {
    browser.open(page, 1280, "light");

    browser.print();

    assertThat(browser.element("#reading").getSize().getHeight()).isBetween(200, Browser.A4_HEIGHT);
    browser.printed();
  }

  @Test
  void sortsByAlphaBothWaysWithMissingOnesLast() {
    browser.open(page, 1280, "light");
    WebElement head = column(Metric.ALPHA);
    List<String> up = sorted(false);
    List<String> down = sorted(true);

    head.findElement(By.tagName("button")).click();
    assertThat(browser.texts(NAMES)).isEqualTo(up);
    assertThat(head.getAttribute("aria-sort")).isEqualTo("ascending");

    head.findElement(By.tagName("button")).sendKeys(Keys.ENTER);
    assertThat(browser.texts(NAMES)).isEqualTo(down);
    assertThat(head.getAttribute("aria-sort")).isEqualTo("descending");

    head.findElement(By.tagName("button")).sendKeys(Keys.SPACE);
    assertThat(browser.texts(NAMES)).isEqualTo(up);
  }

  private static List<String> sorted(boolean downward) {
    List<LayerReport> fitted =
        new ArrayList<>(
            ANALYSIS
                .details()
                .filter(row -> row.alpha().isPresent())
                .sortedBy(Metric.ALPHA)
                .rows());
    if (downward) {
      Collections.reverse(fitted);
    }
    fitted.addAll(ANALYSIS.details().filter(row -> row.alpha().isEmpty()).rows());
    return fitted.stream().map(LayerReport::name).toList();
  }

  @Test
  void filtersByTextAndByFindingAndSaysHowManyAreLeft() {
    browser.open(page, 1280, "light");

    browser.element("#filter-text").sendKeys(".DENSE");
    assertThat(browser.texts(NAMES)).hasSize(5).allMatch(name -> name.endsWith(".dense"));
    assertThat(browser.element("#count").getText()).isEqualTo("5 of 9 layers");

    browser.element("#filter-text").clear();
    browser.element("#filter-text").sendKeys("zeros");
    browser.element("#filter-finding").sendKeys("fit failed");
    assertThat(browser.texts(NAMES)).containsExactly("zeros");
    assertThat(ANALYSIS.findings(FindingType.FIT_FAILED)).hasSize(1);
  }

  @Test
  void filtersByVerdictAndByPhase() {
    browser.open(page, 1280, "light");

    browser.element("#filter-verdict").sendKeys("random-like");
    List<LayerReport> random = rows(row -> row.verdict().verdict() == Verdict.RANDOM_LIKE);
    assertThat(random).isNotEmpty();
    assertThat(browser.texts(NAMES)).isEqualTo(random.stream().map(LayerReport::name).toList());

    browser.open(page, 1280, "light");
    browser.element("#filter-phase").sendKeys("rank-collapse");
    assertThat(browser.texts(NAMES)).containsExactly("zeros");
  }

  @Test
  void sortsByVerdictTheMostSeriousFirst() {
    browser.open(page, 1280, "light");

    browser.element("#layer-table th:nth-child(4) button").click();

    assertThat(
            browser.texts(
                "[...document.querySelectorAll('#layer-table tbody tr')]"
                    + ".map(row => row.dataset.verdict)"))
        .isEqualTo(
            rows(row -> true).stream()
                .map(row -> row.verdict().verdict())
                .sorted()
                .map(Verdict::name)
                .toList());
  }

  private static List<LayerReport> rows(Predicate<LayerReport> such) {
    return ANALYSIS.details().stream().filter(such).toList();
  }

  @Test
  void everyNumberOfTheTableIsThatOfTheAnalysis() {
    browser.open(page, 1280, "light");

    for (Metric metric : Metric.values()) {
      if (ANALYSIS.details().column(metric).findAny().isPresent()) {
        assertThat(
                browser.texts(numbersOf(metric)).stream()
                    .map(HtmlReportBrowserTest::number)
                    .toList())
            .as(metric.key())
            .isEqualTo(ANALYSIS.details().stream().map(row -> row.metric(metric)).toList());
      }
    }
  }

  private static String numbersOf(Metric metric) {
    return "(column => [...document.querySelectorAll('#layer-table tbody tr')]"
        + ".map(row => row.cells[column].dataset.value))(document.querySelector('"
        + cellOf(metric)
        + "').cellIndex)";
  }

  private static OptionalDouble number(String text) {
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  @Test
  void eigenvaluesInThePageAreExactlyThoseOfTheAnalysis() {
    browser.open(page, 1280, "light");

    for (int i = 0; i < ANALYSIS.details().size(); i++) {
      Object read =
          browser.value(
              "JSON.parse(document.getElementById('data').textContent).layers["
                  + i
                  + "].eigenvalues");
      double[] numbers =
          ((List<?>) read).stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
      assertThat(numbers).isEqualTo(ANALYSIS.details().rows().get(i).spectrum().toArray());
    }
  }

  @Test
  void aLinkUnfoldsItsLayerAndDrawsItsPlots() throws InterruptedException {
    browser.open(page, 1280, "light");
    assertThat(browser.elements("#layers svg")).isEmpty();

    browser.element("#layer-table a[href='#layer-4']").sendKeys(Keys.ENTER);

    browser.await("document.querySelectorAll('#layer-4[open] figure svg > title').length > 0");
    assertThat(browser.element("#layer-4 svg").getSize().getWidth()).isGreaterThan(300);
    assertThat(browser.value("document.activeElement.closest('details').id")).isEqualTo("layer-4");
  }

  @Test
  void darkIsChosenByTheSystemAndByTheReader() {
    browser.open(page, 1280, "dark");
    String ground = "getComputedStyle(document.documentElement).backgroundColor";
    String fit = "getComputedStyle(document.documentElement).getPropertyValue('--ww-fit')";
    assertThat(browser.value(ground)).isEqualTo("rgb(21, 24, 30)");
    assertThat(browser.value(fit)).isEqualTo(Ink.FIT.dark());

    click("#theme");

    assertThat(browser.value(ground)).isEqualTo("rgb(255, 255, 255)");
    assertThat(browser.value(fit)).isEqualTo(Ink.FIT.light());
  }

  @Test
  void theKeyboardReachesTheContentFirst() {
    browser.open(page, 1280, "light");

    browser.element("body").sendKeys(Keys.TAB);
    assertThat(browser.value("document.activeElement.className")).isEqualTo("skip");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

    assertThat(browser.value("document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void namesAreNeverMarkup() throws InterruptedException {
    browser.open(page, 1280, "light");
    click("#unfold-all");
    browser.await(
        "[...document.querySelectorAll('.layer')].every(layer => layer.querySelector('svg'))");

    assertThat(browser.value("document.title")).isEqualTo("A sample of layers");
    assertThat(browser.elements("img, b")).isEmpty();
    assertThat(browser.elements("script")).hasSize(2);
    assertThat(browser.texts(NAMES)).contains(SampleAnalysis.SCRIPT, SampleAnalysis.IMAGE);
    assertThat(browser.complaints()).isEmpty();
  }

  private static void click(String selector) {
    browser.element(selector).click();
  }

  private static String cellOf(Metric metric) {
    return "#layer-table th[title=\"" + metric.meaning() + "\"]";
  }

  private static WebElement column(Metric metric) {
    return browser.element(cellOf(metric));
  }
}
