package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.keras.CodedStorage.Packing;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Codes of one variable with their scales, zero points and groups, as Keras 3 lays them out for
 * {@code Dense}, {@code EinsumDense} and {@code Embedding}. What does not fit throws an {@link
 * IllegalArgumentException} that says what.
 */
final class KerasCodes {

  private final Variable codes;
  private final TensorView view;
  private final TensorShape stored;
  private final TensorView scale;
  private final List<Variable> module;
  private final String mode;

  private KerasCodes(Variable codes, List<Variable> module) {
    this.codes = codes;
    this.view = codes.tensor().view().orElseThrow();
    this.stored = codes.shape();
    this.module = module;
    this.mode = codes.config().mode();
    this.scale =
        part(codes.name() + "_scale")
            .orElseThrow(() -> new IllegalArgumentException("no scale is known"));
  }

  /** The variable with the weights that its codes stand for. */
  static Variable decoded(Variable codes, List<Variable> module) throws IOException {
    KerasCodes plan = new KerasCodes(codes, module);
    if (!plan.mode.matches("|int8|int4")) {
      throw new IllegalArgumentException("codes of the mode " + plan.mode + " are not read");
    }
    plan.requireScales();
    Optional<TensorView> zero = plan.part(codes.name() + "_zero").or(() -> plan.part("zero_point"));
    Optional<TensorView> groups = plan.part("g_idx");
    boolean grouped = zero.isPresent() || (plan.scale.shape().rank() == 2 && groups.isPresent());
    if (grouped) {
      if (zero.isEmpty() || groups.isEmpty()) {
        throw new IllegalArgumentException("groups need zero points and indices, one is missing");
      }
      return plan.grouped(zero.get(), groups.get());
    }
    if (plan.stored.rank() > 2 || plan.scale.shape().rank() > 1) {
      return plan.einsum();
    }
    plan.require(plan.scale.shape().rank() == 1);
    return switch (codes.name()) {
      case "embeddings" -> plan.embeddings();
      case "reverse_embeddings" -> plan.reverse();
      default -> plan.dense();
    };
  }

  /** The numbers of another variable of the layer. */
  private Optional<TensorView> part(String name) {
    return module.stream()
        .filter(variable -> variable.name().equals(name))
        .flatMap(variable -> variable.tensor().view().stream())
        .findFirst();
  }

  private IllegalArgumentException misfit() {
    return new IllegalArgumentException(
        "a scale of shape %s does not fit codes of shape %s".formatted(scale.shape(), stored));
  }

