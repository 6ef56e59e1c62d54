package io.github.weightwatcher4j.formats.matrixmarket;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
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

  /** For {@link java.util.ServiceLoader}. */
  public MatrixMarketFormat() {}

  @Override
  public String name() {
    return "Matrix Market";
  }

  @Override
  public List<String> extensions() {
    return List.of(".mtx", ".mtx.gz");
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
    return MatrixMarketFile.of(path, isGzipped(Probe.of(path))).contents(path);
  }
}
