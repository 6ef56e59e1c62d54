package io.github.weightwatcher4j.formats.flax;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.WeightMap;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * What {@code flax.serialization} writes: parameters, variables or a whole training state in
 * msgpack; the index of a model in several files; the folder of one as Hugging Face lays it out.
 */
public final class FlaxFormat implements WeightFormat {

  private static final String FILE = ".msgpack";
  private static final String INDEX = ".msgpack.index.json";

  private static final int DEEPEST_LOOK = 50;

  /** For {@link java.util.ServiceLoader}. */
  public FlaxFormat() {}

  @Override
  public String name() {
    return "Flax msgpack";
  }

  @Override
  public List<String> extensions() {
    return List.of(FILE, INDEX);
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(FILE);
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    byte[] head = new byte[probe.head().remaining()];
    probe.head().get(head);
    return leadsToAnArray(head);
  }

  /** Whether first keys lead to an array: msgpack itself begins with nothing of its own. */
  private static boolean leadsToAnArray(byte[] head) throws IOException {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(head)) {
      for (int depth = 0; depth < DEEPEST_LOOK; depth++) {
        switch (unpacker.getNextFormat().getValueType()) {
          case MAP -> {
            if (unpacker.unpackMapHeader() == 0) {
              return false;
            }
            unpacker.unpackString();
          }
          case EXTENSION -> {
            return unpacker.unpackExtensionTypeHeader().getType() == 1
                && unpacker.unpackArrayHeader() == 3
                && depth > 0;
          }
          default -> {
            return false;
          }
        }
      }
      return false;
    } catch (MessagePackException e) {
      return false;
    }
  }

  @Override
  public Contents read(Path path) throws IOException {
    if (WeightMap.isIndex(path)) {
      return StateDict.contents(WeightMap.read(path).tensors(file -> FlaxTensors.read(file).all()));
    }
    FlaxTensors tensors = FlaxTensors.read(path);
    if (tensors.all().isEmpty()) {
      throw FilePlace.of(path)
          .problem(
              "contains no arrays of Flax",
              "write the parameters with flax.serialization.to_bytes, or check what it is");
    }
    return new Contents(tensors.all(), StateDict.layers(tensors.model()));
  }
}
