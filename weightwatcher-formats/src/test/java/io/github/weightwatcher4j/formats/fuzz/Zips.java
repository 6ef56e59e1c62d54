package io.github.weightwatcher4j.formats.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Damage to zip files: to a member, whose checksum is then right, or to what is said of members.
 */
final class Zips {

  private static final int LOCAL = 0x04034b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END = 0x06054b50;

  /** Where numbers stand in an entry of the directory, and how many bytes each has. */
  private static final int[][] ENTRY_FIELDS = {
    {8, 2}, {10, 2}, {16, 4}, {20, 4}, {24, 4}, {28, 2}, {30, 2}, {32, 2}, {42, 4}
  };

  private static final int[][] END_FIELDS = {{8, 2}, {10, 2}, {12, 4}, {16, 4}, {20, 2}};
  private static final byte[] BOMB = deflated(new byte[80_000_000]);

  /** A member as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // private to the mutator, which compares none
  private record Member(String name, int method, byte[] packed, int size, long sum) {}

  private Zips() {}

  static boolean isOne(byte[] bytes) {
    return bytes.length > 30 && Bytes.get(bytes, 0, 4, false) == LOCAL;
  }

  static byte[] apply(byte[] zip, Chance chance) {
    List<Member> members = members(zip);
    if (members.isEmpty() || chance.once(6)) {
      return chance.once(2) ? Bytes.inPlace(zip, chance) : Bytes.pieces(zip, chance);
    }
    int at = chance.below(members.size());
    Member member = members.get(at);
    switch (chance.below(8)) {
      case 0 -> {
        return lying(zip(members), chance);
      }
      case 1 -> members.add(chance.below(members.size()), member);
      case 2 -> members.remove(at);
      case 3 -> {
        String name = chance.once(2) ? chance.name() : chance.of(members).name;
        String folder = member.name.substring(0, member.name.lastIndexOf('/') + 1);
        members.set(
            at, new Member(folder + name, member.method, member.packed, member.size, member.sum));
      }
      case 4 -> {
        if (chance.once(8)) {
          members.set(at, new Member(member.name, 8, BOMB, 80_000_000, 0));
        } else {
          members.set(at, swapped(member, chance.of(members)));
        }
      }
      default -> {
        byte[] plain = unpacked(member);
        boolean deflate = chance.once(4) != (member.method == 8);
        byte[] damaged = Structures.of(member.name, plain).apply(plain, chance);
        members.set(at, member(member.name, damaged, deflate));
      }
    }
    return zip(members);
  }

  private static Member swapped(Member member, Member other) {
    return new Member(member.name, other.method, other.packed, other.size, other.sum);
  }

  private static Member member(String name, byte[] plain, boolean deflate) {
    CRC32 sum = new CRC32();
    sum.update(plain);
    byte[] packed = deflate ? deflated(plain) : plain;
    return new Member(name, deflate ? 8 : 0, packed, plain.length, sum.getValue());
  }

  /**
   * The directory with one number changed, of an entry or of its end, or a field of zip64 put in.
   */
  private static byte[] lying(byte[] zip, Chance chance) {
    byte[] lying = zip.clone();
    List<Integer> entries = new ArrayList<>();
    for (int at = 0; at + 4 <= zip.length; at++) {
      if (Bytes.get(zip, at, 4, false) == ENTRY) {
        entries.add(at);
      }
    }
    int end = zip.length - 22;
    boolean ofEnd = chance.once(5) || entries.isEmpty();
    int[] field = chance.of(List.of(ofEnd ? END_FIELDS : ENTRY_FIELDS));
    int at = (ofEnd ? end : chance.of(entries)) + field[0];
    if (chance.once(3) && !ofEnd) { // the number of another entry: members that lie over others
      int other = chance.of(entries) + field[0];
      System.arraycopy(zip, other, lying, at, field[1]);
      return lying;
    }
    long was = Bytes.get(zip, at, field[1], false);
    Bytes.put(lying, at, field[1], chance.number(was, zip.length));
    return chance.once(4) && !ofEnd ? zip64(lying, at - field[0], chance) : lying;
  }

