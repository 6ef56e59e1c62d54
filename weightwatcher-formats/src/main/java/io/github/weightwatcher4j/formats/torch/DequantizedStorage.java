package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;

/**
 * Codes of PyTorch's affine quantization as the floats that they stand for, {@code (q - zero) *
 * scale}, in single precision as PyTorch computes them. Number i of the storage belongs to channel
 * {@code (i - offset) / inner mod period}, which leaves the strides of the codes as they are.
 *
 * @param codes the integers
 * @param channels which channel a number is of
 * @param scales one for each channel, or one for all
 * @param zeros as many
 */
record DequantizedStorage(Storage codes, Channels channels, TensorView scales, TensorView zeros)
    implements Storage {

  /** More channels than any layer has. */
  private static final int MOST = 1 << 22;

  /** Where the channels lie: {@code (i - offset) / inner mod period}. */
  record Channels(long offset, long inner, long period) {}

  /**
   * The floats of a tensor of codes.
   *
   * @param codes the codes
   * @param axis axis of the channels; none where it is negative
   * @throws UnreadableTensorException where scales, zero points and channels are not as many
   */
  static TensorView view(TensorView codes, int axis, TensorView scales, TensorView zeros)
      throws UnreadableTensorException {
    long count = axis < 0 ? 1 : axis < codes.shape().rank() ? codes.shape().dim(axis) : -1;
    if (count < 0
        || count > MOST
        || scales.shape().size() != count
        || zeros.shape().size() != count) {
      throw new UnreadableTensorException(
          "has scales %s and zero points %s, which do not fit axis %d of %s"
              .formatted(scales.shape(), zeros.shape(), axis, codes.shape()));
    }
    Channels channels = axis < 0 ? new Channels(codes.offset(), 1, 1) : channels(codes, axis);
    return new TensorView(
        new DequantizedStorage(codes.storage(), channels, scales, zeros),
        codes.offset(),
        codes.shape(),
        codes.strides());
  }

  /** The channels' place, where the other axes lie wholly within a channel or around them all. */
  private static Channels channels(TensorView codes, int axis) throws UnreadableTensorException {
    long step = Math.max(1, codes.strides().get(axis));
    long length = Math.max(1, codes.shape().dim(axis));
    long within = 0;
    long around = 0;
    for (int other = 0; other < codes.shape().rank(); other++) {
      long stride = codes.strides().get(other);
      if (other != axis && codes.shape().dim(other) > 1) {
        if (stride < step) {
          within += (codes.shape().dim(other) - 1) * stride;
        } else {
          around = around == 0 ? stride : Math.min(around, stride);
        }
      }
    }
    long period = around == 0 ? length : around / step;
    if (within >= step || period < length || !isMultiple(codes, step, period * step)) {
      throw new UnreadableTensorException(
          "has channels that overlap, with strides " + codes.strides() + " of " + codes.shape());
    }
    return new Channels(codes.offset(), step, period);
  }

  private static boolean isMultiple(TensorView codes, long step, long block) {
    for (int axis = 0; axis < codes.shape().rank(); axis++) {
      long stride = codes.strides().get(axis);
      if (codes.shape().dim(axis) > 1 && stride > step && stride % block != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long size() {
    return codes.size();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    double[] scale = values(scales, tensor);
    double[] zero = values(zeros, tensor);
    StorageReader reader = codes.open(tensor);
    return StorageReader.of(
        (first, count, target, at) -> {
          reader.read(first, count, target, at);
          for (int done = 0; done < count; ) {
            long index = first + done - channels.offset;
            int run = (int) Math.min(count - done, channels.inner - index % channels.inner);
            long channel = scale.length == 1 ? 0 : index / channels.inner % channels.period;
            // Numbers between the channels belong to no element.
            int known = (int) Math.min(channel, scale.length - 1);
            dequantize(target, at + done, run, (float) scale[known], zero[known]);
            done += run;
          }
        },
        reader::close);
  }

  private static void dequantize(double[] target, int from, int count, float scale, double zero) {
    for (int i = from; i < from + count; i++) {
      target[i] = (float) (target[i] - zero) * scale;
    }
  }

  private static double[] values(TensorView view, String tensor) throws IOException {
    double[] values = new double[(int) view.shape().size()];
    try (WeightTensor numbers = view.open(tensor)) {
      if (values.length > 0) {
        int columns = (int) view.shape().rowLength();
        numbers.read(0, values.length / columns, 0, columns, DoubleBuffer.wrap(values));
      }
    }
    return values;
  }
}
