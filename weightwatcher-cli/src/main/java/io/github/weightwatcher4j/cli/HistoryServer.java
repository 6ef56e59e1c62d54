package io.github.weightwatcher4j.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.History;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Shows the page of a history to browsers on this machine while the history grows. It serves {@code
 * /} and {@code /version}, reads and changes nothing else, and answers only who calls it by a name
 * of this machine: a page from elsewhere whose name has been made to lead here is refused.
 */
final class HistoryServer implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  /** Makes the page of a version of a history. */
  @FunctionalInterface
  interface PageMaker {
    String page(Path file, String version) throws IOException;
  }

  private final Path file;
  private final PageMaker maker;
  private final HttpServer server;
  private final ExecutorService threads;
  private Page page = new Page("", "");

  /** A page as it was made for a version of the history. */
  private record Page(String version, String text) {}

  private record Answer(int status, String type, String body) {}

  private HistoryServer(Path file, PageMaker maker, HttpServer server) {
    this.file = file;
    this.maker = maker;
    this.server = server;
    this.threads = Executors.newFixedThreadPool(2, HistoryServer::daemon);
  }

  /**
   * A server that runs until it is closed, or the program ends.
   *
   * @param port on which it listens; 0 for one that is free
   * @throws CommandFailure where the port is taken
   */
  static HistoryServer start(Path file, int port) throws InterruptedException {
    return start(file, port, HistoryServer::made);
  }

  /** A server of pages that are made in another way. */
  static HistoryServer start(Path file, int port, PageMaker maker) throws InterruptedException {
    InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      HistoryServer made = new HistoryServer(file, maker, HttpServer.create(place, 0));
      made.server.setExecutor(made.threads);
      made.server.createContext("/", made::handle);
      // Its dispatcher is a daemon where the thread is that starts it.
      Thread starter = daemon(made.server::start);
      starter.start();
      starter.join();
      return made;
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot serve on port %d: %s; choose another with --port"
              .formatted(port, OutputFolder.reason(e)),
          e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "weightwatcher-serve");
    thread.setDaemon(true);
    return thread;
  }

  /** Where the page is. */
  String address() {
    InetAddress host = server.getAddress().getAddress();
    String name = host.getHostAddress().contains(":") ? "[::1]" : host.getHostAddress();
    return "http://" + name + ":" + port() + "/";
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      // What else a page may do stands in the page itself, by the digests of its code.
      headers.set(
          "Content-Security-Policy", "frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
      if (answer.status() == 405) {
        headers.set("Allow", "GET, HEAD");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!isOurs(exchange.getRequestHeaders().getOrDefault("Host", List.of()))) {
      return text(403, "this server answers to " + address() + " only\n");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return text(405, "this page is for reading\n");
    }
    try {
      return switch (exchange.getRequestURI().getPath()) {
        case "/" -> new Answer(200, HTML, page());
        case "/version" -> text(200, HistoryVersion.of(file));
        default -> text(404, "there is nothing but /\n");
      };
    } catch (IOException | RuntimeException e) {
      return new Answer(500, HTML, trouble(e));
    } catch (Error e) { // of one answer; the next may need less memory
      return text(500, "the page cannot be made: " + ErrorLines.advice(e) + "\n");
    }
  }

  private static Answer text(int status, String text) {
    return new Answer(status, TEXT, text);
  }

  private boolean isOurs(List<String> hosts) {
    return hosts.size() == 1
        && Stream.of("127.0.0.1:", "localhost:", "[::1]:")
            .anyMatch(name -> hosts.get(0).toLowerCase(Locale.ROOT).equals(name + port()));
  }

  private synchronized String page() throws IOException {
    String version = HistoryVersion.of(file);
    if (!page.version().equals(version)) {
      page = new Page(version, maker.page(file, version));
    }
    return page.text();
  }

  private static String made(Path file, String version) throws IOException {
    StringWriter text = new StringWriter();
    HistoryReport.of(History.of(HistoryVersion.steps(file))).writeLive(text, version);
    return text.toString();
  }

  /** A page that says what is wrong, and looks again in a while. */
  private static String trouble(Exception e) {
    String told =
        Optional.ofNullable(e.getMessage())
            .orElse(e.toString())
            .replace("&", "&amp;")
            .replace("<", "&lt;");
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">"
        + "<meta http-equiv=\"refresh\" content=\"3\"><title>No page</title></head>"
        + "<body><p>The history cannot be shown: "
        + told
        + "</p></body></html>\n";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
