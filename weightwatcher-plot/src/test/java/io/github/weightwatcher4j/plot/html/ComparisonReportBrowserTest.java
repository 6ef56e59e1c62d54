package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.compare.ComparedLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of models side by side as a reader has it: in Chromium, opened from disk. */
@Tag("thorough")
class ComparisonReportBrowserTest {

  private static final String NAMES =
      "[...document.querySelectorAll('#compare-table tbody tr:not([hidden]) th')]"
          + ".map(cell => cell.textContent)";

  private static final List<ComparedLayer> LAYERS =
      ComparisonReportTest.TWO.models().get(0).layers();

  @TempDir private static Path folder;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void writeAndStart() throws IOException {
    browser = Browser.start(folder.resolve("profile"));
    page = folder.resolve("comparison.html");
    ComparisonReport.of(ComparisonReportTest.TWO).titled("Two models").write(page);
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest(name = "{0} px, {1}")
  @CsvSource({"1280, light", "390, light", "1280, dark", "390, dark"})
  void opensWithoutComplaintFitsItsWidthAndDrawsSpectra(int width, String scheme)
      throws IOException, InterruptedException {
    browser.complaints();
    browser.open(page, width, scheme);
    browser.element("#layer-1 summary").click();
    browser.await("document.querySelectorAll('#layer-1 svg > title').length > 0");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.cut()).isEmpty();
    assertThat(browser.value("document.scrollingElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(browser.value("document.title")).isEqualTo("Two models");
    assertThat(browser.elements("img, b")).isEmpty();
    browser.screenshot(Path.of("target", "comparison-" + width + "-" + scheme + ".png"), width);
  }

  @Test
  void onlyWhatChangedIsLeftAndCounted() {
    browser.open(page, 1280, "light");
    assertThat(browser.texts(NAMES)).isEqualTo(LAYERS.stream().map(ComparedLayer::name).toList());

    browser.element("#compare-changed").click();

    List<String> changed =
        LAYERS.stream()
            .filter(layer -> !layer.changes().isEmpty())
            .map(ComparedLayer::name)
            .toList();
    assertThat(browser.texts(NAMES)).isEqualTo(changed).hasSizeLessThan(LAYERS.size());
    assertThat(browser.element("#compare-count").getText())
        .isEqualTo(changed.size() + " of " + LAYERS.size() + " layers");
  }

  @Test
  void printingOpensWhatItPrintsAndTheGuideTakesOnePage() {
    browser.open(page, 1280, "light");

    browser.print();

    assertThat(browser.elements("main details:not([open])")).isEmpty();
    assertThat(browser.element("#reading").getSize().getHeight()).isBetween(100, Browser.A4_HEIGHT);
    browser.printed();
  }
}
