package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamesClasses;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deeplearning4j: zip files of {@code ModelSerializer.writeModel}, from DL4J 0.5 on, whatever they
 * are called. Only the configuration and the parameters are read; no class that the file names is
 * loaded.
 */
public final class Dl4jFormat implements NamesClasses {

  static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String NO_PARAMETERS = "noParams.marker";

  /** Where the name of the first member stands in a zip file. */
  private static final int FIRST_NAME = 30;

  /** For {@link java.util.ServiceLoader}. */
  public Dl4jFormat() {}

  @Override
  public String name() {
    return "DL4J";
  }

  /** None: {@code .zip} and {@code .bin} are the ends of many others. */
  @Override
  public List<String> extensions() {
    return List.of();
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    Optional<ZipArchive> archive = ZipArchive.glance(probe);
    return archive.isPresent()
        ? archive.get().find(CONFIGURATION).isPresent()
            && (archive.get().find(COEFFICIENTS).isPresent()
                || archive.get().find(NO_PARAMETERS).isPresent())
        : ZipArchive.isOne(probe) && beginsWithConfiguration(probe.head().array());
  }

  /** What a file that was cut short can be told by. */
  private static boolean beginsWithConfiguration(byte[] head) {
    byte[] name = CONFIGURATION.getBytes(StandardCharsets.US_ASCII);
    int end = FIRST_NAME + name.length;
    return head.length >= end && Arrays.equals(Arrays.copyOfRange(head, FIRST_NAME, end), name);
  }

  @Override
  public Contents read(Path path) throws IOException {
    return read(path, Set.of());
  }

  @Override
  public Contents read(Path path, Set<String> allowed) throws IOException {
    ZipArchive archive = ZipArchive.read(path);
    ZipMember configuration =
        archive
            .find(CONFIGURATION)
            .orElseThrow(
                () ->
                    FilePlace.of(path)
                        .problem(
                            "has no member " + CONFIGURATION + ", so is none of ModelSerializer",
                            "check what it is"));
    Optional<ZipMember> coefficients = archive.find(COEFFICIENTS);
    Optional<TensorView> vector =
        coefficients.isPresent() ? Coefficients.read(coefficients.get()) : Optional.empty();
    return new SavedNetwork(Places.of(Configuration.read(configuration), vector, allowed))
        .contents();
  }
}
