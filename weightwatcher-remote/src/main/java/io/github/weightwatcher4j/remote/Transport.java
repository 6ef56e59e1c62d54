package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, without redirects, retries and judgement. What the JDK's client
 * throws may quote addresses with their signatures: it is told in own words, and is nobody's cause.
 */
final class Transport {

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  /** One for each limit of waiting: a client has threads of its own and keeps connections open. */
  private static final Map<Duration, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private final RemoteOptions options;
  private final LongConsumer counter;

  /**
   * A transport.
   *
   * @param counter is told of each arrival how many bytes it has
   */
  Transport(RemoteOptions options, LongConsumer counter) {
    this.options = options;
    this.counter = counter;
  }

  /** That no answer came, or not all of one: the next may. */
  static final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1;

    NoAnswer(String reason) {
      super(reason);
    }
  }

  /**
   * Asks.
   *
   * @param headers by name
   * @param most bytes of the answer that are wanted
   * @throws NoAnswer where there is none
   * @throws InterruptedException where this thread is interrupted
   */
  Answer send(URI address, Map<String, String> headers, int most)
      throws NoAnswer, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("User-Agent", "weightwatcher-for-java")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<Body>> answer =
        client().sendAsync(request.build(), info -> new BoundedBody(most, counter));
    try {
      HttpResponse<Body> response =
          answer.get(options.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("{} answers {}", Servers.host(address), response.statusCode());
      return new Answer(address, response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      throw new NoAnswer("has not answered within " + seconds(options.answerTimeout()));
    } catch (ExecutionException e) {
      throw new NoAnswer(reason(e.getCause() == null ? e : e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpClient client() {
    return CLIENTS.computeIfAbsent(
        options.connectTimeout(),
        time ->
            HttpClient.newBuilder()
                // Parts are fetched side by side, which several connections do faster than one.
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(time)
                .build());
  }

  private String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !isTelling(root)) {
      root = root.getCause();
    }
    if (root instanceof SSLException) {
      return "gives no secure connection (" + root.getMessage() + ")";
    }
    if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
      return "is not known by this name; check the address and the network";
    }
    if (root instanceof HttpTimeoutException) {
      return "gives no connection within " + seconds(options.connectTimeout());
    }
    return root instanceof ConnectException
        ? "gives no connection"
        : "broke the connection off (" + root.getClass().getSimpleName() + ")";
  }

  /** The causes of these say less than they do. */
  private static boolean isTelling(Throwable failure) {
    return failure instanceof SSLException
        || failure instanceof HttpTimeoutException
        || (failure instanceof ConnectException
            && !(failure.getCause() instanceof UnresolvedAddressException));
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }
}
