package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {

  private static double decoded(ElementType type, ByteOrder order, long bits) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(order);
    switch (type.bytes()) {
      case 1 -> bytes.put(0, (byte) bits);
      case 2 -> bytes.putShort(0, (short) bits);
      case 4 -> bytes.putInt(0, (int) bits);
      default -> bytes.putLong(0, bits);
    }
    double[] target = {Double.NaN, Double.NaN};
    type.decode(bytes, 1, target, 1);
    return target[1];
  }

  /** Boxed: NaN equals itself then. */
  private static Double decoded(ElementType type, long bits) {
    Double big = decoded(type, ByteOrder.BIG_ENDIAN, bits);
    assertThat((Double) decoded(type, ByteOrder.LITTLE_ENDIAN, bits)).isEqualTo(big);
    return big;
  }

  /** By the definition: sign, biased exponent, fraction. */
  private static Double ieee(int bits, int exponentBits, int fractionBits) {
    int bias = (1 << (exponentBits - 1)) - 1;
    int exponent = bits >> fractionBits & ((1 << exponentBits) - 1);
    double fraction = (bits & ((1 << fractionBits) - 1)) / (double) (1 << fractionBits);
    double sign = bits >> (exponentBits + fractionBits) == 0 ? 1 : -1;
    if (exponent == (1 << exponentBits) - 1) {
      return fraction == 0 ? sign / 0.0 : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb(fraction, 1 - bias)
        : sign * Math.scalb(1 + fraction, exponent - bias);
  }

  @Test
  void everyHalfIsWhatItsDefinitionSays() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(decoded(ElementType.FLOAT16, bits)).isEqualTo(ieee(bits, 5, 10));
    }
  }

  @Test
  void everyBfloat16IsWhatItsDefinitionSays() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(decoded(ElementType.BFLOAT16, bits)).isEqualTo(ieee(bits, 8, 7));
    }
  }

  @Test
  void everyE5M2IsWhatItsDefinitionSays() {
    for (int bits = 0; bits < 1 << 8; bits++) {
      assertThat(decoded(ElementType.FLOAT8_E5M2, bits)).isEqualTo(ieee(bits, 5, 2));
    }
  }

  @Test
  void everyE4M3IsWhatItsDefinitionSaysWithNumbersInPlaceOfInfinities() {
    for (int bits = 0; bits < 1 << 8; bits++) {
      Double expected =
          (bits & 0x78) != 0x78
              ? ieee(bits, 4, 3)
              : (bits & 7) == 7
                  ? Double.NaN
                  : (bits < 128 ? 1 : -1) * Math.scalb(1 + (bits & 7) / 8.0, 8);
      assertThat(decoded(ElementType.FLOAT8_E4M3, bits)).isEqualTo(expected);
    }
    // The largest number of OCP's specification.
    assertThat(decoded(ElementType.FLOAT8_E4M3, 0x7e)).isEqualTo(448.0);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT64, 0x400921fb54442d18, 3.141592653589793",
    "FLOAT32, 0x40490fdb, 3.1415927410125732",
    "INT8, 0x80, -128",
    "UINT8, 0x80, 128",
    "INT16, 0x8001, -32767",
    "UINT16, 0x8001, 32769",
    "INT32, 0x80000001, -2147483647",
    "UINT32, 0x80000001, 2147483649",
    "INT64, -5, -5",
    "UINT64, 7, 7",
    "UINT64, -1, 18446744073709551616",
    "UINT64, 0x8000000000000000, 9223372036854775808",
    "BOOL, 0, 0",
    "BOOL, 1, 1",
    "BOOL, 255, 1"
  })
  void numbersAreReadInEitherByteOrder(ElementType type, String bits, double expected) {
    long value =
        bits.startsWith("0x")
            ? Long.parseUnsignedLong(bits.substring(2), 16)
            : Long.parseLong(bits);
    assertThat(decoded(type, value)).isEqualTo(expected);
  }
}
