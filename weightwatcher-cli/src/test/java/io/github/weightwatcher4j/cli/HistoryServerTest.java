package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryServerTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private Path file;
  private HistoryServer server;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("run.jsonl");
    Files.writeString(file, line(1) + "\n");
    server = HistoryServer.start(file, 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  static String line(int epoch) {
    Map<String, float[][]> weights = Map.of("fc", SampleFiles.noise(40, 30, epoch));
    return HistoryJson.line(
        new TrainingStep(
            epoch,
            10 * epoch,
            OptionalDouble.of(1.0 / epoch),
            Duration.ZERO,
            new WeightWatcher(weights).analyze()));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address()).resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void thePageIsThatOfTheReportWithItsScriptAndNothingElse() throws Exception {
    StringWriter report = new StringWriter();
    HistoryReport.of(HistoryJson.read(file)).write(report);

    String page = get("/");

    String plain =
        page.replaceFirst(" data-version=\"[^\"]*\"", "")
            .replaceFirst("(script-src &#39;\\S*&#39;) &#39;\\S*&#39;; connect-src 'self'", "$1")
            .replaceFirst("<link rel=\"icon\" href=\"data:,\">\n", "")
            .replaceFirst(
                "(?s)(</script>\n)<script>(?:(?!</script>).)*</script>\n</body>", "$1</body>");
    assertThat(plain).isEqualTo(report.toString());
    assertThat(page).contains("data-version=\"" + get("/version") + "\"");
    assertThat(report.toString()).doesNotContain("fetch(");
  }

  @Test
  void aLineCountsOnceItIsWhole() throws Exception {
    String first = get("/version");
    String page = get("/");
    String second = line(2);

    append(second.substring(0, second.length() / 2));
    assertThat(get("/version")).isEqualTo(first);
    assertThat(get("/")).isEqualTo(page);
    append(second.substring(second.length() / 2) + "\n");

    assertThat(get("/version")).isNotEqualTo(first);
    assertThat(get("/")).contains("1 to 2").isNotEqualTo(page);
  }

  @Test
  void aHalfWrittenLineIsNoNoteOnThePage() throws Exception {
    append("{\"format\":\"weightwatcher-hist");

    assertThat(get("/")).doesNotContain("incomplete");
  }

  @Test
  void anotherHistoryOfTheSameLengthIsAnotherVersion() throws Exception {
    String first = get("/version");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"iteration\":10", "\"iteration\":11"));

    assertThat(Files.size(file)).isEqualTo(text.length());
    assertThat(get("/version")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run.jsonl", "/version/", "/../run.jsonl", "/favicon.ico"})
  void thereIsNoOtherPath(String path) throws Exception {
    assertThat(raw("GET " + path, host("127.0.0.1"))).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void itIsForReading(String method) throws Exception {
    HttpResponse<String> answer = send(method, "/");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aHeadHasNoBodyAndAnswersAreNeitherKeptNorFramed() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private String host(String name) {
    return "Host: " + name + ":" + URI.create(server.address()).getPort() + "\r\n";
  }

  /** The answer to a request with just these headers. */
  private String raw(String request, String headers) throws IOException {
    int port = URI.create(server.address()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String text = request + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itAnswersToNamesOfThisMachineOnly() throws Exception {
    for (String name : new String[] {"127.0.0.1", "localhost", "LocalHost", "[::1]"}) {
      assertThat(raw("GET /version", host(name))).as(name).startsWith("HTTP/1.1 200 ");
    }
    String own = host("127.0.0.1");
    for (String other :
        new String[] {
          host("evil.example"), host("127.0.0.1.evil.example"), "Host: 127.0.0.1\r\n", "", own + own
        }) {
      assertThat(raw("GET /", other))
          .as(other)
          .startsWith("HTTP/1.1 403 ")
          .doesNotContain("Epoch by epoch");
    }
  }

  @Test
  void onlyLoopbackIsListenedToByThreadsThatHoldNoProgram() {
    assertThat(URI.create(server.address()).getHost()).isIn("127.0.0.1", "[::1]");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(it -> it.getName().contains("HTTP-D") || it.getName().endsWith("-serve"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void aHistoryThatCannotBeReadIsToldAndLookedAtAgain() throws Exception {
    append("{\"epoch\": \"<b>\"}\n");

    HttpResponse<String> answer = send("GET", "/");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("http-equiv=\"refresh\"", "line 2 does not hold a training step")
        .doesNotContain("<b>");
    Files.delete(file);
    assertThat(send("GET", "/version").statusCode()).isEqualTo(500);
    Files.writeString(file, line(3) + "\n");
    assertThat(get("/")).contains("Epoch by epoch");
  }

  @Test
  void anErrorIsToldAndTheNextCallIsAnswered() throws Exception {
    server.close();
    AtomicInteger calls = new AtomicInteger();
    server =
        HistoryServer.start(
            file,
            0,
            (path, version) -> {
              if (calls.getAndIncrement() == 0) {
                throw new OutOfMemoryError("Java heap space");
              }
              return "the page";
            });

    HttpResponse<String> answer = send("GET", "/");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body()).contains("the page cannot be made: out of memory", "JAVA_OPTS");
    assertThat(get("/")).isEqualTo("the page");
  }

  @Test
  void theCommandPrintsTheAddressServesAndEnds() throws Exception {
    try (RunningCommand command =
        RunningCommand.start("history", file.toString(), "-q", "--serve")) {
      command.await(() -> command.out().contains("until Ctrl-C"));
      String address =
          command.out().replaceFirst("(?s).*serving (http://\\S+/) until.*", "$1").strip();
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("Epoch by epoch");

      String port = String.valueOf(URI.create(address).getPort());
      CommandRun taken = CommandRun.of("history", file.toString(), "--serve", "--port", port);
      assertThat(taken.exitCode()).isEqualTo(ExitCodes.FAILURE);
      assertThat(taken.err()).contains("port " + port, "choose another with --port");

      assertThat(command.interrupt()).as(command.err()).isZero();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatCannotBeServedIsSaidBeforeTheWork() {
    assertThat(CommandRun.of("history", file.toString(), "--port", "8080").err())
        .contains("--port needs --serve");
    assertThat(CommandRun.of("history", file.toString(), "--serve", "--fail-on", "alpha>6").err())
        .contains("leave out --serve");
    CommandRun wrong = CommandRun.of("history", "-", "--serve", "--port", "80", "--json", "-");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err())
        .contains("--port must be 1024 to 65535", "not standard input", "prints its address");
  }
}
