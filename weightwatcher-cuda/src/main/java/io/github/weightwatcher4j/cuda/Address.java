package io.github.weightwatcher4j.cuda;

import org.bytedeco.javacpp.Pointer;

/** An address that a library gave, or is given; what lies there belongs to nobody here. */
final class Address extends Pointer {

  Address(long address) {
    this.address = address;
  }
}
