package io.github.weightwatcher4j.formats.flatbuffers;

import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a FlatBuffer. It starts with the distance back to the list of its fields; the list
 * holds its own length, the table's, then for each field where in the table it is, or 0 where it
 * has its default. Nothing is read before a field is asked for. Every method throws a {@link
 * WeightFileException} where the file points out of itself.
 */
public final class FlatTable {

  private static final int LIST_HEAD = 4;

  private final FlatFile file;
  private final long position;

  FlatTable(FlatFile file, long position) {
    this.file = file;
    this.position = position;
  }

  /**
   * A row of values of equal width, or of the places of tables.
   *
   * @param position of the first, in bytes from the start of the file
   * @param length how many
   */
  public record Row(long position, long length) {}

  /** How many fields the table's list has room for; the last of them are often left off. */
  public int fields() throws IOException {
    return (file.uint16(list()) - LIST_HEAD) / Short.BYTES;
  }

  private long list() throws IOException {
    return position - file.int32(position);
  }

  /** Where a field is; 0 where it is not there. */
  private long field(int number) throws IOException {
    if (number >= fields()) {
      return 0;
    }
    int offset = file.uint16(list() + LIST_HEAD + (long) Short.BYTES * number);
    return offset == 0 ? 0 : position + offset;
  }

  /** A number of one byte, without a sign; 0 where there is none. */
  public int uint8(int number) throws IOException {
    long field = field(number);
    return field == 0 ? 0 : file.uint8(field);
  }

  /** A number of 4 bytes; 0 where there is none. */
  public int int32(int number) throws IOException {
    long field = field(number);
    return field == 0 ? 0 : file.int32(field);
  }

  /** A number of 4 bytes, without a sign; 0 where there is none. */
  public long uint32(int number) throws IOException {
    return Integer.toUnsignedLong(int32(number));
  }

  /** A number of 8 bytes; 0 where there is none. */
  public long int64(int number) throws IOException {
    long field = field(number);
    return field == 0 ? 0 : file.int64(field);
  }

  /** Whether there is a field. */
  public boolean has(int number) throws IOException {
    return field(number) != 0;
  }

  /** Another table, which this one refers to. */
  public Optional<FlatTable> table(int number) throws IOException {
    long field = field(number);
    return field == 0
        ? Optional.empty()
        : Optional.of(new FlatTable(file, field + file.uint32(field)));
  }

  /** A text; empty where there is none. */
  public String text(int number) throws IOException {
    Row row = row(number, 1);
    return row.length == 0 ? "" : file.text(row.position, row.length);
  }

  /** A row of values so many bytes wide; of length 0 where it is not there. */
  public Row row(int number, int width) throws IOException {
    long field = field(number);
    if (field == 0) {
      return new Row(0, 0);
    }
    long vector = field + file.uint32(field);
    long length = file.uint32(vector);
    file.requireWithin(vector + 4, length * width);
    return new Row(vector + 4, length);
  }

  /** The tables of a row, of which there are at most so many. */
  public List<FlatTable> tables(int number, int most, String what) throws IOException {
    Row row = row(number, 4);
    if (row.length > most) {
      throw file.problem(row.position, "has %d %s".formatted(row.length, what));
    }
    file.keep(row.position, row.length * 4);
    List<FlatTable> tables = new ArrayList<>();
    for (long i = 0; i < row.length; i++) {
      long entry = row.position + 4 * i;
      tables.add(new FlatTable(file, entry + file.uint32(entry)));
    }
    return tables;
  }

  /** Integers of 4 bytes, of which there are at most so many. */
  public List<Integer> integers(int number, int most) throws IOException {
    Row row = row(number, 4);
    if (row.length > most) {
      throw file.problem(row.position, "has a list of " + row.length + " integers");
    }
    file.keep(row.position, row.length * 4);
    List<Integer> values = new ArrayList<>();
    for (long i = 0; i < row.length; i++) {
      values.add(file.int32(row.position + 4 * i));
    }
    return values;
  }

  /** Singles, of which there are at most so many; empty where there are more. */
  public Optional<List<Float>> singles(int number, long most) throws IOException {
    Row row = row(number, 4);
    if (row.length > most) {
      return Optional.empty();
    }
    file.keep(row.position, row.length * 4);
    List<Float> values = new ArrayList<>();
    for (long i = 0; i < row.length; i++) {
      values.add(Float.intBitsToFloat(file.int32(row.position + 4 * i)));
    }
    return Optional.of(values);
  }

  /** Integers of 8 bytes, of which there are at most so many; empty where there are more. */
  public Optional<List<Long>> longs(int number, long most) throws IOException {
    Row row = row(number, 8);
    if (row.length > most) {
      return Optional.empty();
    }
    file.keep(row.position, row.length * 8);
    List<Long> values = new ArrayList<>();
    for (long i = 0; i < row.length; i++) {
      values.add(file.int64(row.position + 8 * i));
    }
    return Optional.of(values);
  }
}
