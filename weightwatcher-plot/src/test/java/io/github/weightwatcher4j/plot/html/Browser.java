package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of the system, with a fresh profile, that notes every request. */
final class Browser implements AutoCloseable {

  private static final List<String> CHROMIUM = List.of("chromium", "google-chrome", "chrome");

  /** Height of a printed A4 page less its margins, in pixels of CSS. */
  static final int A4_HEIGHT = 1031;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** The browser; without one, a test is left out on a desk and fails where CI runs. */
  static Browser start(Path profile) {
    Optional<Path> chromium = CHROMIUM.stream().flatMap(Browser::onPath).findFirst();
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
    return new Browser(new ChromeDriver(service, options(chromium.orElseThrow(), profile)));
  }

  private static Stream<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }

  private static ChromeOptions options(Path chromium, Path profile) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    return options;
  }

  /** Opens a file at a width, in light or dark as the system would ask for. */
  void open(Path page, int width, String scheme) {
    Map<String, Object> size =
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", size);
    Map<String, Object> color = Map.of("name", "prefers-color-scheme", "value", scheme);
    Map<String, Object> motion = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("features", List.of(color, motion)));
    driver.get("about:blank");
    driver.get(page.toUri().toString());
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
  }

  /** Lays the open page out as a printer would on A4, and tells its script so. */
  void print() {
    Map<String, Object> size =
        Map.of("width", 718, "height", A4_HEIGHT, "deviceScaleFactor", 1, "mobile", false);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", size);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    driver.executeScript("dispatchEvent(new Event('beforeprint'))");
  }

  /** Ends {@link #print}. */
  void printed() {
    driver.executeScript("dispatchEvent(new Event('afterprint'))");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
  }

  /** What sticks out of the window and cannot be reached by scrolling a box of its own. */
  List<String> cut() {
    return texts(
        "[...document.querySelectorAll('body *')].filter(one => {"
            + " const box = one.getBoundingClientRect();"
            + " return one.checkVisibility() && box.right > innerWidth + 1"
            + " && !one.closest('.scroll, figure > div, .skip, svg'); })"
            + ".map(one => one.outerHTML.slice(0, 200))");
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Does something in the page. */
  void run(String statement) {
    driver.executeScript(statement);
  }

  /** The value of an expression in the page, which has one. */
  Object value(String expression) {
    return Objects.requireNonNull(driver.executeScript("return " + expression), expression);
  }

  /** The value of an expression in the page that is a list of texts. */
  List<String> texts(String expression) {
    return ((List<?>) value(expression)).stream().map(String::valueOf).toList();
  }

  /** Waits until an expression is true. */
  void await(String expression) throws InterruptedException {
    for (int i = 0; i < 100 && !Boolean.TRUE.equals(value(expression)); i++) {
      Thread.sleep(50);
    }
    assertThat(value(expression)).as(expression).isEqualTo(true);
  }

  /** Puts what the page saves from now on into a folder. */
  void saveIn(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** What a file that is being saved holds. */
  String saved(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < 100 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    return Files.readString(file);
  }

  /** What the page complained of. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Where requests went, all since the last time. */
  List<String> requests() {
    String key = "\"method\":\"Network.requestWillBeSent\"";
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains(key))
        .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** The whole page as a picture. */
  void screenshot(Path file, int width) throws IOException {
    Object height = value("Math.min(document.documentElement.scrollHeight, 12000)");
    Map<String, Object> size =
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", size);
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** The driver, for keys and clicks. */
  ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
