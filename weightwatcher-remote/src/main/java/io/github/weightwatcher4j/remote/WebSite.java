package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A web server, from one address on. The query of the address, which may be a signature, goes with
 * every request for a file beside it; user and password are told to this server alone. A server
 * lists no folders: in one whose address ends with a slash, the usual names are asked for.
 */
final class WebSite implements Site {

  private final URI given;
  private final RemoteOptions options;
  private final Optional<List<String>> folder;
  private final Map<List<String>, List<List<String>>> models = new ConcurrentHashMap<>();

  /**
   * A site.
   *
   * @param given the address
   * @param folder the names of the folder that it is the address of; empty where it is a file's
   */
  WebSite(URI given, Optional<List<String>> folder, RemoteOptions options) {
    this.given = given;
    this.folder = folder.map(List::copyOf);
    this.options = options;
  }

  private static String basic(String user) {
    byte[] plain = Escapes.undone(user).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }

  @Override
  public String root() {
    String port = given.getPort() < 0 ? "" : ":" + given.getPort();
    return given.getScheme() + "://" + given.getHost() + port;
  }

  @Override
  public URI address(List<String> names) {
    String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
    return URI.create(root() + "/" + String.join("/", names) + query);
  }

  @Override
  public Optional<String> authorization() {
    return options
        .tokenFor(given)
        .map(token -> "Bearer " + token)
        .or(() -> Optional.ofNullable(given.getRawUserInfo()).map(WebSite::basic));
  }

  @Override
  public Refusals refusals(List<String> names) {
    return Refusals.ofWeb();
  }

  @Override
  public boolean isFolder(List<String> names) {
    return folder.equals(Optional.of(names));
  }

  @Override
  public boolean isMissing(List<String> names) {
    return false;
  }

  @Override
  public List<List<String>> model(List<String> names, Presence presence)
      throws IOException, InterruptedException {
    List<List<String>> known = models.get(names);
    if (known != null) {
      return known;
    }
    for (String name : UsualNames.IN_ORDER) {
      List<String> file = new ArrayList<>(names);
      file.add(name);
      if (presence.isThere(file)) {
        models.put(names, List.of(file));
        return List.of(file);
      }
    }
    throw new NoSuchFileException(
        root() + "/" + String.join("/", names) + "/",
        null,
        ("there is none of %s, and a web server does not list what else there is; give the "
                + "address of a file")
            .formatted(String.join(", ", UsualNames.IN_ORDER)));
  }
}
