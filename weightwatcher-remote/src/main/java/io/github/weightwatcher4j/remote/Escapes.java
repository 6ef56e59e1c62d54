package io.github.weightwatcher4j.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Names as they stand in the path of an address: every other byte of UTF-8 is %XX. */
final class Escapes {

  /** What may stand in a name as it is (RFC 3986: unreserved, sub-delims, colon and at). */
  private static final String PLAIN = "-._~!$&'()*+,;=:@";

  private Escapes() {}

  /** A name as it stands in an address. */
  static String of(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      text.append(
          letter || PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  /** The name that stands in an address. */
  static String undone(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = escaped.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      int high = text[i] == '%' && i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
      bytes.write(low < 0 ? text[i] : high * 16 + low);
      i += low < 0 ? 0 : 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
