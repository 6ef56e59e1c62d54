package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How remote files are asked for. Immutable; a token is never part of what this prints.
 *
 * <p>There are two tokens. That of {@link #token} was given for the addresses that are opened with
 * these options, and is sent to the server of each. That of the hub, which the environment has, is
 * sent to the {@link #endpoint} alone, whatever other servers are asked. Neither follows a redirect
 * to another server.
 */
public final class RemoteOptions {

  /** The hub that {@code hf://} means where {@code HF_ENDPOINT} names no other. */
  static final URI HUB = URI.create("https://huggingface.co");

  private static final int LONGEST_TOKEN = 10_000;

  private final Map<String, String> environment;
  private final Supplier<Optional<String>> token;
  private final URI endpoint;
  private final Duration connectTimeout;
  private final Duration answerTimeout;
  private final int retries;
  private final Duration firstPause;
  private final long cacheBytes;

  private RemoteOptions(Draft draft) {
    this.environment = Map.copyOf(draft.environment);
    this.token = draft.token;
    this.endpoint = draft.endpoint;
    this.connectTimeout = draft.connectTimeout;
    this.answerTimeout = draft.answerTimeout;
    this.retries = draft.retries;
    this.firstPause = draft.firstPause;
    this.cacheBytes = draft.cacheBytes;
  }

  /** What is changed before a copy is made. */
  private static final class Draft {
    private Map<String, String> environment = Map.of();
    private Supplier<Optional<String>> token = Optional::empty;
    private URI endpoint = HUB;
    private Duration connectTimeout = Duration.ofSeconds(15);
    private Duration answerTimeout = Duration.ofSeconds(60);
    private int retries = 5;
    private Duration firstPause = Duration.ofMillis(500);
    private long cacheBytes = 64L << 20;
  }

  private Draft draft() {
    Draft draft = new Draft();
    draft.environment = environment;
    draft.token = token;
    draft.endpoint = endpoint;
    draft.connectTimeout = connectTimeout;
    draft.answerTimeout = answerTimeout;
    draft.retries = retries;
    draft.firstPause = firstPause;
    draft.cacheBytes = cacheBytes;
    return draft;
  }

  /** No token; the public hub. The environment has no say. */
  public static RemoteOptions defaults() {
    return new RemoteOptions(new Draft());
  }

  /** As the environment of this process says, as in {@link #of}. */
  public static RemoteOptions ofEnvironment() {
    return of(System.getenv());
  }

  /**
   * As an environment says: the hub is {@code HF_ENDPOINT}, its token is {@code HF_TOKEN}, or
   * stands in the file that {@code HF_TOKEN_PATH} names, which is read when it is first needed.
   *
   * @throws IllegalArgumentException where HF_ENDPOINT is no address of a server
   */
  public static RemoteOptions of(Map<String, String> environment) {
    RemoteOptions options = defaults();
    String other = environment.getOrDefault("HF_ENDPOINT", "").strip();
    Draft draft = (other.isEmpty() ? options : options.endpoint(endpointOf(other))).draft();
    draft.environment = environment;
    return new RemoteOptions(draft);
  }

  private static URI endpointOf(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "HF_ENDPOINT is no address; it is such as https://hub.example.org");
    }
  }

  /**
   * With a token, sent as {@code Authorization: Bearer} to the server of every address that is
   * opened with these options.
   *
   * @throws IllegalArgumentException where it is empty or has other characters than printable ones
   *     of ASCII; the message does not show it
   */
  public RemoteOptions token(String newToken) {
    Draft draft = draft();
    Optional<String> known = Optional.of(checked(newToken, "the token"));
    draft.token = () -> known;
    return new RemoteOptions(draft);
  }

  /**
   * As {@link #token(String)}, with a token that is asked for when a file is first asked for; none
   * where that is empty.
   */
  public RemoteOptions token(Supplier<Optional<String>> later) {
    Draft draft = draft();
    draft.token = () -> later.get().map(it -> checked(it, "the token"));
    return new RemoteOptions(draft);
  }

  /**
   * With the token that is the only line of a file.
   *
   * @throws IllegalArgumentException where it cannot be read or holds no token
   */
  public RemoteOptions tokenFile(Path file) {
    return token(read(file));
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LONGEST_TOKEN) {
        throw new IllegalArgumentException("the file " + file + " is too long for a token");
      }
      return checked(Files.readString(file), "what the file " + file + " holds");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token's file " + file + " cannot be read; give one that holds the token alone", e);
    }
  }

  private static String checked(String token, String what) {
    String text = token.strip();
    if (text.isEmpty() || !text.chars().allMatch(it -> it > ' ' && it < 127)) {
      throw new IllegalArgumentException(
          what + " is no token: it is one word of ASCII letters, digits and signs");
    }
    return text;
  }

  /**
   * With another hub for {@code hf://}: a mirror, or a company's own.
   *
   * @param hub https, or http on this machine; without user, query and fragment
   * @throws IllegalArgumentException where it is none
   */
  public RemoteOptions endpoint(URI hub) {
    Servers.requireSafe(hub);
    if (hub.getRawQuery() != null || hub.getRawFragment() != null || hub.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of a hub has no user, query or fragment: " + Servers.shown(hub));
    }
    Draft draft = draft();
    draft.endpoint = URI.create(hub.toString().replaceFirst("/+$", ""));
    return new RemoteOptions(draft);
  }

  /**
   * With other limits of waiting: until there is a connection, and until a part has arrived.
   *
   * @throws IllegalArgumentException where one is not above zero
   */
  public RemoteOptions timeouts(Duration connect, Duration answer) {
    requirePositive(connect, "the time to connect");
    requirePositive(answer, "the time to answer");
    Draft draft = draft();
    draft.connectTimeout = connect;
    draft.answerTimeout = answer;
    return new RemoteOptions(draft);
  }

  /**
   * With another number of times that a part is asked for again, after 429, 5xx or a broken
   * connection, and another pause before the first of them. Each pause is twice the last, but at
   * most a minute; what the server asks for by {@code Retry-After} is granted up to that.
   *
   * @param most 0 to 20
   * @param pause above zero, at most a minute
   */
  public RemoteOptions retries(int most, Duration pause) {
    if (!(most >= 0 && most <= 20)) {
      throw new IllegalArgumentException("retries must be 0 to 20 but were " + most);
    }
    requirePositive(pause, "the pause");
    if (pause.compareTo(Pauses.LONGEST) > 0) {
      throw new IllegalArgumentException("the pause must be at most a minute but was " + pause);
    }
    Draft draft = draft();
    draft.retries = most;
    draft.firstPause = pause;
    return new RemoteOptions(draft);
  }

  /**
   * With another size of the memory in which the parts of the files of one address are kept. What
   * is being fetched and was not read yet is kept beyond it.
   *
   * @param bytes at least 0
   */
  public RemoteOptions cache(long bytes) {
    if (!(bytes >= 0)) {
      throw new IllegalArgumentException("the cache must be >= 0 bytes but was " + bytes);
    }
    Draft draft = draft();
    draft.cacheBytes = bytes;
    return new RemoteOptions(draft);
  }

  private static void requirePositive(Duration time, String what) {
    Objects.requireNonNull(time, what);
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(what + " must be above zero but was " + time);
    }
  }

  /** The hub that {@code hf://} means. */
  public URI endpoint() {
    return endpoint;
  }

  /** Most times that a part is asked for again. */
  public int retries() {
    return retries;
  }

  /** Most bytes that are kept in memory. */
  public long cacheBytes() {
    return cacheBytes;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  Duration firstPause() {
    return firstPause;
  }

  /** The token for the server of an address; empty where it gets none. */
  Optional<String> tokenFor(URI address) {
    return token.get().or(() -> Servers.isSame(address, endpoint) ? hubToken() : Optional.empty());
  }

  private Optional<String> hubToken() {
    String own = environment.getOrDefault("HF_TOKEN", "").strip();
    String file = environment.getOrDefault("HF_TOKEN_PATH", "").strip();
    if (!own.isEmpty()) {
      return Optional.of(checked(own, "HF_TOKEN"));
    }
    return file.isEmpty() ? Optional.empty() : Optional.of(read(Path.of(file)));
  }

  /** Everything but the tokens. */
  @Override
  public String toString() {
    return "RemoteOptions[endpoint=%s, connect=%s, answer=%s, retries=%d, cache=%d bytes]"
        .formatted(endpoint, connectTimeout, answerTimeout, retries, cacheBytes);
  }
}
