package io.github.weightwatcher4j.formats.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A distributed checkpoint, made tensor by tensor; number i of each is i + 1. */
public final class DistributedBytes {

  private static final String CLASSES = "torch.distributed.checkpoint.metadata";

  private final PickleBytes tensors = PickleBytes.part();
  private final PickleBytes places = PickleBytes.part();
  private final PickleBytes paths = PickleBytes.part();
  private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
  private boolean hasPaths;
  private float constant = 1;

  /** Begins an object of a class, whose attributes follow as entries. */
  private static PickleBytes object(PickleBytes pickle, String module, String name) {
    return pickle.global(module, name).op(")").raw(0x81).op("}(");
  }

  private static PickleBytes size(PickleBytes pickle, long... dims) {
    return pickle.global("torch", "Size").tuple(dims).raw(0x85).op("R");
  }

  /** Names a tensor, cut along both axes before the given rows and columns. */
  DistributedBytes matrix(String name, int rows, int columns, int[] rowCuts, int[] columnCuts)
      throws IOException {
    object(tensors.text(name), CLASSES, "TensorStorageMetadata").text("size");
    size(tensors, rows, columns).text("chunks").op("](");
    for (int i = 0; i <= rowCuts.length; i++) {
      int top = i == 0 ? 0 : rowCuts[i - 1];
      int bottom = i == rowCuts.length ? rows : rowCuts[i];
      for (int j = 0; j <= columnCuts.length; j++) {
        int left = j == 0 ? 0 : columnCuts[j - 1];
        int right = j == columnCuts.length ? columns : columnCuts[j];
        byte[] bytes = new byte[4 * (bottom - top) * (right - left)];
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        numbers.order(ByteOrder.LITTLE_ENDIAN);
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            numbers.putFloat(constant > 1 ? constant : row * columns + column + 1f);
          }
        }
        chunk(name, "__" + (i + j) + "_0.distcp", top, left, bottom - top, right - left, bytes);
      }
    }
    tensors.op("eub");
    return this;
  }

  private void chunk(
      String name, String file, int top, int left, int height, int width, byte[] numbers)
      throws IOException {
    long[] shape = {height, width};
    long[] steps = {width, 1};
    byte[] pickle = new PickleBytes().tensor("0", (long) height * width, 0, shape, steps).end();
    byte[] zip = new TorchBytes(pickle).storage("0", numbers).zip();
    ByteArrayOutputStream parts = files.computeIfAbsent(file, f -> new ByteArrayOutputStream());
    int start = parts.size();
    parts.write(zip);

    object(tensors, CLASSES, "ChunkStorageMetadata").text("offsets");
    size(tensors, top, left).text("sizes");
    size(tensors, height, width).op("ub");
    object(places, CLASSES, "MetadataIndex").text("fqn").text(name).text("offset");
    size(places, top, left).text("index").integer(0).op("ub");
    object(places, "torch.distributed.checkpoint.filesystem", "_StorageInfo");
    places.text("relative_path").text(file).text("offset").integer(start);
    places.text("length").integer(zip.length).op("ub");
  }

  /** Names another object, of which only the metadata matters here. */
  DistributedBytes other(String name) {
    tensors.text(name).global(CLASSES, "BytesStorageMetadata").op(")").raw(0x81);
    return this;
  }

  /** The dictionaries that a name was found in, and the key there. */
  DistributedBytes path(String name, String... path) {
    paths.text(name).op("(");
    for (String key : path) {
      paths.text(key);
    }
    paths.op("t");
    hasPaths = true;
    return this;
  }

  byte[] metadata() {
    PickleBytes all = object(new PickleBytes(), CLASSES, "Metadata");
    all.text("state_dict_metadata").op("}(").append(tensors).op("u");
    all.text("planner_data");
    if (hasPaths) {
      all.op("}(").append(paths).op("u");
    } else {
      all.op("N");
    }
    return all.text("storage_data").op("}(").append(places).op("uub").end();
  }

  Path write(Path folder) throws IOException {
    Files.write(folder.resolve(".metadata"), metadata());
    for (Map.Entry<String, ByteArrayOutputStream> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue().toByteArray());
    }
    return folder;
  }

  /** The files of a checkpoint by name, the metadata first, all numbers one where it is not 1. */
  public static Map<String, byte[]> sample(float number) throws IOException {
    DistributedBytes bytes = new DistributedBytes();
    bytes.constant = number;
    bytes.matrix("a.weight", 6, 5, new int[0], new int[0]);
    bytes.matrix("b.weight", 9, 8, new int[] {2, 7}, new int[] {5}).other("c");
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(".metadata", bytes.metadata());
    bytes.files.forEach((name, file) -> files.put(name, file.toByteArray()));
    return files;
  }
}
