package io.github.weightwatcher4j.formats.matrixmarket;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.model.LayerType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The exchange format of the Matrix Market: one matrix in a file of text, by its entries or whole,
 * gzipped or not (Boisvert, Pozo &amp; Remington, NISTIR 5935, 1996).
 */
public final class MatrixMarketFormat implements WeightFormat {

  private static final String MTX = ".mtx";
  private static final String GZ = ".gz";

  /** For {@link java.util.ServiceLoader}. */
  public MatrixMarketFormat() {}

  @Override
  public String name() {
    return "Matrix Market";
  }

  @Override
  public List<String> extensions() {
    return List.of(MTX, MTX + GZ);
  }

  @Override
  public List<String> ownExtensions() {
    return extensions();
  }

  @Override
  public boolean recognizes(Probe probe) {
    return !probe.isFolder() && (isText(probe) || isGzipped(probe));
  }

  private static boolean isText(Probe probe) {
    byte[] head = new byte[Math.min(probe.head().remaining(), Banner.MAGIC.length())];
    probe.head().get(head);
    return isMagic(head);
  }

  private static boolean isMagic(byte[] head) {
    return Banner.MAGIC.equalsIgnoreCase(new String(head, StandardCharsets.ISO_8859_1));
  }

  private static boolean isGzipped(Probe probe) {
    ByteBuffer head = probe.head();
    byte[] bytes = new byte[head.remaining()];
    head.get(bytes);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return isMagic(in.readNBytes(Banner.MAGIC.length()));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Contents read(Path path) throws IOException {
    MatrixMarketFile matrix = MatrixMarketFile.of(path, isGzipped(Probe.of(path)));
    String name = withoutEnds(String.valueOf(path.getFileName()));
    TensorView view = TensorView.of(matrix, matrix.shape());
    LayerList layers = new LayerList();
    layers.add(0, name, List.of(NamedMatrix.of(LayerType.DENSE, view).noting(matrix.note())));
    return new Contents(List.of(NamedTensor.of(name, view)), layers.layers());
  }

  private static String withoutEnds(String file) {
    String name = file;
    for (String end : List.of(GZ, MTX)) {
      name = Probe.endsWith(name, end) ? name.substring(0, name.length() - end.length()) : name;
    }
    return name.isEmpty() ? file : name;
  }
}
