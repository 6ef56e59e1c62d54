package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a training as a reader has it: in Chromium, opened from disk. */
@Tag("thorough")
class HistoryReportBrowserTest {

  private static final String EPOCHS =
      "[...document.querySelectorAll('#step-table tbody tr:not([hidden])')]"
          + ".map(row => row.cells[0].textContent)";

  @TempDir private static Path folder;
  private static Path page;
  private static Path empty;
  private static Browser browser;

  @BeforeAll
  static void writeAndStart() throws IOException {
    browser = Browser.start(folder.resolve("profile"));
    page = folder.resolve("history.html");
    HistoryReport.of(
            History.of(
                List.of(
                    new TrainingStep(
                        1,
                        10,
                        OptionalDouble.empty(),
                        Duration.ZERO,
                        new WeightWatcher(Map.of("none", new double[2][2])).analyze()),
                    step(2, 0.2),
                    step(3, 0.1),
                    step(4, 0.3))))
        .titled("A training")
        .write(page);
    empty = folder.resolve("empty.html");
    HistoryReport.of(History.of(List.of())).write(empty);
  }

  private static TrainingStep step(int epoch, double score) {
    return new TrainingStep(
        epoch, 10 * epoch, OptionalDouble.of(score), Duration.ofMillis(5), SampleAnalysis.of());
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest(name = "{0} px")
  @ValueSource(ints = {1280, 390})
  void opensWithoutComplaintFitsItsWidthAndUnfoldsSpectra(int width)
      throws IOException, InterruptedException {
    browser.complaints();
    browser.open(page, width, "light");
    browser.element("#spectra summary").click();
    browser.await("document.querySelectorAll('#spectra svg > title').length > 0");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.value("document.documentElement.scrollWidth"))
        .isEqualTo(browser.value("document.documentElement.clientWidth"));
    assertThat(browser.cut()).isEmpty();
    assertThat(browser.value("document.title")).isEqualTo("A training");
    assertThat(browser.elements("img, b")).isEmpty();
    browser.screenshot(Path.of("target", "history-" + width + ".png"), width);
  }

  @Test
  void printingOpensWhatItPrintsAndTheGuideTakesOnePage() {
    browser.open(page, 1280, "light");

    browser.print();

    assertThat(browser.elements("main details:not([open], .chooser)")).isEmpty();
    assertThat(browser.element("#reading").getSize().getHeight()).isBetween(200, Browser.A4_HEIGHT);
    browser.printed();
  }

  @Test
  void stepsAreSortedAndFiltered() {
    browser.open(page, 1280, "light");

    browser.element("#step-table th[title^='loss'] button").click();
    assertThat(browser.texts(EPOCHS)).containsExactly("3", "2", "4", "1");

    browser.element("#step-new").click();
    assertThat(browser.texts(EPOCHS)).containsExactly("2");
    assertThat(browser.element("#step-count").getText()).isEqualTo("1 of 4 analyses");

    browser.element("#step-new").click();
    browser.element("#step-finding").sendKeys("no finding");
    assertThat(browser.texts(EPOCHS)).containsExactly("1");
  }

  @Test
  void aPageWithoutAnyAnalysisOpensWithoutComplaint() {
    browser.complaints();
    browser.open(empty, 1280, "light");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.element("#theme").isDisplayed()).isTrue();
  }
}
