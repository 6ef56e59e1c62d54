package io.github.weightwatcher4j.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves parts of files on this machine, at their addresses and as a hub of models does. */
final class ModelServer implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final HttpServer server;

  ModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** A model of one file on the hub. */
  void putOnHub(String model, byte[] content) {
    String list =
        "{\"sha\":\"%s\",\"siblings\":[{\"rfilename\":\"model.safetensors\"}]}".formatted(COMMIT);
    put("/api/models/" + model + "/revision/main", list.getBytes(StandardCharsets.UTF_8));
    put("/" + model + "/resolve/" + COMMIT + "/model.safetensors", content);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] all = files.get(exchange.getRequestURI().getPath());
      if (all == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String asked = exchange.getRequestHeaders().getFirst("Range");
      Matcher range = RANGE.matcher(asked == null ? "" : asked);
      boolean part = range.matches();
      int from = part ? Integer.parseInt(range.group(1)) : 0;
      int to = part ? Math.min(all.length, Integer.parseInt(range.group(2)) + 1) : all.length;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, all.length));
      exchange.sendResponseHeaders(part ? 206 : 200, to - from);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(all, from, to - from);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
