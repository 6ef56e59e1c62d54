package io.github.weightwatcher4j.formats.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class SnappyTest {

  private static byte[] unpacked(String hex) throws DataFormatException {
    return Snappy.unpacked(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void literalsAndCopiesOfAllLengthsAreUnpacked() throws DataFormatException {
    // "abc"; 4 bytes from 3 back; 5 from 2 back, of 2 bytes; 6 from 1 back, of 4 bytes.
    byte[] bytes = unpacked("12 08616263 0103 120200 1701000000");

    assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("abcabcacacaccccccc");
  }

  @Test
  void aLongLiteralHasItsLengthBehindItsTag() throws DataFormatException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(new byte[] {(byte) 0xac, 2, (byte) (61 << 2), 43, 1}); // 300 bytes
    packed.writeBytes(new byte[300]);

    assertThat(Snappy.unpacked(packed.toByteArray())).hasSize(300);
  }

  @Test
  void whatReachesBeyondItsBytesIsRefused() {
    for (String hex :
        new String[] {
          "",
          "80",
          "03 0861",
          "03 08616263 00",
          "04 08616263",
          "07 08616263 0104",
          "07 08616263 0100",
          "ffffffff7f 08616263",
          "07 08616263 0f",
          "05 f0ff616263"
        }) {
      assertThatThrownBy(() -> unpacked(hex)).as(hex).isInstanceOf(DataFormatException.class);
    }
  }
}
