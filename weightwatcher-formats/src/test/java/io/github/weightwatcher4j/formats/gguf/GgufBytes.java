package io.github.weightwatcher4j.formats.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A GGUF file, written piece by piece, also one that lies. */
final class GgufBytes {

  private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int alignment = 32;
  private int version = 3;
  private long tensorCount;
  private long keyCount;

  GgufBytes version(int newVersion) {
    version = newVersion;
    return this;
  }

  GgufBytes tensorCount(long count) {
    tensorCount = count;
    return this;
  }

  /** A key with a value of any type, given as bytes. */
  GgufBytes key(String key, int type, byte[] value) {
    metadata.writeBytes(text(key));
    metadata.writeBytes(int32(type));
    metadata.writeBytes(value);
    keyCount++;
    return this;
  }

  GgufBytes alignment(int bytes) {
    alignment = Math.max(1, bytes);
    return key("general.alignment", 4, int32(bytes));
  }

  /** A tensor with its axes as in the file, fastest first. */
  GgufBytes tensor(String name, int type, byte[] bytes, long... dims) {
    while (data.size() % alignment != 0) {
      data.write(0);
    }
    return described(name, type, data.size(), dims).data(bytes);
  }

  /** A tensor of singles 1, 2, 3 and so on. */
  GgufBytes counting(String name, long... dims) {
    int size = 1;
    for (long dim : dims) {
      size *= (int) dim;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat(i + 1f);
    }
    return tensor(name, 0, bytes.array(), dims);
  }

  GgufBytes described(String name, int type, long offset, long... dims) {
    tensors.writeBytes(text(name));
    tensors.writeBytes(int32(dims.length));
    for (long dim : dims) {
      tensors.writeBytes(int64(dim));
    }
    tensors.writeBytes(int32(type));
    tensors.writeBytes(int64(offset));
    tensorCount++;
    return this;
  }

  GgufBytes data(byte[] bytes) {
    data.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(int32(version));
    file.writeBytes(int64(tensorCount));
    file.writeBytes(int64(keyCount));
    file.writeBytes(metadata.toByteArray());
    file.writeBytes(tensors.toByteArray());
    while (file.size() % alignment != 0) {
      file.write(0);
    }
    file.writeBytes(data.toByteArray());
    return file.toByteArray();
  }

  Path write(Path path) throws IOException {
    return Files.write(path, bytes());
  }

  static byte[] text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + utf.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(utf.length)
        .put(utf)
        .array();
  }

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  static byte[] int64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
