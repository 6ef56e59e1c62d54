package io.github.weightwatcher4j.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * ONNX: the graph tells what the weights are; they are read in place, from the model's file or from
 * the files of external data beside it.
 */
public final class OnnxFormat implements WeightFormat {

  private static final String FILE = ".onnx";
  private static final int GRAPH = 7;

  /** For {@link java.util.ServiceLoader}. */
  public OnnxFormat() {}

  @Override
  public String name() {
    return "ONNX";
  }

  @Override
  public List<String> extensions() {
    return List.of(FILE);
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(FILE);
  }

  /** By the fields of a model before its graph, which all writers put in order of their numbers. */
  @Override
  public boolean recognizes(Probe probe) {
    ByteBuffer head = probe.head();
    CodedInputStream in = CodedInputStream.newInstance(head);
    try {
      int tag = in.readTag();
      if (WireFormat.getTagFieldNumber(tag) != 1 || !in.skipField(tag) || head.get(1) < 1) {
        return false;
      }
      for (int last = 1; !in.isAtEnd(); last = WireFormat.getTagFieldNumber(tag)) {
        tag = in.readTag();
        if (!isModelField(tag, last)) {
          return false;
        }
        if (WireFormat.getTagFieldNumber(tag) == GRAPH) {
          int length = in.readRawVarint32();
          return length > 0 && length < probe.size();
        }
        in.skipField(tag);
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isModelField(int tag, int last) {
    int number = WireFormat.getTagFieldNumber(tag);
    int expected =
        number == 1 || number == 5
            ? WireFormat.WIRETYPE_VARINT
            : WireFormat.WIRETYPE_LENGTH_DELIMITED;
    // The operator sets, field 8, and metadata come before the graph from some writers.
    boolean known = number <= 8 || number == 14;
    return known && (number > last || last >= 8) && WireFormat.getTagWireType(tag) == expected;
  }

  @Override
  public Contents read(Path path) throws IOException {
    return OnnxLayers.of(path, GraphReader.read(path));
  }
}
