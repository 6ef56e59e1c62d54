package io.github.weightwatcher4j.remote;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What may be said of an address, and which addresses are asked at all. */
final class Servers {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private Servers() {}

  /**
   * An address without whatever may open a door: user, password, query and fragment.
   *
   * @param address of whatever scheme
   */
  static String shown(URI address) {
    String host = address.getHost() == null ? "" : address.getHost();
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    return address.getScheme() + "://" + host + port + path;
  }

  /** The host of an address, for messages about a store whose paths are nobody's concern. */
  static String host(URI address) {
    return String.valueOf(address.getHost());
  }

  /**
   * Refuses what cannot be asked, and what is not encrypted: a token or weights that anybody on the
   * way may read or change. On this machine there is nobody on the way.
   *
   * @throws IllegalArgumentException with the reason
   */
  static void requireSafe(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (address.getHost() == null || !Set.of("http", "https").contains(scheme)) {
      throw new IllegalArgumentException(
          "not the address of a web server: "
              + shown(address)
              + "; it is such as https://host/file");
    }
    if (scheme.equals("http") && !isThisMachine(address)) {
      throw new IllegalArgumentException(
          shown(address)
              + " is not encrypted, so that anybody on the way could change what is read;"
              + " give https://, or a tunnel's http://localhost");
    }
  }

  private static boolean isThisMachine(URI address) {
    return THIS_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT));
  }

  /** Whether two addresses are of one server: of one scheme, host and port. */
  static boolean isSame(URI one, URI other) {
    return Objects.equals(lower(one.getScheme()), lower(other.getScheme()))
        && Objects.equals(lower(one.getHost()), lower(other.getHost()))
        && port(one) == port(other);
  }

  private static String lower(String text) {
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }

  private static int port(URI address) {
    int usual = lower(address.getScheme()).equals("https") ? 443 : 80;
    return address.getPort() < 0 ? usual : address.getPort();
  }
}
