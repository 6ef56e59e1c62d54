package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models that were trained on several devices, each with a piece of every layer: files of pieces
 * that say nothing of how they join. Which axis of a matrix is cut, and in which order, only the
 * training code knows. A piece is no layer, so such a file is refused unless it is the only part.
 */
enum ModelParallel {
  /** Of Llama and Mistral. */
  CONSOLIDATED(
      "consolidated\\.(\\d+)\\.(?:pth|pt)",
      "use the model in Hugging Face's format, or convert it with transformers'"
          + " convert_llama_weights_to_hf.py, and give that folder"),
  /** Of DeepSpeed's ZeRO, in files beside those of the model. */
  ZERO(
      "(?:bf16_|fp16_)?zero_pp_rank_(\\d+)_mp_rank_\\d+_(?:optim|model)_states\\.pt",
      "run zero_to_fp32.py, which DeepSpeed puts beside it, and give what it writes"),
  /** Of Megatron and DeepSpeed. */
  RANK(
      "mp_rank_(\\d+)(?:_\\d+)*(?:_model_states\\.pt)?",
      "join the parts with the training code's own converter (Megatron's tools/checkpoint,"
          + " DeepSpeed's zero_to_fp32.py), to Hugging Face's format say, and give that"),
  /** Of fairseq and metaseq. */
  SHARD(
      ".*-(?:model_part-|shard)(\\d+)\\.pt",
      "join the parts with the training code's own converter (metaseq's reshard_mp, say) and"
          + " give that");

  private final Pattern pattern;
  private final String advice;

  ModelParallel(String pattern, String advice) {
    this.pattern = Pattern.compile(pattern);
    this.advice = advice;
  }

  /**
   * Refuses a file that is one of several parts by its name, or by that of its folder.
   *
   * @throws WeightFileException where it is
   */
  static void requireWhole(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Path folder = path.getParent();
    for (ModelParallel kind : values()) {
      kind.requireOnly(path, file);
      if (kind == RANK && folder != null) {
        kind.requireOnly(folder, file);
      }
    }
  }

  private void requireOnly(Path part, Path file) throws IOException {
    Optional<String> number = number(part);
    if (number.isPresent()) {
      long parts = parts(part.getParent());
      if (this == ZERO || parts > 1 || !number.get().matches("0+")) {
        String text =
            "is part %s of a model whose layers are cut into pieces, %d of which are here";
        throw FilePlace.of(file).problem(text.formatted(number.get(), parts), advice);
      }
    }
  }

  private Optional<String> number(Path path) {
    Matcher name = pattern.matcher(String.valueOf(path.getFileName()));
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private long parts(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return 1;
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      return siblings.map(this::number).flatMap(Optional::stream).distinct().count();
    }
  }

  /** Refuses a checkpoint that says of itself that it is a part. */
  static void requireWhole(FilePlace place, @Nullable Object pickled) {
    Map<?, ?> checkpoint = Training.attributes(pickled);
    Map<?, ?> arguments = Training.attributes(checkpoint.get("args"));
    boolean megatron = checkpoint.containsKey("checkpoint_version");
    Object parts =
        megatron
            ? arguments.get(
                arguments.containsKey("tensor_model_parallel_size")
                    ? "tensor_model_parallel_size"
                    : "model_parallel_size")
            : checkpoint.get("mp_world_size");
    if (parts instanceof Number number && number.longValue() > 1) {
      String text = "says that it is one of %d parts, in each of which is a piece of every layer";
      throw place.problem(text.formatted(number.longValue()), RANK.advice);
    }
  }

  /** Refuses a model of Llama's whose embedding is narrower than what it is added to. */
  static void requireWhole(FilePlace place, List<NamedTensor> model) {
    Optional<NamedTensor> embedding = find(model, "tok_embeddings.weight", 2);
    Optional<NamedTensor> norm = find(model, "norm.weight", 1);
    if (embedding.isPresent() && norm.isPresent()) {
      long width = embedding.get().shape().dim(1);
      long whole = norm.get().shape().dim(0);
      if (width > 0 && width < whole && whole % width == 0) {
        String text = "is one of %d parts: its embedding is %d wide, and its layers are %d";
        throw place.problem(text.formatted(whole / width, width, whole), CONSOLIDATED.advice);
      }
    }
  }

  private static Optional<NamedTensor> find(List<NamedTensor> model, String name, int rank) {
    return model.stream()
        .filter(tensor -> tensor.name().equals(name) && tensor.shape().rank() == rank)
        .findFirst();
  }
}
