package io.github.weightwatcher4j.formats.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks made by hand, their numbers worked out from the layouts in ggml-common.h. */
class BlockCodecTest {

  private static final short ONE = 0x3c00;
  private static final short TWO = 0x4000;
  private static final short HALF = 0x3800;
  private static final short MINUS_ONE = (short) 0xbc00;

  private static ByteBuffer block(BlockCodec codec) {
    return ByteBuffer.allocate(codec.bytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static double[] decoded(BlockCodec codec, ByteBuffer block) {
    // Behind another block, so that a place that is not counted from the start shows.
    ByteBuffer two = ByteBuffer.allocate(7 + codec.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    two.put(7, block, 0, block.capacity());
    double[] numbers = new double[codec.numbers()];
    codec.decode(two, 7, numbers);
    return numbers;
  }

  @Test
  void q40HasLowHalvesFirstAndZeroAtEight() {
    ByteBuffer block = block(BlockCodec.Q4_0).putShort(TWO).put((byte) 0x9f).put((byte) 0x08);

    double[] numbers = decoded(BlockCodec.Q4_0, block);

    assertThat(numbers[0]).isEqualTo(2 * (15 - 8));
    assertThat(numbers[16]).isEqualTo(2 * (9 - 8));
    assertThat(numbers[1]).isZero();
    assertThat(numbers[17]).isEqualTo(2 * -8);
  }

  @Test
  void q41AddsItsMinimum() {
    ByteBuffer block = block(BlockCodec.Q4_1).putShort(HALF).putShort(MINUS_ONE).put((byte) 0xf0);

    double[] numbers = decoded(BlockCodec.Q4_1, block);

    assertThat(numbers[0]).isEqualTo(-1);
    assertThat(numbers[16]).isEqualTo(15 * 0.5 - 1);
  }

  @Test
  void q50AndQ51TakeTheFifthBitOfNumberIFromBitI() {
    int fifth = 1 | 1 << 31;
    ByteBuffer q50 = block(BlockCodec.Q5_0).putShort(ONE).putInt(fifth).put((byte) 0x03);
    ByteBuffer q51 = block(BlockCodec.Q5_1).putShort(ONE).putShort(TWO).putInt(fifth);

    double[] first = decoded(BlockCodec.Q5_0, q50);
    double[] second = decoded(BlockCodec.Q5_1, q51);

    assertThat(first[0]).isEqualTo(16 + 3 - 16);
    assertThat(first[1]).isEqualTo(-16);
    assertThat(first[31]).isZero();
    assertThat(second[0]).isEqualTo(16 + 2);
    assertThat(second[31]).isEqualTo(16 + 2);
    assertThat(second[30]).isEqualTo(2);
  }

  @Test
  void q80AndQ8KAreSignedBytesTimesAScale() {
    ByteBuffer q80 = block(BlockCodec.Q8_0).putShort(HALF).put((byte) -128).put((byte) 127);
    ByteBuffer q8k = block(BlockCodec.Q8_K).putFloat(0.25f).put((byte) -3);
    q8k.put(4 + 255, (byte) 100).putShort(4 + 256, (short) 999);

    assertThat(decoded(BlockCodec.Q8_0, q80)).startsWith(-64, 63.5, 0);
    assertThat(decoded(BlockCodec.Q8_K, q8k)).startsWith(-0.75, 0).endsWith(0, 25);
  }

  @Test
  void q2KHasScaleAndMinimumOfEverySixteen() {
    ByteBuffer block = block(BlockCodec.Q2_K);
    block.put(0, (byte) 0x52); // numbers 0 to 15: scale 2, minimum 5
    block.put(15, (byte) 0x0f); // numbers 240 to 255: scale 15, no minimum
    block.put(16, (byte) 0b00_00_00_11); // number 0 is 3
    block.put(16 + 63, (byte) 0b10_00_00_00); // number 128 + 3 * 32 + 31 is 2
    block.putShort(80, ONE).putShort(82, HALF);

    double[] numbers = decoded(BlockCodec.Q2_K, block);

    assertThat(numbers[0]).isEqualTo(2 * 3 - 0.5 * 5);
    assertThat(numbers[1]).isEqualTo(-0.5 * 5);
    assertThat(numbers[16]).isZero();
    assertThat(numbers[255]).isEqualTo(15 * 2);
  }

  @Test
  void q3KHasItsThirdBitsApartAndScalesOfSixBits() {
    ByteBuffer block = block(BlockCodec.Q3_K);
    block.put(0, (byte) 0b1000_0001); // third bits of numbers 0 and 224
    block.put(32, (byte) 0b00_00_00_10); // number 0 is 2 + 4 - 4
    block.put(96, (byte) 0x3f); // lower bits of scales 0 and 8: 15 and 3
    block.put(96 + 6, (byte) 0x50); // of scales 6 and 14: 0 and 5
    block.put(96 + 8, (byte) 0b00_00_00_11); // upper bits of scale 0: 3
    block.put(96 + 8 + 2, (byte) 0b10_00_00_00); // of scale 14: 2
    block.putShort(108, TWO);

    double[] numbers = decoded(BlockCodec.Q3_K, block);

    assertThat(numbers[0]).isEqualTo(2 * (15 + 48 - 32) * 2);
    assertThat(numbers[1]).isEqualTo(2 * 31 * -4);
    assertThat(numbers[128]).isEqualTo(2 * (3 - 32) * -4);
    assertThat(numbers[224]).isZero();
    assertThat(numbers[225]).isEqualTo(2 * (5 + 32 - 32) * -4);
  }

  @Test
  void q4KPacksEightScalesAndMinimaIntoTwelveBytes() {
    ByteBuffer block = block(BlockCodec.Q4_K).putShort(ONE).putShort(HALF);
    block.put(4, (byte) 0b10_000111); // scale 0: 7; upper bits of scale 4: 2
    block.put(4 + 4, (byte) 0b01_000011); // minimum 0: 3; upper bits of minimum 4: 1
    block.put(4 + 8, (byte) 0x96); // lower bits of scale 4: 6, of minimum 4: 9
    block.put(16, (byte) 0x0c); // number 0
    block.put(16 + 64, (byte) 0x05); // number 128, of group 4

    double[] numbers = decoded(BlockCodec.Q4_K, block);

    assertThat(numbers[0]).isEqualTo(7 * 12 - 0.5 * 3);
    assertThat(numbers[32]).isZero();
    assertThat(numbers[128]).isEqualTo((6 + 32) * 5 - 0.5 * (9 + 16));
  }

  @Test
  void q5KTakesTheFifthBitOfGroupGFromBitG() {
    ByteBuffer block = block(BlockCodec.Q5_K).putShort(ONE);
    block.put(4 + 1, (byte) 2); // scale 1
    block.put(16 + 31, (byte) 0b0000_0010); // fifth bit of number 32 + 31
    block.put(48 + 31, (byte) 0x40); // its lower bits: 4

    assertThat(decoded(BlockCodec.Q5_K, block)[63]).isEqualTo(2 * (16 + 4));
  }

  @Test
  void q6KHasSignedScalesAndZeroAtThirtyTwo() {
    ByteBuffer block = block(BlockCodec.Q6_K);
    block.put(32, (byte) 0xa0); // lower bits of number 96: 10
    block.put(128, (byte) 0b11_00_00_00); // upper bits of number 96: 3
    block.put(192 + 6, (byte) -2); // scale of numbers 96 to 111
    block.putShort(208, HALF);

    double[] numbers = decoded(BlockCodec.Q6_K, block);

    assertThat(numbers[96]).isEqualTo(0.5 * -2 * (10 + 48 - 32));
    assertThat(numbers[97]).isEqualTo(0.5 * -2 * -32);
    assertThat(numbers[112]).isZero();
  }

  @ParameterizedTest
  @EnumSource(BlockCodec.class)
  void everyByteCountsForSomeNumberButTheSums(BlockCodec codec) {
    byte[] ones = new byte[codec.bytes()];
    Arrays.fill(ones, (byte) 0x35);
    double[] before = decoded(codec, ByteBuffer.wrap(ones.clone()));
    int used = codec == BlockCodec.Q8_K ? 4 + 256 : codec.bytes();
    for (int at = 0; at < used; at++) {
      byte[] changed = ones.clone();
      changed[at] ^= 0x5a;
      assertThat(decoded(codec, ByteBuffer.wrap(changed))).as("byte " + at).isNotEqualTo(before);
    }
  }
}
