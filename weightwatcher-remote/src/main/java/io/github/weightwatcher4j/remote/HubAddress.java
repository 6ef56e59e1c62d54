package io.github.weightwatcher4j.remote;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address on the hub.
 *
 * @param model {@code org/name}
 * @param asked the revision that it names: a branch, a tag, a commit, {@code refs/pr/1}
 * @param file names of the folders and the file, as they stand in an address; none for the model
 */
record HubAddress(String model, Optional<String> asked, List<String> file) {

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]*";

  private static final Pattern OWN =
      Pattern.compile(
          "hf://(%1$s/%1$s)(?:@(refs/(?:pr|convert)/[^/]+|[^/]+))?(/.*)?".formatted(WORD));

  /** A page of the hub, as a browser shows it. */
  private static final Pattern PAGE =
      Pattern.compile(
          "/(%1$s/%1$s)(?:/(?:tree|blob|resolve)/(refs/pr/\\d+|[^/]+)(/.*)?)?/?".formatted(WORD));

  HubAddress {
    file = List.copyOf(file);
  }

  /**
   * Reads {@code hf://org/name[@revision][/file]}.
   *
   * @throws IllegalArgumentException where it is none; the message shows nothing of it that may be
   *     secret
   */
  static HubAddress of(URI address) {
    Matcher text = OWN.matcher(String.valueOf(address));
    if (address.getRawQuery() != null || address.getRawFragment() != null || !text.matches()) {
      throw new IllegalArgumentException(
          "no address on the hub; it is hf://org/name, hf://org/name@revision or"
              + " hf://org/name/file, such as hf://openai-community/gpt2");
    }
    return of(text);
  }

  /** The model or file that a page of a hub shows; empty for any other address. */
  static Optional<HubAddress> ofPage(URI address, URI hub) {
    String path = String.valueOf(address.getRawPath());
    String above = String.valueOf(hub.getRawPath());
    boolean there = Servers.isSame(address, hub) && path.startsWith(above);
    Matcher text = PAGE.matcher(there ? path.substring(above.length()) : "");
    boolean page = text.matches() && !text.group(1).matches("(datasets|spaces|api|docs|models)/.*");
    return page ? Optional.of(of(text)) : Optional.empty();
  }

  private static HubAddress of(Matcher text) {
    String rest = text.group(3) == null ? "" : text.group(3);
    return new HubAddress(
        text.group(1),
        Optional.ofNullable(text.group(2)).map(Escapes::undone),
        Arrays.stream(rest.split("/")).filter(name -> !name.isEmpty()).toList());
  }

  /** The revision that is read. */
  String revision() {
    return asked.orElse("main");
  }

  /** The two names that the paths of the model begin with. */
  List<String> modelNames() {
    List<String> names = new ArrayList<>(List.of(model.split("/")));
    asked.ifPresent(it -> names.set(1, names.get(1) + "@" + Escapes.of(it)));
    return List.copyOf(names);
  }

  /** The names of the path. */
  List<String> names() {
    List<String> names = new ArrayList<>(modelNames());
    names.addAll(file);
    return List.copyOf(names);
  }
}
