package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Codes by what they stand for.
 *
 * @param codes whole numbers from 0 on
 * @param table what each stands for: one of a format, or one that the file holds
 */
record TableRows(Rows codes, Table table) implements Rows {

  /** What codes stand for. */
  sealed interface Table {

    /** The numbers by code. */
    float[] read(String tensor) throws IOException;
  }

  /** A table that the file holds, of up to 256 numbers. */
  record InFile(TensorView numbers) implements Table {
    @Override
    public float[] read(String tensor) throws IOException {
      double[] all = Part.all(numbers, tensor);
      float[] table = new float[all.length];
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) all[i];
      }
      return table;
    }
  }

  /** A table that a format defines. */
  enum Known implements Table {
    /** Four bits: sign, two of exponent, one of fraction (OCP Microscaling, E2M1). */
    E2M1 {
      @Override
      public float[] read(String tensor) {
        float[] table = new float[16];
        for (int code = 0; code < table.length; code++) {
          int exponent = (code >> 1) & 3;
          float fraction = (code & 1) / 2f;
          float size = exponent == 0 ? fraction : (1 + fraction) * (1 << (exponent - 1));
          table[code] = code < 8 ? size : -size;
        }
        return table;
      }
    },
    /** Powers of two, {@code 2^(code - 127)}; 255 is NaN (OCP Microscaling, E8M0). */
    E8M0 {
      @Override
      public float[] read(String tensor) {
        float[] table = new float[256];
        for (int code = 0; code < 255; code++) {
          table[code] = Math.scalb(1f, code - 127);
        }
        table[255] = Float.NaN;
        return table;
      }
    },
    /** Bytes of E4M3 (OCP OFP8). */
    E4M3 {
      @Override
      public float[] read(String tensor) {
        byte[] codes = new byte[256];
        double[] numbers = new double[256];
        for (int code = 0; code < codes.length; code++) {
          codes[code] = (byte) code;
        }
        ElementType.FLOAT8_E4M3.decode(ByteBuffer.wrap(codes), codes.length, numbers, 0);
        float[] table = new float[256];
        for (int code = 0; code < table.length; code++) {
          table[code] = (float) numbers[code];
        }
        return table;
      }
    }
  }

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Reader reader = opened.rows(codes);
          float[] numbers = table.read(tensor);
          return (row, count, target) -> {
            reader.read(row, count, target);
            for (int i = 0; i < count; i++) {
              target[i] = numbers[(int) target[i]]; // as many as there are codes
            }
          };
        });
  }

  /** The rows through a table, if there is one. */
  static Rows of(Rows codes, Optional<Table> table) {
    return table.<Rows>map(known -> new TableRows(codes, known)).orElse(codes);
  }
}
