package io.github.weightwatcher4j.djl;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.AbstractIndexedEmbedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.core.LinearCollection;
import ai.djl.nn.core.Multiplication;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.nn.transformer.IdEmbedding;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The matrices in the parameters of a block, in the conventions of PyTorch, which are DJL's. */
final class BlockMatrices {

  private BlockMatrices() {}

  /** Whether a parameter may hold a matrix of weights, by what it is for. */
  static boolean mayHold(Block block, Parameter parameter) {
    boolean weights =
        switch (parameter.getType()) {
          case WEIGHT, OTHER -> true;
          default -> false;
        };
    return weights && !isElementWise(block) && !BlockText.isNorm(block);
  }

  /** Whether its parameters multiply one by one. */
  static boolean isElementWise(Block block) {
    return block instanceof Multiplication || block instanceof Prelu;
  }

  /** The matrices in one parameter; none where it is a vector, holds integers or is not read. */
  static List<NamedMatrix> of(Block block, boolean projects, NamedTensor tensor) {
    Optional<TensorView> view =
        tensor.view().filter(it -> it.storage().precision() != Precision.INTEGER);
    return view.filter(it -> it.shape().rank() >= 2)
        .map(it -> of(block, projects, tensor.name(), it))
        .orElse(List.of());
  }

  private static List<NamedMatrix> of(Block block, boolean projects, String key, TensorView view) {
    int rank = view.shape().rank();
    LayerType type = type(block, projects);
    if (block instanceof Convolution convolution) {
      boolean depthwise = convolution.getGroups() > 1 && view.shape().dim(1) == 1;
      return List.of(depthwise ? NamedMatrix.depthwise(view) : NamedMatrix.of(type, view));
    }
    if (block instanceof RecurrentBlock) {
      return switch (type) {
        case LSTM -> NamedMatrix.split(type, view, 0, NamedMatrix.LSTM_GATES);
        case GRU -> NamedMatrix.split(type, view, 0, NamedMatrix.GRU_GATES);
        default -> List.of(NamedMatrix.of(type, view));
      };
    }
    if (block instanceof LinearCollection && rank > 2) {
      // [collection..., in, out]
      return List.of(new NamedMatrix("", type, Slicing.LEADING, view));
    }
    if (isKnown(block)) {
      return List.of(NamedMatrix.of(type, view));
    }
    return ofOwnBlock(key, view);
  }

  private static boolean isKnown(Block block) {
    return block instanceof Linear
        || block instanceof LinearCollection
        || block instanceof Deconvolution
        || isEmbedding(block);
  }

  private static boolean isEmbedding(Block block) {
    return block instanceof AbstractIndexedEmbedding
        || block instanceof IdEmbedding
        || block instanceof BertBlock;
  }

  /** A parameter of a block that DJL does not have, by its name and its axes. */
  private static List<NamedMatrix> ofOwnBlock(String key, TensorView view) {
    int rank = view.shape().rank();
    boolean weight = key.toLowerCase(Locale.ROOT).endsWith("weight");
    if (!weight && !view.shape().isMatrix()) {
      return List.of(); // a vector with axes to broadcast along
    }
    if (rank == 2) {
      boolean table = key.toLowerCase(Locale.ROOT).contains("embedding");
      return List.of(NamedMatrix.of(table ? LayerType.EMBEDDING : LayerType.DENSE, view));
    }
    return List.of(
        NamedMatrix.of(LayerType.ofKernel(rank), view)
            .noting("axes taken for [out, in, kernel...], which the block does not tell"));
  }

  /** What the matrices of a block do. */
  static LayerType type(Block block, boolean projects) {
    if (block instanceof Convolution convolution) {
      return LayerType.ofKernel(2 + convolution.getKernelShape().dimension());
    }
    if (block instanceof Deconvolution) {
      return LayerType.DECONV;
    }
    if (block instanceof RecurrentBlock) {
      return block instanceof LSTM
          ? LayerType.LSTM
          : block instanceof GRU ? LayerType.GRU : LayerType.RNN;
    }
    if (isEmbedding(block)) {
      return LayerType.EMBEDDING;
    }
    if (block instanceof Linear || block instanceof LinearCollection) {
      return projects ? LayerType.ATTENTION : LayerType.DENSE;
    }
    return LayerType.OTHER;
  }
}
