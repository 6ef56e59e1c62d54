package io.github.weightwatcher4j.formats.tar;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A tar archive with one weight file in it, such as AllenNLP's {@code model.tar.gz}, whose {@code
 * weights.th} is a checkpoint of PyTorch. What is gzipped cannot be read in place, so the file is
 * unpacked beside other temporary files, once for each archive, and deleted when the process ends.
 */
public final class TarFormat implements WeightFormat {

  private static final List<String> ENDS = List.of(".tar.gz", ".tgz");

  /** For {@link java.util.ServiceLoader}. */
  public TarFormat() {}

  @Override
  public String name() {
    return "tar archive";
  }

  @Override
  public List<String> extensions() {
    return ENDS;
  }

  /** Those of PyTorch, whose first versions wrote archives; an archive's own end says nothing. */
  @Override
  public List<String> ownExtensions() {
    return List.of(".pt", ".pth", ".th");
  }

  @Override
  public boolean recognizes(Probe probe) {
    byte[] head = new byte[probe.head().remaining()];
    probe.head().get(head);
    return TarStream.isHeader(head) || TarStream.isHeader(unzipped(head));
  }

  /** The first block behind gzip; less where it is none. */
  private static byte[] unzipped(byte[] head) {
    byte[] block = new byte[TarStream.BLOCK];
    int length = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      for (int read = 0; read >= 0 && length < block.length; length += Math.max(0, read)) {
        read = in.read(block, length, block.length - length);
      }
      return block;
    } catch (IOException e) {
      // No gzip, or more of it than was looked at.
      return length == block.length ? block : new byte[0];
    }
  }

  @Override
  public Contents read(Path path) throws IOException {
    FilePlace place = FilePlace.of(path);
    try {
      return contents(place, Unpacked.of(path));
    } catch (WeightFileException e) {
      boolean inner = !e.file().equals(path.toString());
      throw inner ? place.problem("in it: " + e.getMessage(), "check what it is", e) : e;
    }
  }

  private static Contents contents(FilePlace place, Path unpacked) {
    Optional<ModelSource> model = new WeightFileAdapter().open(unpacked);
    if (model.isPresent() && model.get() instanceof WeightFile file) {
      if (file.format() instanceof TarFormat) {
        throw place.problem("is an archive in an archive", "unpack it and give what is in it");
      }
      return new Contents(file.tensors(), file.layers());
    }
    throw place.problem(
        "the weight file in it is of no known format", "unpack it and check what it is");
  }
}