  /** Biases, say, are not all positive. */
  private void requireScales() throws IOException {
    require(scale.shape().size() <= view.shape().size());
    for (double value : CodedStorage.values(scale, codes.tensor().name())) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("no scale is known: " + value + " is none");
      }
    }
  }

  private void require(boolean fits) {
    if (!fits) {
      throw misfit();
    }
  }

  private Variable coded(Packing packing, TensorShape shape, List<Long> strides) {
    return coded(packing, shape, Optional.empty(), strides, 0, List.of());
  }

  private Variable coded(
      Packing packing,
      TensorShape shape,
      Optional<TensorView> zero,
      List<Long> strides,
      int groupAxis,
      List<Integer> groups) {
    CodedStorage storage =
        new CodedStorage(view.storage(), packing, shape, scale, zero, strides, groupAxis, groups);
    return codes.with(NamedTensor.of(codes.tensor().name(), TensorView.of(storage, shape)));
  }

  private Variable grouped(TensorView zero, TensorView index) throws IOException {
    require(scale.shape().rank() == 2 && stored.rank() == 2 && !mode.equals("int8"));
    int axis = codes.name().equals("embeddings") ? 1 : 0;
    List<Integer> groups = groups(index, scale.shape().dim(axis));
    long places = groups.size();
    long others = scale.shape().dim(1 - axis);
    TensorShape shape = axis == 1 ? TensorShape.of(others, places) : TensorShape.of(places, others);
    boolean first = stored.equals(TensorShape.of((shape.dim(0) + 1) / 2, shape.dim(1)));
    boolean last = stored.equals(TensorShape.of(shape.dim(0), (shape.dim(1) + 1) / 2));
    require((first || last) && scale.shape().dim(axis) <= places);
    Packing packing =
        last && !codes.name().equals("reverse_embeddings") ? Packing.LAST : Packing.FIRST;
    List<Long> strides = List.of(scale.shape().dim(1), 1L);
    return flat(coded(packing, shape, Optional.of(zero), strides, axis, groups));
  }

  private List<Integer> groups(TensorView index, long count) throws IOException {
    require(index.shape().rank() == 1 && index.shape().size() <= 2 * view.shape().size());
    List<Integer> groups = new ArrayList<>();
    for (double group : CodedStorage.values(index, codes.tensor().name())) {
      if (!(group >= 0 && group < count && group == Math.rint(group))) {
        throw new IllegalArgumentException("there is no group " + group + " of " + count);
      }
      groups.add((int) group);
    }
    return groups;
  }

  /** A kernel whose axes are two: the inputs' product and that of the others. */
  private Variable flat(Variable decoded) {
    Optional<String> equation = codes.config().equation();
    if (equation.isEmpty()) {
      return decoded;
    }
    String kernel = equation.get().replaceAll("^.*,|->.*|\\s", "");
    Optional<EinsumKernel> axes = EinsumKernel.of(equation.get(), kernel.length());
    if (axes.isEmpty() || !axes.get().isInputsFirst()) {
      throw new IllegalArgumentException("packed without regard to its equation " + equation.get());
    }
    return decoded.with(EinsumKernel.trailing(2, 1));
  }

  /** A scale as the output: lengths of the outputs, 1 elsewhere. */
  private Variable einsum() {
    require(!mode.equals("int4"));
    EinsumKernel axes = axes().orElseThrow(this::misfit);
    List<Long> strides = axes.strides(stored);
    long channels = 1;
    for (int axis : axes.outputs()) {
      channels *= stored.dim(axis);
    }
    require(channels == scale.shape().size());
    return coded(Packing.NONE, stored, strides).with(axes);
  }

  private Optional<EinsumKernel> axes() {
    if (codes.config().equation().isPresent()) {
      return EinsumKernel.of(codes.config().equation().get(), stored.rank());
    }
    return codes.says("attention") && stored.rank() == 3
        ? Optional.of(EinsumKernel.trailing(3, codes.says("attentionoutput") ? 1 : 2))
        : EinsumKernel.of(stored, scale.shape());
  }

  private Variable embeddings() throws IOException {
    require(scale.shape().dim(0) == stored.dim(0));
    List<Long> strides = List.of(1L, 0L);
    if (isEightBits(true)) {
      return coded(Packing.NONE, stored, strides);
    }
    long columns = length(codes.config().number("output_dim"), Packing.LAST);
    return coded(Packing.LAST, TensorShape.of(stored.dim(0), columns), strides);
  }

  private Variable reverse() throws IOException {
    require(scale.shape().dim(0) == stored.dim(1));
    return columns(codes.config().number("output_dim"));
  }

  private Variable dense() throws IOException {
    long units = scale.shape().dim(0);
    boolean narrow = stored.dim(1) == (units + 1) / 2;
    boolean wide = stored.dim(1) == units;
    if (narrow && !mode.equals("int8") && (!wide || mode.equals("int4"))) {
      TensorShape shape = TensorShape.of(stored.dim(0), units);
      return flat(coded(Packing.LAST, shape, List.of(0L, 1L)));
    }
    require(wide);
    if (narrow && mode.isEmpty()) {
      throw new IllegalArgumentException("whether they have 8 or 4 bits cannot be told");
    }
    return columns(codes.config().inputs());
  }

  /** A scale for each column; 4 bits packed by rows, as releases before 3.13 did. */
  private Variable columns(OptionalLong rows) throws IOException {
    List<Long> strides = List.of(0L, 1L);
    if (isEightBits(false)) {
      return coded(Packing.NONE, stored, strides);
    }
    long length = length(rows, Packing.FIRST);
    return coded(Packing.FIRST, TensorShape.of(length, stored.dim(1)), strides);
  }

  private boolean isEightBits(boolean byRow) throws IOException {
    if (!mode.isEmpty()) {
      return mode.equals("int8");
    }
    CodeEvidence evidence = CodeEvidence.of(view, byRow, codes.tensor().name());
    if (evidence.fourBits() && evidence.eightBits()) {
      throw new IllegalArgumentException("whether they have 8 or 4 bits cannot be told");
    }
    return !evidence.fourBits();
  }

  /** Length of a packed axis, from the configuration or from the codes. */
  private long length(OptionalLong said, Packing packing) throws IOException {
    if (said.isEmpty()) {
      return CodeEvidence.length(view, packing, codes.tensor().name());
    }
    long packed = packing == Packing.FIRST ? stored.dim(0) : stored.dim(1);
    require((said.getAsLong() + 1) / 2 == packed);
    return said.getAsLong();
  }
}
