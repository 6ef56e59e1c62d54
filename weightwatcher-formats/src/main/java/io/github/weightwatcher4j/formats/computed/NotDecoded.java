package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Packed weights that are known by the names of their tensors and are not decoded. */
final class NotDecoded implements Scheme {

  private static final String ADVICE =
      " weights are not decoded; analyse the model before it was quantized,"
          + " or dequantize it with the format's own program";

  /**
   * A format.
   *
   * @param name what it is called
   * @param codes the tensor of the codes
   * @param beside tensors of which one at least is beside it
   * @param below modules below that belong to it
   */
  private record Format(String name, String codes, List<String> beside, List<String> below) {

    Format(String name, String codes, List<String> beside) {
      this(name, codes, beside, List.of());
    }
  }

  private static final List<Format> FORMATS =
      List.of(
          new Format("AQLM", "codes", List.of("codebooks")),
          new Format(
              "VPTQ",
              "indices",
              List.of("centroids.weight", "res_centroids.weight"),
              List.of("centroids", "res_centroids", "outlier_centroids")),
          new Format("QuIP#", "Qidxs", List.of("SU", "SV", "codebook_id")),
          new Format("QuIP#", "Qidxs_0", List.of("SU", "SV", "codebook_id")),
          new Format("EXL2", "q_weight", List.of("q_scale", "q_groups", "q_invperm")),
          new Format("EXL3", "trellis", List.of("suh", "svh", "su", "sv")),
          new Format("Marlin", "B", List.of("s")),
          new Format("Marlin 2:4", "B_24", List.of("s", "B_meta")),
          new Format("Marlin 2:4", "weight_packed", List.of("scale_packed", "meta")),
          new Format("2:4 sparse", "compressed", List.of("bitmask")),
          new Format("SqueezeLLM", "qweight", List.of("lookup_table")),
          new Format("SpQR", "dense_weights", List.of("row_offsets", "buff0")),
          new Format("HIGGS", "weight", List.of("tables2")),
          new Format("AutoRound or another GPTQ-like layout", "qweight", List.of("qscales")));

  @Override
  public String name() {
    return "packed weights";
  }

  @Override
  public Optional<String> ending(String name) {
    return FORMATS.stream()
        .map(Format::codes)
        .flatMap(codes -> Scheme.ending(name, codes).stream())
        .findFirst();
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return format(group).isPresent();
  }

  private static Optional<Format> format(Group group) {
    String name = group.main().name();
    return FORMATS.stream()
        .filter(format -> Scheme.ending(name, format.codes()).isPresent())
        .filter(format -> format.beside().stream().anyMatch(group::has))
        .findFirst();
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    Format format = format(group).orElseThrow();
    group.takeAll(format.below().toArray(String[]::new));
    throw new MisfitException(format.name() + ADVICE);
  }
}
