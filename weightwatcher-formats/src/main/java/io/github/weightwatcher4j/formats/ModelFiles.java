package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one model in a folder: one file, the index of several, the parts of one without an
 * index, or the folder as a whole.
 *
 * @param name what they are called together
 * @param stem the name without its ends
 * @param format the format that reads them
 * @param files the file or the index, or all parts in their order
 * @param place where it stands among several of one stem: an index, then a file, then parts
 */
record ModelFiles(String name, String stem, WeightFormat format, List<Path> files, int place) {

  /** Names that the model of a folder usually has, those that come first. */
  private static final List<String> USUAL =
      List.of(
          "model",
          "pytorch_model",
          "flax_model",
          "tf_model",
          "adapter_model",
          "adapters",
          "pytorch_lora_weights",
          "diffusion_pytorch_model",
          "diffusion_flax_model",
          "pytorch_lora_weights",
          "consolidated"); // Mistral's names for the same weights

  /** What tells a variant of the same weights. */
  private static final Pattern VARIANT =
      Pattern.compile(
          "[._-](fp(8|16|32)|bf16|f(16|32)|float(16|32)|bfloat16|int[48]|uint8|[iu]?q\\d\\w*"
              + "|quantized|quant|bnb4|non_ema|ema|ema_?only|pruned|optimized)$");

  /** Copies the files. */
  ModelFiles {
    files = List.copyOf(files);
  }

  /** The model in one file, or in those of an index. */
  static ModelFiles of(Path file, WeightFormat format) {
    String name = String.valueOf(file.getFileName());
    boolean index = WeightMap.isIndex(file);
    return new ModelFiles(name, stem(name, index), format, List.of(file), index ? 0 : 1);
  }

  /** The model whose parts these are. */
  static ModelFiles of(Path folder, ModelParts.Part part, List<String> names, WeightFormat format) {
    List<Path> files = names.stream().map(folder::resolve).toList();
    return new ModelFiles(part.model(), part.stem(), format, files, 2);
  }

  private static String stem(String name, boolean index) {
    String end = index ? "\\.\\w+\\.index(?=\\.|$)|\\.json$" : "(\\.tar)?\\.\\w+$";
    return name.replaceAll(end, "").replaceFirst("[-_.]\\d+[-_]of[-_]\\d+$", "");
  }

  /** The stem without what tells a variant. */
  String plainStem() {
    String plain = stem.toLowerCase(Locale.ROOT);
    for (Matcher it = VARIANT.matcher(plain); it.find(); it = VARIANT.matcher(plain)) {
      plain = it.replaceFirst("");
    }
    return plain;
  }

  /** Whether the name is one that the model of a folder usually has. */
  boolean isUsual() {
    return USUAL.contains(plainStem());
  }

  private int usual() {
    int at = USUAL.indexOf(plainStem());
    return at < 0 ? USUAL.size() : at;
  }

  /**
   * Usual names first; of the variants of one name the plain one, an index before a file, and the
   * largest, which is the most precise.
   */
  static Comparator<ModelFiles> preference() {
    return Comparator.comparingInt(ModelFiles::usual)
        .thenComparing(ModelFiles::plainStem)
        .thenComparing(it -> !it.plainStem().equals(it.stem.toLowerCase(Locale.ROOT)))
        .thenComparingInt(ModelFiles::place)
        .thenComparing(Comparator.comparingLong(ModelFiles::bytes).reversed())
        .thenComparing(ModelFiles::name);
  }

  private long bytes() {
    return files.stream().mapToLong(file -> size(file)).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // a part that is missing, which is told when it is read
    }
  }

  /**
   * Reads the description.
   *
   * @throws WeightFileException where a file is damaged or a part is missing
   */
  Contents read() throws IOException {
    List<String> missing =
        files.stream()
            .filter(file -> !Files.exists(file))
            .map(file -> String.valueOf(file.getFileName()))
            .toList();
    if (!missing.isEmpty()) {
      throw FilePlace.of(files.get(0).resolveSibling(name))
          .problem(
              "%d of its %d files are missing: %s"
                  .formatted(missing.size(), files.size(), Names.few(missing)),
              "download them too, or give one file to read it alone");
    }
    for (Path file : files.size() > 1 ? files : List.<Path>of()) {
      Probe probe = Probe.of(file);
      NotWeights.requireFinished(probe);
      NotWeights.refuse(probe);
    }
    return files.size() > 1 && format instanceof PartedFormat parted
        ? parted.read(files)
        : format.read(files.get(0));
  }
}
