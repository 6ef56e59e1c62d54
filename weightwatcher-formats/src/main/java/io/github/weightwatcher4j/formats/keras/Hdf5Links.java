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
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a group holds: names and the addresses of headers. Soft links and links into other files are
 * left out.
 */
final class Hdf5Links {

  private static final int SOFT = 2;

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
              header.first(SymbolTableMessage.class).ifPresent(found::addTable);
              header.all(LinkMessage.class).forEach(found::add);
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
      add(LinkMessage.fromBuffer(heap.getId(entry.getId()), storage.getSuperblock()));
    }
  }

  private void add(LinkMessage link) {
    if (link.getLinkType() == LinkMessage.LinkType.HARD) {
      links.put(link.getLinkName(), link.getHardLinkAddress());
    }
  }
}
