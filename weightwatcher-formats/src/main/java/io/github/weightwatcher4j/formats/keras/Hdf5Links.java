package io.github.weightwatcher4j.formats.keras;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a group holds: names and the addresses of headers. Soft links and links into other files are
 * left out.
 */
final class Hdf5Links {

  private static final int SOFT = 2;
  private static final int TYPE = 8;
  private static final int ORDER = 4;
  private static final int CHARSET = 0x10;

  private final HdfBackingStorage storage;
  private final Map<String, Long> links = new LinkedHashMap<>();

  private Hdf5Links(HdfBackingStorage storage) {
    this.storage = storage;
  }

  /** Addresses by name, in the file's order. */
  static Map<String, Long> of(Hdf5Node group, HdfBackingStorage storage) {
    Hdf5Links found = new Hdf5Links(storage);
    group
        .header()
        .ifPresent(
            header -> {
              if (header.unread(SymbolTableMessage.MESSAGE_TYPE).isPresent()
                  || header.unread(LinkInfoMessage.MESSAGE_TYPE).isPresent()) {
                throw new IllegalArgumentException("a group does not say what it holds");
              }
              header.first(SymbolTableMessage.class).ifPresent(found::addTable);
              header.links().forEach(found::add);
              header
                  .first(LinkInfoMessage.class)
                  .filter(info -> info.getBTreeNameIndexAddress() != Hdf5.NOWHERE)
                  .ifPresent(found::addIndexed);
            });
    return found.links;
  }

  private void addTable(SymbolTableMessage table) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    for (long child :
        BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, child).getSymbolTableEntries()) {
        if (entry.getCacheType() != SOFT) {
          names.position(entry.getLinkNameOffset());
          links.put(Utils.readUntilNull(names), entry.getObjectHeaderAddress());
        }
      }
    }
  }

  private void addIndexed(LinkInfoMessage info) {
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    BTreeV2<LinkNameForIndexedGroupRecord> index =
        new BTreeV2<>(storage, info.getBTreeNameIndexAddress());
    for (LinkNameForIndexedGroupRecord entry : index.getRecords()) {
      add(heap.getId(entry.getId()));
    }
  }

  /**
   * Adds a link where it leads to an object of this file. Read here and not by jHDF, which loses
   * the letters of names that are UTF-8, but are called ASCII, as Keras's are.
   */
  private void add(ByteBuffer source) {
    ByteBuffer link = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    int flags = link.get(1);
    int at = 2;
    int type = (flags & TYPE) != 0 ? link.get(at++) : 0;
    at += ((flags & ORDER) != 0 ? Long.BYTES : 0) + ((flags & CHARSET) != 0 ? 1 : 0);
    int width = 1 << (flags & 3);
    long length = number(link, at, width);
    at += width;
    if (length < 0 || length > link.limit() - at) {
      throw new IllegalArgumentException("a name of " + length + " bytes");
    }
    byte[] name = new byte[(int) length];
    link.get(at, name);
    if (type == 0) {
      long address = number(link, at + name.length, storage.getSizeOfOffsets());
      links.put(new String(name, StandardCharsets.UTF_8), address);
    }
  }

  /** An unsigned number of up to 8 bytes. */
  static long number(ByteBuffer bytes, int at, int width) {
    long number = 0;
    for (int i = width - 1; i >= 0; i--) {
      number = (number << Byte.SIZE) | (bytes.get(at + i) & 0xff);
    }
    return number;
  }
}
