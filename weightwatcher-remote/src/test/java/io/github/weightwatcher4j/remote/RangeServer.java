package io.github.weightwatcher4j.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server with ranges and, on a port of its own, the store that it leads to by signed
 * addresses. What is unpleasant about real ones is switched on by the fields.
 */
final class RangeServer implements AutoCloseable {

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  /** Content by path, such as {@code /model.safetensors}. */
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Status by path, with an error code of the hub behind a space. */
  final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** Each request: method, path, range, and whether it had a token; of the store with its mark. */
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** What was told of who asks, by server. */
  final Set<String> authorizations = ConcurrentHashMap.newKeySet();

  final AtomicInteger requests = new AtomicInteger();

  /** Most requests that were under way at one time. */
  final AtomicInteger mostAtOnce = new AtomicInteger();

  final AtomicLong bytes = new AtomicLong();

  volatile boolean redirects;
  volatile boolean ranges = true;
  volatile boolean tags = true;
  volatile int refuseEvery;
  volatile int refusal = 503;
  volatile int expireEvery;
  volatile int delayMillis;
  volatile int edition = 1;
  volatile String token = "";
  volatile String retryAfter = "0";

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger uses = new AtomicInteger();
  private final AtomicInteger signatures = new AtomicInteger();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final HttpServer first = server(this::answer);
  private final HttpServer store = server(this::answerOfStore);

  private HttpServer server(com.sun.net.httpserver.HttpHandler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", handler);
      server.setExecutor(pool);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + first.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (refuses(exchange, note("", exchange))) {
        return;
      }
      String told = exchange.getRequestHeaders().getFirst("Authorization");
      if (!token.isEmpty() && !("Bearer " + token).equals(told)) {
        refuse(exchange, "401");
      } else if (refusals.containsKey(path)) {
        refuse(exchange, refusals.getOrDefault(path, "404"));
      } else if (!files.containsKey(path)) {
        refuse(exchange, "404 EntryNotFound");
      } else if (redirects && !path.startsWith("/api/")) {
        String at =
            "http://127.0.0.1:%d%s?X-Amz-Signature=SIGNED%d"
                .formatted(store.getAddress().getPort(), path, signatures.get());
        exchange.getResponseHeaders().set("Location", at);
        exchange.sendResponseHeaders(302, -1);
      } else {
        send(exchange, files.getOrDefault(path, new byte[0]));
      }
    }
  }

  private void answerOfStore(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      if (refuses(exchange, note("store ", exchange))) {
        return;
      }
      if (!("X-Amz-Signature=SIGNED" + signatures.get()).equals(query)) {
        refuse(exchange, "403");
      } else {
        if (expireEvery > 0 && uses.incrementAndGet() % expireEvery == 0) {
          signatures.incrementAndGet();
        }
        send(exchange, files.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]));
      }
    }
  }

  /** The number of the request, from 1 on. */
  private int note(String mark, HttpExchange exchange) {
    int number = requests.incrementAndGet();
    String range = exchange.getRequestHeaders().getFirst("Range");
    log.add(mark + exchange.getRequestURI().getRawPath() + " " + range);
    String told = exchange.getRequestHeaders().getFirst("Authorization");
    if (told != null) {
      authorizations.add(mark + told);
    }
    mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.decrementAndGet();
    }
    return number;
  }

  private boolean refuses(HttpExchange exchange, int number) throws IOException {
    if (refuseEvery > 0 && number % refuseEvery == 0) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      exchange.sendResponseHeaders(refusal, -1);
      return true;
    }
    return false;
  }

  private static void refuse(HttpExchange exchange, String status) throws IOException {
    String[] words = status.split(" ", 2);
    if (words.length > 1) {
      exchange.getResponseHeaders().set("X-Error-Code", words[1]);
    }
    exchange.sendResponseHeaders(Integer.parseInt(words[0]), -1);
  }

  private void send(HttpExchange exchange, byte[] content) throws IOException {
    String tag = "\"edition-" + edition + "\"";
    if (tags) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    String text = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(text == null ? "" : text);
    if (!ranges || !range.matches() || (condition != null && !condition.equals(tag))) {
      write(exchange, 200, content, 0, content.length);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    int to = Math.min(content.length, Integer.parseInt(range.group(2)) + 1);
    if (from >= to) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
    write(exchange, 206, content, from, to);
  }

  private void write(HttpExchange exchange, int status, byte[] content, int from, int to)
      throws IOException {
    exchange.sendResponseHeaders(status, to == from ? -1 : to - from);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int at = from; at < to; ) {
        int part = Math.min(1 << 16, to - at);
        out.write(content, at, part);
        bytes.addAndGet(part);
        at += part;
      }
    } catch (IOException e) {
      // who asks had enough of it
    }
  }

  /** Requests and bytes from now on. */
  void reset() {
    requests.set(0);
    bytes.set(0);
    mostAtOnce.set(0);
    log.clear();
  }

  @Override
  public void close() {
    first.stop(0);
    store.stop(0);
    pool.shutdownNow();
  }
}
