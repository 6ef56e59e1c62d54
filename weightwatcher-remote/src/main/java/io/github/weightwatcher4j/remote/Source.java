package io.github.weightwatcher4j.remote;

import io.github.weightwatcher4j.remote.Transport.NoAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is asked for at one address: redirects are followed and where they led to is
 * remembered, busy servers are asked again, and a signed address that has expired is asked for
 * anew. Safe for use by many threads.
 */
final class Source {

  private static final Logger LOG = LoggerFactory.getLogger(Source.class);
  private static final int MOST_REDIRECTS = 8;

  /** Others may have got an address meanwhile that is no better. */
  private static final int MOST_RENEWALS = 3;

  private final String shown;
  private final URI origin;
  private final Optional<String> authorization;
  private final RemoteOptions options;
  private final Transport transport;
  private final Refusals refusals;
  private final AtomicReference<@Nullable URI> target = new AtomicReference<>();

  /**
   * A source.
   *
   * @param shown what it is called in messages
   * @param origin where it is asked for first
   * @param authorization what the server of the origin, and no other, is told
   */
  Source(
      String shown,
      URI origin,
      Optional<String> authorization,
      RemoteOptions options,
      Transport transport,
      Refusals refusals) {
    this.shown = shown;
    this.origin = origin;
    this.authorization = authorization;
    this.options = options;
    this.transport = transport;
    this.refusals = refusals;
  }

  String shown() {
    return shown;
  }

  /**
   * Asks until there is an answer of the status 200, 206 or 416.
   *
   * @param most bytes of it that are wanted
   * @throws IOException where there is none, with the reason and what to do
   */
  Answer ask(Map<String, String> headers, int most) throws IOException, InterruptedException {
    int renewals = 0;
    for (int tries = 1; ; tries++) {
      URI remembered = target.get();
      Optional<Duration> asked = Optional.empty();
      IOException failure;
      try {
        Answer answer = follow(remembered == null ? origin : remembered, headers, most);
        if (isContent(answer)) {
          return answer;
        }
        boolean led = remembered != null || !Servers.isSame(answer.from(), origin);
        if (answer.isRefusal() && led && renewals++ < MOST_RENEWALS) {
          LOG.debug("{}: the address of {} has expired", shown, Servers.host(answer.from()));
          target.compareAndSet(remembered, null);
          tries--;
          continue;
        }
        failure = refused(answer);
        if (!answer.isBusy()) {
          throw failure;
        }
        asked = answer.header("Retry-After").flatMap(it -> Pauses.asked(it, Instant.now()));
      } catch (NoAnswer e) {
        // A store that has gone: where the file lies now, its own server knows.
        target.compareAndSet(remembered, null);
        failure = noAnswer(remembered == null ? origin : remembered, e);
      }
      pause(tries, asked, failure);
    }
  }

  private static boolean isContent(Answer answer) {
    return answer.status() == Answer.OK
        || answer.status() == Answer.PARTIAL
        || answer.status() == Answer.RANGE;
  }

  private IOException refused(Answer answer) {
    boolean own = Servers.isSame(answer.from(), origin);
    return own
        ? refusals.of(shown, answer, authorization.isPresent())
        : refusals.ofStore(shown, answer);
  }

  private RemoteException noAnswer(URI asked, NoAnswer e) {
    return new RemoteException(
        shown, "the server " + Servers.host(asked) + " " + e.getMessage(), 0);
  }

  private void pause(int tries, Optional<Duration> asked, IOException failure)
      throws IOException, InterruptedException {
    if (asked.filter(it -> it.compareTo(Pauses.LONGEST) > 0).isPresent()) {
      throw new RemoteException(
          shown,
          "the server asks to come again in %d s; do so".formatted(asked.get().toSeconds()),
          0);
    }
    if (tries > options.retries()) {
      throw failure;
    }
    Duration pause = asked.orElseGet(() -> Pauses.before(tries, options.firstPause()));
    LOG.debug("{}: asked again in {} ms", shown, pause.toMillis());
    Thread.sleep(pause.toMillis());
  }

  private Answer follow(URI start, Map<String, String> headers, int most)
      throws IOException, InterruptedException {
    URI at = start;
    for (int steps = 0; steps <= MOST_REDIRECTS; steps++) {
      Answer answer = transport.send(at, headersFor(at, headers), most);
      if (!answer.isRedirect()) {
        if (isContent(answer) && !at.equals(origin)) {
          target.set(at);
        }
        return answer;
      }
      at = next(at, answer);
    }
    throw new RemoteException(
        shown, "the server leads from one address to the next without end", 0);
  }

  private Map<String, String> headersFor(URI address, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    if (Servers.isSame(address, origin)) {
      authorization.ifPresent(it -> all.put("Authorization", it));
    }
    return all;
  }

  private URI next(URI at, Answer answer) throws RemoteException {
    try {
      URI next = at.resolve(new URI(answer.header("Location").orElse("")));
      Servers.requireSafe(next);
      return next;
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      throw new RemoteException(
          shown,
          "the server %s leads to an address that is not followed, as it is none, or not encrypted"
              .formatted(Servers.host(at)),
          answer.status());
    }
  }
}
