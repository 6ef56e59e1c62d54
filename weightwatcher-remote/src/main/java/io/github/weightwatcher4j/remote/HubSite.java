package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model on the hub: {@code org / name@revision / file}. Its list of files is asked for where a
 * folder is given, and where a name without an end is no file; from then on all is read of the one
 * commit that the list is of, and what the list has not is not asked for.
 */
final class HubSite implements Site {

  private static final int LONGEST_LIST = 1 << 25;
  private static final int MOST_TOLD = 12;

  /** Names in a path before those of the model's own files. */
  private static final int MODEL = 2;

  private final HubAddress address;
  private final RemoteOptions options;
  private final Transport transport;
  private final ReentrantLock listing = new ReentrantLock();
  private volatile @Nullable HubListing list;

  HubSite(HubAddress address, RemoteOptions options, Transport transport) {
    this.address = address;
    this.options = options;
    this.transport = transport;
  }

  @Override
  public String root() {
    return "hf:/";
  }

  private boolean isOfModel(List<String> names) {
    return names.size() >= MODEL && names.subList(0, MODEL).equals(address.modelNames());
  }

  private static String file(List<String> names) {
    return names.stream().skip(MODEL).map(Escapes::undone).collect(Collectors.joining("/"));
  }

  private String page() {
    return options.endpoint() + "/" + address.model();
  }

  @Override
  public URI address(List<String> names) {
    HubListing known = list;
    String revision = known == null ? address.revision() : known.commit();
    return URI.create(
        page()
            + "/resolve/"
            + Escapes.of(revision)
            + "/"
            + String.join("/", names.subList(Math.min(MODEL, names.size()), names.size())));
  }

  @Override
  public Optional<String> authorization() {
    return options.tokenFor(options.endpoint()).map(token -> "Bearer " + token);
  }

  @Override
  public Refusals refusals(List<String> names) {
    return Refusals.ofHub(page());
  }

  @Override
  public boolean isMissing(List<String> names) {
    HubListing known = list;
    return !isOfModel(names)
        || names.size() == MODEL
        || (known != null && !known.files().contains(file(names)));
  }

  /** The model itself is one; other folders are known by the list. */
  @Override
  public boolean isFolder(List<String> names) throws IOException, InterruptedException {
    if (!isOfModel(names)) {
      return false;
    }
    String last = names.get(names.size() - 1);
    boolean asked = names.equals(address.names()) && last.indexOf('.') < 0;
    HubListing known = list;
    if (known == null && names.size() > MODEL && asked) {
      known = list();
    }
    String folder = file(names) + "/";
    return names.size() == MODEL
        || (known != null && known.files().stream().anyMatch(it -> it.startsWith(folder)));
  }

  @Override
  public List<List<String>> model(List<String> folder, Presence presence)
      throws IOException, InterruptedException {
    String above = folder.size() == MODEL ? "" : file(folder) + "/";
    Set<String> inside = new HashSet<>();
    for (String file : list().files()) {
      if (file.startsWith(above) && file.indexOf('/', above.length()) < 0) {
        inside.add(file.substring(above.length()));
      }
    }
    List<List<String>> files = new ArrayList<>();
    for (String name : UsualNames.among(inside).orElseThrow(() -> none(folder))) {
      List<String> names = new ArrayList<>(folder);
      names.add(Escapes.of(name));
      files.add(names);
    }
    return files;
  }

  private NoSuchFileException none(List<String> folder) {
    String shown = root() + "/" + String.join("/", folder);
    HubListing known = list;
    Set<String> weights =
        known == null
            ? Set.of()
            : known.files().stream()
                .filter(UsualNames::isWeights)
                .collect(Collectors.toCollection(TreeSet::new));
    String there =
        weights.isEmpty()
            ? "and no file that looks like weights; " + page() + " shows what there is"
            : "but "
                + weights.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                + (weights.size() > MOST_TOLD ? ", ..." : "")
                + "; give one of them: "
                + root()
                + "/"
                + String.join("/", address.modelNames())
                + "/"
                + weights.iterator().next();
    return new NoSuchFileException(
        shown,
        null,
        "there is none of %s, %s".formatted(String.join(", ", UsualNames.IN_ORDER), there));
  }

  private HubListing list() throws IOException, InterruptedException {
    listing.lockInterruptibly();
    try {
      HubListing known = list;
      if (known == null) {
        known = ask();
        list = known;
      }
      return known;
    } finally {
      listing.unlock();
    }
  }

  private HubListing ask() throws IOException, InterruptedException {
    String shown = root() + "/" + String.join("/", address.modelNames());
    URI where =
        URI.create(
            options.endpoint()
                + "/api/models/"
                + address.model()
                + "/revision/"
                + Escapes.of(address.revision()));
    Source source =
        new Source(shown, where, authorization(), options, transport, Refusals.ofHub(page()));
    Answer answer = source.ask(Map.of("Accept", "application/json"), LONGEST_LIST);
    try {
      if (answer.status() == Answer.OK && answer.whole()) {
        return HubListing.of(new String(answer.body(), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // told below, as is a list that is none
    }
    throw new RemoteException(
        shown,
        ("the hub %s does not say what files the model has; is HF_ENDPOINT a hub? Give the "
                + "address of a file")
            .formatted(Servers.host(options.endpoint())),
        answer.status());
  }
}
