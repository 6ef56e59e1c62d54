package io.github.weightwatcher4j.remote;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Remote weight files as paths of {@code java.nio.file}, which every reader of weights takes.
 *
 * <ul>
 *   <li>{@code https://host/model.safetensors}: a file on a web server that serves parts of files;
 *       with a slash at its end a folder, in which the usual names are looked for
 *   <li>{@code hf://org/name[@revision][/file]}: a model on Hugging Face's hub, or a file of it; so
 *       is the address of its page
 * </ul>
 *
 * <p>Files are fetched in parts as they are read, and nothing is written to a disk. The paths write
 * themselves as addresses without query and user, so that no signature appears in a result.
 */
public final class RemoteFiles {

  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  private RemoteFiles() {}

  /** Whether a text is an address, {@code scheme://...}, and not the name of a file. */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /**
   * The path of a text that {@link #isAddress}, as {@link #path(URI, RemoteOptions)} has it.
   *
   * @throws IllegalArgumentException where it is no sound address; the message shows nothing of it
   *     that may be secret
   */
  public static Path path(String address, RemoteOptions options) {
    try {
      return path(new URI(address), options);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no address: %s; a space is written as %%20"
              .formatted(Secrets.hidden(address.split("[?#]", 2)[0]), e.getReason()));
    }
  }

  /**
   * The path of an address; asks no server. Schemes other than {@code https}, {@code http} and
   * {@code hf} are those of the file systems that are installed, such as {@code file}, or {@code
   * s3} with the provider of AWS.
   *
   * @throws IllegalArgumentException where there is no such address, or no file system for it
   */
  public static Path path(URI address, RemoteOptions options) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (scheme.equals("hf")) {
      return hub(HubAddress.of(address), options);
    }
    if (scheme.equals("https") || scheme.equals("http")) {
      Servers.requireSafe(address);
      Optional<HubAddress> page = HubAddress.ofPage(address, options.endpoint());
      return page.isPresent() ? hub(page.get(), options) : web(address, options);
    }
    return installed(address, scheme);
  }

  /**
   * The path of an address at which there is something to be read: the first block of a file, or
   * the list of a model's files, is asked for.
   *
   * @throws IOException where there is nothing, or it may not be read; the message says why and
   *     what to do
   * @throws IllegalArgumentException as {@link #path(URI, RemoteOptions)} does
   */
  public static Path open(URI address, RemoteOptions options) throws IOException {
    Path path = path(address, options);
    Files.readAttributes(path, BasicFileAttributes.class);
    return path;
  }

  /** As {@link #open(URI, RemoteOptions)}, as the environment says. */
  public static Path open(URI address) throws IOException {
    return open(address, RemoteOptions.ofEnvironment());
  }

  /** How much has been fetched for a path of this module; empty for any other. */
  public static Optional<Traffic> traffic(Path path) {
    return path instanceof RemotePath remote
        ? Optional.of(remote.getFileSystem().traffic())
        : Optional.empty();
  }

  /**
   * Tells of every arrival for a path of this module, on the thread that it arrives on, until the
   * subscription is closed; nothing is told of any other path.
   */
  public static Subscription onTraffic(Path path, Consumer<Traffic> listener) {
    if (!(path instanceof RemotePath remote)) {
      return () -> {};
    }
    remote.getFileSystem().listeners().add(listener);
    return () -> remote.getFileSystem().listeners().remove(listener);
  }

  /** That somebody is told of what arrives. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    /** Ends it; may be called again. */
    @Override
    void close();
  }

  private static Path hub(HubAddress address, RemoteOptions options) {
    return new RemoteFileSystem(options, transport -> new HubSite(address, options, transport))
        .path(address.names());
  }

  private static Path web(URI address, RemoteOptions options) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    List<String> names = Arrays.stream(path.split("/")).filter(it -> !it.isEmpty()).toList();
    boolean folder = path.isEmpty() || path.endsWith("/");
    WebSite site = new WebSite(address, folder ? Optional.of(names) : Optional.empty(), options);
    return new RemoteFileSystem(options, transport -> site).path(names);
  }

  private static Path installed(URI address, String scheme) {
    try {
      return Path.of(address);
    } catch (FileSystemNotFoundException e) {
      throw new IllegalArgumentException(
          ("no file system for %s:// is installed; https:// and hf:// need none, docs/remote.md "
                  + "tells of s3://")
              .formatted(scheme));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no address of a file: " + Secrets.hidden(String.valueOf(address)));
    }
  }
}
