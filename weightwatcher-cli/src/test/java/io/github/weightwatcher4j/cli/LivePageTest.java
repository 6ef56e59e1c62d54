package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page that is served, in Chromium, while {@code watch} appends to its history. */
class LivePageTest {

  private static final String EPOCHS =
      "return [...document.querySelectorAll('#step-table tbody tr')]"
          + ".map(row => row.cells[0].textContent).join(' ')";

  private static final String UNFOLDED =
      "return document.querySelectorAll('#spectra details[open] svg').length > 0";

  @TempDir private Path folder;
  private ChromeDriver driver;

  @BeforeEach
  void startBrowser() {
    Optional<Path> chromium =
        Stream.of("chromium", "google-chrome", "chrome").flatMap(LivePageTest::onPath).findFirst();
    Optional<Path> chromedriver = onPath("chromedriver").findFirst();
    boolean found = chromium.isPresent() && chromedriver.isPresent();
    String missing = "no Chromium with its driver on the PATH: apt-get install chromium-driver";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as(missing).isTrue();
    }
    assumeTrue(found, missing);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
            .withLogOutput(OutputStream.nullOutputStream())
            .build();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile"));
    driver = new ChromeDriver(service, options);
    driver.manage().window().setSize(new Dimension(1280, 900));
  }

  private static Stream<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable);
  }

  @AfterEach
  void quit() {
    if (driver != null) {
      driver.quit();
    }
  }

  private void awaitInPage(String script, String expected) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String value = "";
    while (!expected.equals(value) && System.nanoTime() < end) {
      Thread.sleep(50);
      try {
        value = String.valueOf(driver.executeScript(script));
      } catch (WebDriverException e) {
        value = String.valueOf(e.getMessage()); // the page is being loaded anew
      }
    }
    assertThat(value).as(script).isEqualTo(expected);
  }

  private static Path checkpoint(Path out, int epoch) throws Exception {
    return SampleFiles.write(
        out.resolve("epoch-" + epoch + ".safetensors"),
        Map.of(
            "fc1", SampleFiles.noise(40, 30, epoch), "fc2", SampleFiles.noise(60, 30, 9L * epoch)));
  }

  @Test
  void aNewEpochAppearsAndThePageStaysAsItsReaderLeftIt() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path history = folder.resolve("run.jsonl");
    String[] watch = {
      "watch",
      out.toString(),
      "--history",
      history.toString(),
      "-q",
      "--every=20ms",
      "--settle=100ms"
    };
    try (RunningCommand watching = RunningCommand.start(watch)) {
      watching.await(() -> Files.exists(history));
      try (RunningCommand serving =
          RunningCommand.start("history", history.toString(), "-q", "--serve")) {
        serving.await(() -> serving.out().contains("until Ctrl-C"));
        String address = serving.out().replaceFirst("(?s).*serving (http://\\S+/) until.*", "$1");
        driver.get(address.strip());
        assertThat(driver.findElement(By.tagName("main")).getText())
            .contains("The history holds no analysis");

        checkpoint(out, 1);
        awaitInPage(EPOCHS, "1");
        checkpoint(out, 2);
        awaitInPage(EPOCHS, "1 2");
        readSomewhere();
        checkpoint(out, 3);
        awaitInPage(EPOCHS, "3 2 1"); // as it was sorted

        requireAsLeft();
        typeWhileItGrows(out);
        assertThat(serving.interrupt()).as(serving.err()).isZero();
      }
      awaitInPage(
          "return document.getElementById('live').textContent.startsWith('No longer')", "true");
      assertThat(driver.executeScript(EPOCHS)).isEqualTo("4 3 2 1");
      assertThat(watching.interrupt()).as(watching.err()).isZero();
    }
  }

  /** Nothing is loaded anew under who is typing. */
  private void typeWhileItGrows(Path out) throws Exception {
    screenshot();
    WebElement field = driver.findElement(By.id("filter-text"));
    field.clear();
    field.sendKeys("f");
    checkpoint(out, 4);
    awaitInPage(
        "return document.getElementById('live').textContent.startsWith('Newer analyses')", "true");
    field.sendKeys("c2");
    assertThat(field.getDomProperty("value")).isEqualTo("fc2");
    assertThat(driver.executeScript(EPOCHS)).isEqualTo("3 2 1");
    driver.executeScript("document.activeElement.blur()");
    awaitInPage(EPOCHS, "4 3 2 1");
    assertThat(driver.findElement(By.id("filter-text")).getDomProperty("value")).isEqualTo("fc2");
  }

  private void requireAsLeft() throws InterruptedException {
    awaitInPage("return Math.abs(scrollY - 700) < 2", "true");
    awaitInPage(UNFOLDED, "true");
    assertThat(driver.executeScript("return document.documentElement.dataset.theme"))
        .isEqualTo("dark");
    assertThat(driver.findElement(By.id("filter-text")).getDomProperty("value")).isEqualTo("fc2");
    assertThat(driver.findElement(By.id("count")).getText()).isEqualTo("1 of 2 layers");
    assertThat(driver.findElement(By.id("live")).getText()).startsWith("Live");
    assertThat(complaints()).isEmpty();
  }

  /** Sorted by epoch the other way, dark, a layer's spectra unfolded, filtered, scrolled. */
  private void readSomewhere() throws InterruptedException {
    driver.executeScript(
        "if (document.documentElement.dataset.theme !== 'dark')"
            + " { document.getElementById('theme').click(); }"
            + "const head = document.querySelector('#step-table th button');"
            + "head.click(); head.click();"
            + "document.querySelector('#spectra details').open = true;"
            + "const text = document.getElementById('filter-text'); text.value = 'fc2';"
            + "text.dispatchEvent(new Event('input', {bubbles: true}));");
    awaitInPage(UNFOLDED, "true");
    driver.executeScript("scrollTo(0, 700)");
  }

  private List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  private void screenshot() throws Exception {
    driver.executeScript("scrollTo(0, 0)");
    Files.write(Path.of("target", "live.png"), driver.getScreenshotAs(OutputType.BYTES));
  }
}
