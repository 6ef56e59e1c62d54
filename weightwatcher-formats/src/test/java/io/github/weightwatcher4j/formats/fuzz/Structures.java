package io.github.weightwatcher4j.formats.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How bytes are damaged where their structure is known, which their name and their start tell. */
final class Structures {

  private static final Damage PLAIN = Damage.anyOf(Bytes::inPlace, Bytes::counted, Bytes::pieces);

  private static final int SMALLEST = 32;

  private Structures() {}

  /** Damage that suits a file or a member of an archive. */
  static Damage of(String name, byte[] bytes) {
    Damage own = own(name, bytes);
    return (all, chance) -> {
      try {
        return (chance.once(5) ? PLAIN : own).apply(all, chance);
      } catch (RuntimeException e) {
        return PLAIN.apply(all, chance); // earlier damage has left no such structure
      }
    };
  }

  private static Damage own(String name, byte[] bytes) {
    if (bytes.length < SMALLEST) { // earlier damage left too little to have a structure
      return Bytes::pieces;
    }
    String start = new String(bytes, 0, Math.min(8, bytes.length), US_ASCII);
    if (Zips.isOne(bytes)) {
      return Zips::apply;
    }
    if (start.charAt(0) == '{' || name.endsWith(".json") || name.equals("checkpoint")) {
      return Texts::apply;
    }
    if (start.length() == 8 && start.startsWith("HDF", 1)) {
      return Structures::hdf5;
    }
    if (bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b) {
      return Structures::gzip;
    }
    return byName(name, bytes);
  }

  private static Damage byName(String name, byte[] bytes) {
    String end = name.substring(name.lastIndexOf('.') + 1);
    return switch (end) {
      case "safetensors" -> Structures::safetensors;
      case "onnx" -> Protobuf::apply;
      case "index" -> Structures::table;
      case "tar" -> Structures::tar;
      case "npy", "gguf" -> Damage.anyOf(Texts::apply, Bytes::counted, Bytes::inPlace);
      case "pkl", "pickle", "pdparams", "metadata", "pt", "pth", "bin" -> Structures::pickles;
      case "msgpack" -> Damage.anyOf(Structures::msgpack, PLAIN);
      default -> bytes[0] == (byte) 0x80 ? Structures::pickles : PLAIN;
    };
  }

  /** A header of JSON behind its length. */
  private static byte[] safetensors(byte[] bytes, Chance chance) {
    long length = Bytes.get(bytes, 0, 8, false);
    if (length <= 0 || length > bytes.length - 8 || chance.once(8)) {
      return PLAIN.apply(bytes, chance);
    }
    byte[] header = Texts.apply(Arrays.copyOfRange(bytes, 8, 8 + (int) length), chance);
    byte[] damaged = Bytes.replaced(bytes, 8, 8 + (int) length, header);
    Bytes.put(damaged, 0, 8, header.length);
    return damaged;
  }

  /** Instructions of a pickle, or of one of several, one behind the other. */
  private static byte[] pickles(byte[] bytes, Chance chance) {
    int from = 0;
    for (int skip = chance.below(5); skip > 0; skip--) {
      int next = from + 1;
      while (next + 1 < bytes.length
          && !(bytes[next - 1] == '.' && bytes[next] == (byte) 0x80 && bytes[next + 1] < 6)) {
        next++;
      }
      from = next + 1 < bytes.length ? next : from;
    }
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    return Bytes.replaced(bytes, from, bytes.length, Pickles.apply(rest, chance));
  }

  /** Types and lengths of values. */
  private static byte[] msgpack(byte[] bytes, Chance chance) {
    byte[] damaged = bytes.clone();
    for (int i = 0; i < 200; i++) {
      int at = chance.below(bytes.length);
      if ((bytes[at] & 0x80) != 0) {
        int header = chance.once(2) ? 0xc0 + chance.below(32) : bytes[at] + chance.below(9) - 4;
        damaged[at] = (byte) header;
        if (chance.once(2)) {
          Bytes.put(damaged, at + 1, 4, Integer.reverseBytes((int) chance.number(4, 1 << 16)));
        }
        return damaged;
      }
    }
    return damaged;
  }

