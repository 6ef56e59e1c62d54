package io.github.weightwatcher4j.model.internal;

import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The adapters on the class path. */
public final class ModelAdapters {

  private static final String OURS = "io.github.weightwatcher4j.";

  private ModelAdapters() {}

  /**
   * The model as a source, by the first adapter that understands it; a {@link ModelSource} is
   * returned as it is.
   *
   * @throws UnsupportedModelException where none does
   */
  public static ModelSource open(Object model) {
    if (model instanceof ModelSource source) {
      return source;
    }
    List<ModelAdapter> adapters =
        ServiceLoader.load(ModelAdapter.class, ModelAdapters.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return adapters.stream()
        .map(adapter -> adapter.open(model))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new UnsupportedModelException(message(model, adapters)));
  }

  private static String message(Object model, List<ModelAdapter> adapters) {
    if (isMissing(model)) {
      return "there is no file " + model;
    }
    if (isFile(model) && isThere(adapters, "formats")) {
      return model + " is not a weight file of a known format; docs/formats.md lists them";
    }
    String found =
        adapters.stream().map(ModelAdapter::understands).collect(Collectors.joining("; "));
    return "no adapter understands a %s. On the class path there are adapters for: %s. %s"
        .formatted(describe(model), found, advice(model, adapters));
  }

  private static String describe(Object model) {
    return model.getClass().getName() + (isFile(model) ? " (" + model + ")" : "");
  }

  private static boolean isMissing(Object model) {
    return (model instanceof Path path && !Files.exists(path))
        || (model instanceof File file && !file.exists());
  }

  private static boolean isFile(Object model) {
    return model instanceof Path || model instanceof File;
  }

  private static boolean isThere(List<ModelAdapter> adapters, String module) {
    return adapters.stream()
        .anyMatch(it -> it.getClass().getPackageName().startsWith(OURS + module));
  }

  private static String advice(Object model, List<ModelAdapter> adapters) {
    String name = model.getClass().getName();
    if (name.startsWith("org.deeplearning4j.") || name.startsWith("org.nd4j.")) {
      return isThere(adapters, "dl4j")
          ? "Give the network itself, not what it is made from or what trains it"
          : "Add the module weightwatcher-dl4j for DL4J and SameDiff networks";
    }
    if (name.startsWith("ai.djl.")) {
      return isThere(adapters, "djl")
          ? "Give the Model or its Block, not what trains or runs it"
          : "Add the module weightwatcher-djl for models of Deep Java Library";
    }
    if (isFile(model)) {
      return "Add the module weightwatcher-formats for weight files of every format that is known";
    }
    if (model instanceof CharSequence) {
      return "For a file give Path.of(...), for an address URI.create(...)";
    }
    return "Implement ModelSource, or pass a Map<String, double[][]> of weights by layer name";
  }
}
