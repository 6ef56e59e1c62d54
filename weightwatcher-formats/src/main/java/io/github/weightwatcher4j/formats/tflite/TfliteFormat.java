package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.flatbuffers.FlatFile;
import io.github.weightwatcher4j.formats.flatbuffers.FlatTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** TensorFlow Lite, {@code .tflite}: a file, or a folder with one. */
public final class TfliteFormat implements WeightFormat {

  private static final String FILE = ".tflite";

  /** "TFL3", behind the place of the root. */
  private static final int MAGIC = 0x334c4654;

  private static final int MOST = 100_000;
  private static final int MOST_GRAPHS = 1_000;

  /** For {@link java.util.ServiceLoader}. */
  public TfliteFormat() {}

  @Override
  public String name() {
    return "TensorFlow Lite";
  }

  @Override
  public List<String> extensions() {
    return List.of(FILE);
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(FILE);
  }

  @Override
  public boolean recognizes(Probe probe) {
    return probe.head().limit() >= 2 * Integer.BYTES && probe.head().getInt(Integer.BYTES) == MAGIC;
  }

  @Override
  public Contents read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      FlatFile file = new FlatFile(FilePlace.of(path), channel);
      if (file.size() < 2 * Integer.BYTES || file.int32(Integer.BYTES) != MAGIC) {
        throw file.problem(0, "is no model of TensorFlow Lite: TFL3 should be at byte 4");
      }
      FlatTable model = file.root();
      List<FlatTable> buffers = model.tables(4, MOST, "buffers");
      TfliteLayers layers = new TfliteLayers(codes(model), new TensorReader(path, file, buffers));
      for (FlatTable graph : model.tables(2, MOST_GRAPHS, "graphs")) {
        layers.add(graph);
      }
      Contents contents = layers.contents();
      if (contents.tensors().isEmpty()) {
        throw FilePlace.of(path).problem("contains no numbers", "check what it is");
      }
      return contents;
    }
  }

  /** What the operations of the model do. The number was a byte before there were many. */
  private static List<Integer> codes(FlatTable model) throws IOException {
    List<Integer> codes = new ArrayList<>();
    for (FlatTable code : model.tables(1, MOST, "kinds of operations")) {
      codes.add(Math.max(code.uint8(0), code.int32(3)));
    }
    return codes;
  }
}