  private static byte[] zip64(byte[] zip, int entry, Chance chance) {
    byte[] lying = zip.clone();
    ByteBuffer extra = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    extra.putShort((short) 1).putShort((short) 24);
    for (int at : new int[] {24, 20, 42}) {
      extra.putLong(chance.number(Bytes.get(zip, entry + at, 4, false), zip.length));
      Bytes.put(lying, entry + at, 4, -1);
    }
    int name = (int) Bytes.get(zip, entry + 28, 2, false);
    Bytes.put(lying, entry + 30, 2, 28);
    int end = zip.length - 22;
    Bytes.put(lying, end + 12, 4, Bytes.get(zip, end + 12, 4, false) + 28);
    int at = Math.min(end, entry + 46 + name);
    return Bytes.replaced(lying, at, at, extra.array());
  }

  private static List<Member> members(byte[] zip) {
    List<Member> members = new ArrayList<>();
    int end = zip.length - 22;
    while (end >= 0 && Bytes.get(zip, end, 4, false) != END) {
      end--;
    }
    int at = end < 0 ? zip.length : (int) Bytes.get(zip, end + 16, 4, false);
    while (at >= 0 && at + 46 <= zip.length && Bytes.get(zip, at, 4, false) == ENTRY) {
      int packed = (int) Bytes.get(zip, at + 20, 4, false);
      int size = (int) Bytes.get(zip, at + 24, 4, false);
      int name = (int) Bytes.get(zip, at + 28, 2, false);
      int more = (int) (Bytes.get(zip, at + 30, 2, false) + Bytes.get(zip, at + 32, 2, false));
      int local = (int) Bytes.get(zip, at + 42, 4, false);
      if (local < 0 || packed < 0 || local + 30 > zip.length || at + 46 + name > zip.length) {
        return members;
      }
      int data =
          local
              + 30
              + (int) (Bytes.get(zip, local + 26, 2, false) + Bytes.get(zip, local + 28, 2, false));
      if (data > zip.length - packed) {
        return members;
      }
      members.add(
          new Member(
              new String(zip, at + 46, name, StandardCharsets.UTF_8),
              (int) Bytes.get(zip, at + 10, 2, false),
              Arrays.copyOfRange(zip, data, data + packed),
              size,
              Bytes.get(zip, at + 16, 4, false)));
      at += 46 + name + more;
    }
    return members;
  }

  private static byte[] zip(List<Member> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Member member : members) {
      byte[] name = member.name.getBytes(StandardCharsets.UTF_8);
      name = Arrays.copyOf(name, Math.min(name.length, 0xffff));
      int start = out.size();
      ByteBuffer head = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
      head.putShort((short) 20).putShort((short) 0).putShort((short) member.method).putInt(0);
      head.putInt((int) member.sum).putInt(member.packed.length).putInt(member.size);
      head.putShort((short) name.length);
      byte[] common = Arrays.copyOf(head.array(), 26);
      out.writeBytes(number(LOCAL));
      out.writeBytes(common);
      out.writeBytes(name);
      out.writeBytes(member.packed);
      directory.writeBytes(number(ENTRY));
      directory.write(20);
      directory.write(0);
      directory.writeBytes(common);
      directory.writeBytes(new byte[10]);
      directory.writeBytes(number(start));
      directory.writeBytes(name);
    }
    int start = out.size();
    out.writeBytes(directory.toByteArray());
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(END).putInt(0).putShort((short) members.size()).putShort((short) members.size());
    out.writeBytes(end.putInt(directory.size()).putInt(start).array());
    return out.toByteArray();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] unpacked(Member member) {
    if (member.method != 8) {
      return member.packed;
    }
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(member.packed), new Inflater(true))) {
      return in.readNBytes(1 << 22);
    } catch (IOException e) {
      return member.packed;
    }
  }

  private static byte[] deflated(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream packer = new DeflaterOutputStream(out, deflater)) {
      packer.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