  /** A block of a table of LevelDB, its checksum right. */
  private static byte[] table(byte[] bytes, Chance chance) {
    List<Integer> ends = new ArrayList<>(List.of(-Integer.BYTES));
    CRC32C sum = new CRC32C();
    for (int at = 0; at + 5 <= bytes.length; at++) {
      sum.update(bytes[at]);
      if ((int) Bytes.get(bytes, at + 1, 4, false) == masked(sum)) {
        ends.add(at + 1);
        at += Integer.BYTES;
        sum.reset();
      }
    }
    if (ends.size() == 1) {
      return PLAIN.apply(bytes, chance);
    }
    int block = 1 + chance.below(ends.size() - 1);
    int from = ends.get(block - 1) + Integer.BYTES;
    byte[] damaged = bytes.clone();
    byte[] content = Bytes.inPlace(Arrays.copyOfRange(bytes, from, ends.get(block)), chance);
    System.arraycopy(content, 0, damaged, from, content.length);
    sum.reset();
    sum.update(content);
    Bytes.put(damaged, ends.get(block), 4, masked(sum));
    return damaged;
  }

  private static int masked(CRC32C sum) {
    return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
  }

  /** What is packed, and packed again. */
  private static byte[] gzip(byte[] bytes, Chance chance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes));
        GZIPOutputStream packer = new GZIPOutputStream(out)) {
      packer.write(tar(in.readAllBytes(), chance));
    } catch (IOException e) {
      return PLAIN.apply(bytes, chance); // damaged already
    }
    return out.toByteArray();
  }

  /** A field of a member's header, with its sum; or a member's content. */
  private static byte[] tar(byte[] bytes, Chance chance) {
    int block = 512 * chance.below(Math.max(1, bytes.length / 512));
    if (bytes.length < block + 512 || chance.once(5)) {
      return PLAIN.apply(bytes, chance);
    }
    byte[] damaged = bytes.clone();
    int[] field = chance.of(List.of(new int[] {0, 100}, new int[] {124, 12}, new int[] {156, 1}));
    byte[] text =
        field[1] == 100
            ? (chance.name() + "\0").getBytes(US_ASCII)
            : field[1] == 12
                ? Long.toOctalString(chance.number(600, bytes.length)).getBytes(US_ASCII)
                : chance.bytes(1);
    System.arraycopy(text, 0, damaged, block + field[0], Math.min(field[1], text.length));
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : damaged[block + i] & 0xff;
    }
    byte[] octal = "%06o\0 ".formatted(sum).getBytes(US_ASCII);
    System.arraycopy(octal, 0, damaged, block + 148, 8);
    return damaged;
  }

  /** A number near a signature, with the checksum of a header that has one. */
  private static byte[] hdf5(byte[] bytes, Chance chance) {
    String signature = chance.of(List.of("TREE", "SNOD", "HEAP", "OHDR", "GCOL", "FRHP", "BTHD"));
    int from = chance.below(bytes.length);
    int at = new String(bytes, US_ASCII).indexOf(signature, from);
    if (at < 0 || at + 80 > bytes.length) {
      return Bytes.counted(bytes, chance);
    }
    byte[] damaged = bytes.clone();
    int place = at + 4 + chance.below(70);
    int width = 1 << chance.below(4);
    long was = Bytes.get(bytes, place, width, false);
    Bytes.put(damaged, place, width, chance.number(was, bytes.length));
    int flags = bytes[at + 5];
    int size = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    long length = signature.equals("OHDR") ? Bytes.get(bytes, size, 1 << (flags & 3), false) : -1;
    long end = size + (1L << (flags & 3)) + length;
    if (length > 0 && end + 4 <= bytes.length) {
      ByteBuffer header = ByteBuffer.wrap(Arrays.copyOfRange(damaged, at, (int) end));
      Bytes.put(damaged, (int) end, 4, JenkinsLookup3HashLittle.hash(header));
    }
    return damaged;
  }
}
