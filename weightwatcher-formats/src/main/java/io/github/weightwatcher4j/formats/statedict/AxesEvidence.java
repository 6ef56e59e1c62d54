package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Axes;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells how the axes of a tensor of three or more are meant: a bias beside it, the names of
 * its module and its neighbours, and sides that could be those of a kernel. What framework wrote a
 * file is not known here, only the habit behind the last component of the name.
 */
final class AxesEvidence {

  /** Longest side of a kernel that is not square. */
  private static final long LONGEST_SIDE = 31;

  /** Longest side of one that is, as of a patch embedding. */
  private static final long LONGEST_SQUARE = 64;

  /** More experts or layers than any model has. */
  private static final long LARGEST_STACK = 1024;

  private static final Pattern CONVOLUTION = Pattern.compile("(?i).*(conv|patch|kernel|cnn).*");

  private static final Pattern LINEAR =
      Pattern.compile(
          "(?i)(.*[._/])?([a-z_]*(moe|mlp|ffn|feed_?forward|switch|linear|dense|expert|proj)[a-z_]*\\d*"
              + "(_weight)?|(fc|w)_?\\d+(_weight)?|lin\\d*|wi|wo|wi_\\d)([._/].*)?");

  private final Parameter parameter;
  private final ModelParameters names;
  private final TensorShape shape;
  private final int rank;

  private AxesEvidence(Parameter parameter, TensorShape shape, ModelParameters names) {
    this.parameter = parameter;
    this.names = names;
    this.shape = shape;
    this.rank = shape.rank();
  }

  /** How the axes of a parameter are read; empty where they make no matrix without copying. */
  static Optional<TensorAxes> of(Parameter parameter, TensorShape shape, ModelParameters names) {
    return new AxesEvidence(parameter, shape, names).axes();
  }

  private Optional<TensorAxes> axes() {
    boolean kernel = parameter.leaf().equals("kernel") || parameter.leaf().endsWith("_kernel");
    boolean attention = ModuleNames.isAttention(parameter);
    Optional<TensorShape> bias = names.bias(parameter);
    if (attention && rank <= 4) {
      Optional<TensorAxes> heads = heads(bias, kernel);
      if (heads.isPresent()) {
        return heads;
      }
      if (rank == 4 && kernel) {
        return scannedHeads();
      }
    }
    if (isStack(bias, kernel)) {
      return Optional.of(TensorAxes.evident(Axes.STACK));
    }
    if (kernel && rank == 3 && isLinear()) {
      return Optional.of(scannedLayers());
    }
    return Optional.of(kernel ? ofKernel() : parameter.isMain() ? ofWeight() : ofAnyName());
  }

  /** Of attention: heads and their size are where the bias has them. */
  private Optional<TensorAxes> heads(Optional<TensorShape> bias, boolean kernel) {
    boolean out = ModuleNames.component(parameter).startsWith("o");
    if (bias.isPresent()) {
      TensorShape b = bias.get();
      if (rank == 4 && b.rank() == 3 && b.dim(0) == shape.dim(0)) {
        return Optional.of(TensorAxes.evident(Axes.STACK_IN_HEADS));
      }
      if (rank == 4 && b.rank() == 2 && b.dim(0) == shape.dim(0) && out) {
        return Optional.of(TensorAxes.evident(Axes.STACK_HEADS_OUT));
      }
      if (rank == 3 && b.rank() == 2 && b.dim(0) == shape.dim(1) && b.dim(1) == shape.dim(2)) {
        return Optional.of(TensorAxes.evident(Axes.IN_HEADS));
      }
      if (rank == 3 && b.rank() == 1 && b.dim(0) == shape.dim(2) && out) {
        return Optional.of(TensorAxes.evident(Axes.HEADS_OUT));
      }
    }
    return rank == 3 && kernel && bias.isEmpty()
        ? Optional.of(TensorAxes.evident(out ? Axes.HEADS_OUT : Axes.IN_HEADS))
        : Optional.empty();
  }

  /** Of attention in a scan of layers without biases: the projections tell of each other. */
  private Optional<TensorAxes> scannedHeads() {
    boolean out = ModuleNames.component(parameter).startsWith("o");
    boolean first = false;
    boolean second = false;
    for (TensorShape other : names.kernelsBeside(parameter, rank)) {
      TensorShape in = out ? other : shape;
      TensorShape back = out ? shape : other;
      boolean size = in.dim(3) == back.dim(2);
      first |= size && in.dim(0) == back.dim(0) && in.dim(2) == back.dim(1);
      second |= size && in.dim(1) == back.dim(1) && in.dim(2) == back.dim(0);
    }
    if (second && !first) {
      return out ? Optional.empty() : Optional.of(TensorAxes.evident(Axes.IN_STACK_HEADS));
    }
    Axes axes = out ? Axes.STACK_HEADS_OUT : Axes.STACK_IN_HEADS;
    return Optional.of(new TensorAxes(axes, first));
  }

