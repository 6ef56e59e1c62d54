package io.github.weightwatcher4j.formats.tensorflow;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** A protobuf message in memory, walked field by field. */
final class Message {

  /** Takes the fields of a message, one by one. */
  @FunctionalInterface
  interface Fields {
    /**
     * Reads the field, on whose content the stream stands.
     *
     * @return false where it was not read, and is to be passed over
     */
    boolean field(CodedInputStream in, int number) throws IOException;
  }

  private Message() {}

  /** Reads all fields of a message. */
  static void read(byte[] bytes, Fields fields) throws IOException {
    fields(CodedInputStream.newInstance(bytes), fields);
  }

  /** Reads the field that the stream stands on as a message of its own. */
  static void read(CodedInputStream in, Fields fields) throws IOException {
    int length = in.readRawVarint32();
    int outer = in.pushLimit(length);
    fields(in, fields);
    in.popLimit(outer);
  }

  private static void fields(CodedInputStream in, Fields fields) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!fields.field(in, WireFormat.getTagFieldNumber(tag)) && !in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that was never started");
      }
    }
  }
}
