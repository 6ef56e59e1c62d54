package io.github.weightwatcher4j.formats.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Pieces of ONNX models, sound or not, as protobuf writes them. */
final class OnnxBytes {

  static final int GRAPH = 7;
  static final int NODE = 1;
  static final int INITIALIZER = 5;

  private OnnxBytes() {}

  /** Writes one message. */
  interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] tensor(String name, long[] dims, byte[] raw) {
    return tensor(name, 1, dims, raw);
  }

  /** A tensor of any type, its numbers as they lie in memory. */
  static byte[] tensor(String name, int type, long[] dims, byte[] raw) {
    return message(
        out -> {
          for (long dim : dims) {
            out.writeInt64(1, dim);
          }
          out.writeInt32(2, type);
          out.writeString(8, name);
          out.writeByteArray(9, raw);
        });
  }

  static byte[] external(String location, String offset) {
    return message(
        out -> {
          out.writeInt64(1, 2);
          out.writeInt64(1, 3);
          out.writeInt32(2, 1);
          out.writeString(8, "w");
          out.writeByteArray(13, entry("location", location));
          out.writeByteArray(13, entry("offset", offset));
          out.writeInt32(14, 1);
        });
  }

  private static byte[] entry(String key, String value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeString(2, value);
        });
  }

  static byte[] node(String op, String input, String output) {
    return message(
        out -> {
          out.writeString(1, "x");
          out.writeString(1, input);
          out.writeString(2, output);
          out.writeString(4, op);
        });
  }

  /** A model of one graph. */
  static byte[] model(Body graph) {
    return message(
        out -> {
          out.writeInt64(1, 8);
          out.writeByteArray(GRAPH, message(graph));
        });
  }

  /** A node whose subgraph holds another. */
  static byte[] nested(byte[] inner) {
    byte[] graph = message(out -> out.writeByteArray(NODE, inner));
    byte[] attribute =
        message(
            out -> {
              out.writeString(1, "body");
              out.writeByteArray(6, graph);
            });
    return message(
        out -> {
          out.writeString(4, "Loop");
          out.writeByteArray(5, attribute);
        });
  }
}
