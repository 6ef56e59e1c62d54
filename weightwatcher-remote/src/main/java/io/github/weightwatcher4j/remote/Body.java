package io.github.weightwatcher4j.remote;

/** The bytes of an answer, which are not copied: whoever has them does not change them. */
final class Body {

  private final byte[] bytes;
  private final boolean whole;

  /**
   * What came.
   *
   * @param bytes at most as many as were wanted
   * @param whole whether there were no more
   */
  Body(byte[] bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean whole() {
    return whole;
  }
}