  /** Of linear layers in a scan: the way in and the way out tell of each other. */
  private TensorAxes scannedLayers() {
    boolean first = false;
    boolean second = false;
    for (TensorShape other : names.kernelsBeside(parameter, rank)) {
      first |=
          other.dim(0) == shape.dim(0)
              && other.dim(1) == shape.dim(2)
              && other.dim(2) == shape.dim(1);
      second |=
          other.dim(1) == shape.dim(1)
              && other.dim(0) == shape.dim(2)
              && other.dim(2) == shape.dim(0);
    }
    return second && !first
        ? TensorAxes.evident(Axes.ROWS_STACK_COLUMNS)
        : new TensorAxes(Axes.STACK, first);
  }

  private boolean isLinear() {
    return LINEAR.matcher(parameter.layerName()).matches() && !isConvolution();
  }

  /** A bias for each of the first axis, a router for as many, or a name of linear layers. */
  private boolean isStack(Optional<TensorShape> bias, boolean kernel) {
    long first = shape.dim(0);
    if (first > LARGEST_STACK) {
      return false;
    }
    if (bias.isPresent() && rank == 3 && bias.get().rank() >= 1) {
      TensorShape b = bias.get();
      if (b.rank() == 2
          && b.dim(0) == first
          && (b.dim(1) == shape.dim(1) || b.dim(1) == shape.dim(2))) {
        return true;
      }
      boolean one = b.rank() == 1 && b.dim(0) == (kernel ? shape.dim(2) : first);
      if (one) {
        return false;
      }
    }
    if (rank != 3) {
      return rank == 4 && ModuleNames.isExperts(parameter);
    }
    if (ModuleNames.isExperts(parameter) || names.experts(parameter).orElse(0) == first) {
      return true;
    }
    return kernel ? names.isScanned(parameter, first) : isLinear();
  }

  private boolean isConvolution() {
    return CONVOLUTION.matcher(parameter.layerName()).matches();
  }

  /** Called kernel: Keras and Flax. */
  private TensorAxes ofKernel() {
    return rank == 3 && strength(0, 1) == 0
        ? TensorAxes.assumed(Axes.STACK)
        : TensorAxes.evident(Axes.KERNEL_IN_OUT);
  }

  /** Called weight: PyTorch, unless only MLX's order makes a kernel of it. */
  private TensorAxes ofWeight() {
    int torch = strength(2, rank);
    int mlx = strength(1, rank - 1);
    if (torch == 0 && mlx > 0 && shape.dim(1) > 1) {
      return TensorAxes.evident(Axes.OUT_KERNEL_IN);
    }
    if (rank == 3) {
      if (torch == 0 && shape.dim(0) <= LARGEST_STACK && !isConvolution()) {
        return TensorAxes.assumed(Axes.STACK);
      }
      return new TensorAxes(Axes.OUT_IN_KERNEL, isConvolution() || torch > 0);
    }
    return new TensorAxes(Axes.OUT_IN_KERNEL, torch >= mlx || shape.dim(1) == 1);
  }

  /** Called anything: the order that makes the likeliest kernel. */
  private TensorAxes ofAnyName() {
    record Candidate(Axes axes, int strength) {}

    List<Candidate> candidates =
        List.of(
            new Candidate(Axes.OUT_IN_KERNEL, strength(2, rank)),
            new Candidate(Axes.KERNEL_IN_OUT, strength(0, rank - 2)),
            new Candidate(Axes.OUT_KERNEL_IN, strength(1, rank - 1)));
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      best = candidate.strength() > best.strength() ? candidate : best;
    }
    int strength = best.strength();
    long rivals = candidates.stream().filter(each -> each.strength() == strength).count();
    if (strength == 0) {
      return TensorAxes.assumed(rank == 3 ? Axes.STACK : Axes.OUT_IN_KERNEL);
    }
    return new TensorAxes(best.axes(), rivals == 1);
  }

  /** How much some axes look like a kernel: 2 for a square one, 1 for any, 0 for none. */
  private int strength(int from, int to) {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int axis = from; axis < to; axis++) {
      shortest = Math.min(shortest, shape.dim(axis));
      longest = Math.max(longest, shape.dim(axis));
    }
    if (to - from > 1 && shortest == longest && longest <= LONGEST_SQUARE) {
      return 2;
    }
    return longest <= LONGEST_SIDE ? 1 : 0;
  }
}
