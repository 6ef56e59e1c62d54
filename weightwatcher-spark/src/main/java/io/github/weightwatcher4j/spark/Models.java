package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.spark.hadoop.HadoopFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Models by their addresses, wherever they lie. */
final class Models {

  /** Two letters at least: one is a drive. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  /** Hadoop has file systems of these names that tell no sizes. */
  private static final Set<String> OF_THE_WEB = Set.of("http", "https", "hf");

  private static final Pattern SECRETS = Pattern.compile("(?<=://)[^/@]*@|[?#].*");

  private Models() {}

  /**
   * The model at an address.
   *
   * @throws IOException where its file system cannot be reached
   * @throws UnsupportedModelException where nobody reads such a file
   */
  static ModelSource open(String address, Configuration settings) throws IOException {
    Object place = place(address, settings);
    try {
      return ModelAdapters.open(place);
    } catch (UnsupportedModelException e) {
      if (place instanceof URI uri) {
        throw new UnsupportedModelException(
            "nothing on the class path reads %s: addresses; weightwatcher-remote reads https and hf"
                .formatted(uri.getScheme()));
      }
      throw e;
    }
  }

  /**
   * What the adapters take: a path of this machine, one of Hadoop's, or an address for whoever
   * understands it.
   */
  private static Object place(String address, Configuration settings) throws IOException {
    String scheme = scheme(address);
    if (OF_THE_WEB.contains(scheme)) {
      return uri(address);
    }
    String system = scheme.isEmpty() ? FileSystem.getDefaultUri(settings).getScheme() : scheme;
    if (system.equals("file")) {
      return Path.of(
          scheme.isEmpty() ? address : new org.apache.hadoop.fs.Path(address).toUri().getPath());
    }
    try {
      return HadoopFiles.path(address, settings);
    } catch (UnsupportedFileSystemException e) {
      return uri(address);
    }
  }

  private static URI uri(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      // The exception's own text would tell all of the address.
      throw new IllegalArgumentException(
          "%s is no valid address (%s)".formatted(shown(address), e.getReason()));
    }
  }

  /** Whether it is an address of the web, which is no file of Hadoop's. */
  static boolean isOfTheWeb(String address) {
    return OF_THE_WEB.contains(scheme(address));
  }

  /** In lower case; empty where there is none. */
  private static String scheme(String address) {
    Matcher found = SCHEME.matcher(address);
    return found.matches() ? found.group(1).toLowerCase(Locale.ROOT) : "";
  }

  /** An address as results tell it: without user, password, signature. */
  static String shown(String address) {
    return OF_THE_WEB.contains(scheme(address)) ? SECRETS.matcher(address).replaceAll("") : address;
  }

  /** Why a model cannot be analysed, in a sentence. */
  static String reason(Exception e) {
    boolean told =
        e instanceof WeightFileException
            || e instanceof UnsupportedModelException
            || e instanceof UncheckedIOException
            || e instanceof IllegalArgumentException;
    return told && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
