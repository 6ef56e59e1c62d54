package io.github.weightwatcher4j.model;

import java.util.Locale;

/**
 * What a layer does; decides how its spectrum is normalized and is exported as {@code layer_type}.
 */
public enum LayerType {
  /** Fully connected: one matrix. */
  DENSE,
  /** Lookup table, vocabulary x dimension. */
  EMBEDDING,
  /** Convolution over one axis. */
  CONV1D(true),
  /** Convolution over two axes. */
  CONV2D(true),
  /** Convolution over three axes. */
  CONV3D(true),
  /** Transposed convolution over two or three axes. */
  DECONV(true),
  /** One filter bank per input channel, unfolded to channels x kernel. */
  DEPTHWISE_CONV,
  /** A filter bank of its own at every position. */
  LOCALLY_CONNECTED,
  /** One gate of a long short-term memory layer. */
  LSTM,
  /** One gate of a gated recurrent unit. */
  GRU,
  /** Plain recurrent layer. */
  RNN,
  /** One projection of an attention layer. */
  ATTENTION,
  /** Normalization; carries vectors, no matrix. */
  NORM,
  /** Anything else. */
  OTHER;

  private final boolean convolution;

  LayerType() {
    this(false);
  }

  LayerType(boolean convolution) {
    this.convolution = convolution;
  }

  /** Type of a plain convolution whose kernel has so many axes: 3 to 5, or it is another layer. */
  public static LayerType ofKernel(int rank) {
    return switch (rank) {
      case 3 -> CONV1D;
      case 4 -> CONV2D;
      case 5 -> CONV3D;
      default -> OTHER;
    };
  }

  /** Whether the convolution norm applies: the layer is a stack of kernel slices, in x out each. */
  public boolean isConvolution() {
    return convolution;
  }

  /** The name in exports: lower case, as in the Python tool where it has the type. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
