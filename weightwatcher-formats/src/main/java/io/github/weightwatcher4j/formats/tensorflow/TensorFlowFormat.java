package io.github.weightwatcher4j.formats.tensorflow;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedFiles;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow's checkpoints: an index or one of its files of numbers, a folder of checkpoints, of
 * which the latest is read, and the folder of a SavedModel or its {@code saved_model.pb}.
 */
public final class TensorFlowFormat implements WeightFormat {

  private static final String SAVED_MODEL = "saved_model.pb";
  private static final String VARIABLES = "variables";
  private static final Pattern DATA = Pattern.compile("(.+)\\.data-\\d{5}-of-\\d{5}");

  /** What a line of the file {@code checkpoint} says of the latest. */
  private static final Pattern LATEST =
      Pattern.compile("(?m)^model_checkpoint_path: *\"([^\"]*?)([^\"/\\\\]+)\" *$");

  /** For {@link java.util.ServiceLoader}. */
  public TensorFlowFormat() {}

  @Override
  public String name() {
    return "TensorFlow checkpoint";
  }

  @Override
  public List<String> extensions() {
    return List.of(Bundle.INDEX);
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    Path path = probe.path();
    if (probe.isFolder()) {
      return !indices(probe).isEmpty() || isSavedModel(path);
    }
    String name = String.valueOf(path.getFileName());
    return SortedTable.isOne(probe)
        || (DATA.matcher(name).matches() && Files.isRegularFile(index(path)))
        || (name.equals(SAVED_MODEL) && isSavedModel(path.toAbsolutePath().getParent()));
  }

  private static boolean isSavedModel(@Nullable Path folder) {
    return folder != null && Files.isRegularFile(variables(folder));
  }

  private static Path variables(Path folder) {
    return folder.resolve(VARIABLES).resolve(VARIABLES + Bundle.INDEX);
  }

  /** The index of a file of numbers. */
  private static Path index(Path data) {
    Matcher name = DATA.matcher(String.valueOf(data.getFileName()));
    return data.resolveSibling((name.matches() ? name.group(1) : "") + Bundle.INDEX);
  }

  /** Names of the checkpoints in a folder. */
  private static List<String> indices(Probe folder) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : folder.names()) {
      if (name.endsWith(Bundle.INDEX) && SortedTable.isOne(Probe.of(folder.path().resolve(name)))) {
        found.add(name);
      }
    }
    return found;
  }

  @Override
  public Contents read(Path path) throws IOException {
    Bundle bundle = Bundle.read(found(path));
    Map<String, NamedTensor> variables = bundle.variables();
    if (variables.isEmpty()) {
      throw FilePlace.of(path).problem("contains no variables", "check what it is");
    }
    List<NamedTensor> model = Variables.model(variables, bundle.objects());
    return new Contents(List.copyOf(variables.values()), StateDict.layers(model));
  }

  private static Path found(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      return isSavedModel(path) ? variables(path) : latest(path);
    }
    if (name.equals(SAVED_MODEL)) {
      return variables(path.resolveSibling(""));
    }
    return DATA.matcher(name).matches() ? index(path) : path;
  }

  /** The one checkpoint of a folder, or the one that its file {@code checkpoint} names. */
  private static Path latest(Path folder) throws IOException {
    List<String> names = indices(Probe.of(folder));
    if (names.size() == 1) {
      return folder.resolve(names.get(0));
    }
    Path state = folder.resolve("checkpoint");
    Optional<String> named = Optional.empty();
    if (Files.isRegularFile(state) && Files.size(state) < 1 << 20) {
      Matcher line = LATEST.matcher(new String(Files.readAllBytes(state), StandardCharsets.UTF_8));
      named = line.find() ? Optional.of(line.group(2) + Bundle.INDEX) : named;
    }
    if (named.isPresent() && names.contains(named.get())) {
      return NamedFiles.of(FilePlace.of(state)).beside(named.get());
    }
    throw FilePlace.of(folder)
        .problem(
            "holds " + names.size() + " checkpoints, and no file that says which is the latest",
            "give one of them: " + String.join(", ", names.stream().limit(10).toList()));
  }
}
