package io.github.weightwatcher4j.remote;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the model of a folder is called. */
final class UsualNames {

  /** The first of these that is there is the model. */
  static final List<String> IN_ORDER =
      List.of(
          "model.safetensors.index.json",
          "model.safetensors",
          "pytorch_model.bin.index.json",
          "pytorch_model.bin",
          "adapter_model.safetensors",
          "diffusion_pytorch_model.safetensors.index.json",
          "diffusion_pytorch_model.safetensors");

  /** What looks like weights, to tell what there is. */
  private static final Pattern WEIGHTS =
      Pattern.compile(
          "(?i).*\\.(safetensors|gguf|onnx|bin|pt|pth|ckpt|h5|keras|msgpack|npz|tflite"
              + "|index\\.json)");

  private UsualNames() {}

  /** The model among the names in a folder, and the files that its index may name. */
  static Optional<List<String>> among(Set<String> names) {
    return IN_ORDER.stream().filter(names::contains).findFirst().map(name -> with(name, names));
  }

  private static List<String> with(String name, Set<String> names) {
    if (!name.endsWith(".index.json")) {
      return List.of(name);
    }
    int dot = name.indexOf('.');
    String end = name.substring(dot, name.length() - ".index.json".length());
    Pattern part =
        Pattern.compile(
            Pattern.quote(name.substring(0, dot)) + "-\\d+-of-\\d+" + Pattern.quote(end));
    List<String> parts = names.stream().filter(part.asMatchPredicate()).sorted().toList();
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(name), parts.stream())
        .toList();
  }

  /** Whether a file may hold weights. */
  static boolean isWeights(String name) {
    return WEIGHTS.matcher(name).matches();
  }
}
