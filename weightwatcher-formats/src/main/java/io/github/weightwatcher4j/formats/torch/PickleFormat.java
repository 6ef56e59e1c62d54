package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Pickles of NumPy's arrays: what {@code pickle.dump} writes of a dictionary of arrays, and
 * PaddlePaddle's {@code .pdparams}, which are such files. The numbers are read in place.
 */
public final class PickleFormat implements WeightFormat {

  private static final int FIRST_PROTOCOL = 2;
  private static final int LAST_PROTOCOL = 5;

  /** For {@link java.util.ServiceLoader}. */
  public PickleFormat() {}

  @Override
  public String name() {
    return "pickle";
  }

  @Override
  public List<String> extensions() {
    return List.of(".pkl", ".pickle", ".pdparams");
  }

  /** Those of PyTorch too, whose users pickle models whole. */
  @Override
  public List<String> ownExtensions() {
    return List.of(".pdparams", ".pt", ".pth", ".th");
  }

  /** By content those of protocol 2 and later; those before have no mark. */
  @Override
  public boolean recognizes(Probe probe) {
    return isPickle(probe);
  }

  /** Whether a file starts as a pickle does, and not as those of torch.save. */
  static boolean isPickle(Probe probe) {
    byte first = (byte) 0x80;
    for (byte protocol = FIRST_PROTOCOL; protocol <= LAST_PROTOCOL; protocol++) {
      if (probe.startsWith(first, protocol)) {
        return !LegacyCheckpoint.isOne(probe);
      }
    }
    return false;
  }

  @Override
  public Contents read(Path path) throws IOException {
    return checkpoint(path).contents(ModelConfig.of(path));
  }

  /** The model of a file that is a pickle and nothing else. */
  static Checkpoint checkpoint(Path file) throws IOException {
    FilePlace place = FilePlace.of(file);
    try (FileChannel channel = FileChannel.open(file)) {
      Object value = Paddle.joined(Pickle.read(place, channel, 0).value());
      Storages none =
          (storage, type) -> {
            throw new UnreadableTensorException(
                "has its numbers in another file, as a part of what torch.save writes");
          };
      return Checkpoint.of(place, value, none)
          .requireTensors(place, "is a pickle, but none of torch.save, and has no arrays");
    }
  }
}
