package io.github.weightwatcher4j.formats.keras;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attributes of an object that are texts. Those of any other type are passed over. */
final class Hdf5Attributes {

  private final HdfBackingStorage storage;

  Hdf5Attributes(HdfBackingStorage storage) {
    this.storage = storage;
  }

  /** The texts of an attribute; Keras cuts a long list into attributes with numbers behind. */
  Optional<List<String>> texts(Hdf5Node node, String name) {
    List<AttributeMessage> all = messages(node);
    Optional<List<String>> whole = texts(all, name);
    if (whole.isPresent()) {
      return whole;
    }
    List<String> texts = new ArrayList<>();
    Optional<List<String>> part = texts(all, name + 0);
    for (int i = 1; part.isPresent(); i++) {
      texts.addAll(part.get());
      part = texts(all, name + i);
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  private List<AttributeMessage> messages(Hdf5Node node) {
    if (node.header().isEmpty()) {
      return List.of();
    }
    List<AttributeMessage> all = new ArrayList<>();
    node.header()
        .get()
        .first(AttributeInfoMessage.class)
        .filter(info -> info.getFractalHeapAddress() != Hdf5.NOWHERE)
        .ifPresent(info -> addIndexed(info, all));
    all.addAll(node.header().get().all(AttributeMessage.class));
    return all;
  }

  /** Many or long attributes lie in a heap. */
  private void addIndexed(AttributeInfoMessage info, List<AttributeMessage> all) {
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    BTreeV2<AttributeNameForIndexedAttributesRecord> index =
        new BTreeV2<>(storage, info.getAttributeNameBTreeAddress());
    for (AttributeNameForIndexedAttributesRecord entry : index.getRecords()) {
      read(heap, entry).ifPresent(all::add);
    }
  }

  /** An attribute; empty where it is of a type that is not known, and so no text. */
  private Optional<AttributeMessage> read(
      FractalHeap heap, AttributeNameForIndexedAttributesRecord entry) {
    try {
      ByteBuffer bytes = heap.getId(entry.getHeapId());
      return Optional.of(new AttributeMessage(bytes, storage, entry.getFlags()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<List<String>> texts(List<AttributeMessage> all, String name) {
    return all.stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .flatMap(this::texts);
  }

  private Optional<List<String>> texts(AttributeMessage attribute) {
    List<String> texts = new ArrayList<>();
    if (attribute.getDataBuffer() == null) {
      return Optional.of(texts);
    }
    if (attribute.getDataType() instanceof StringData type) {
      return Optional.of(texts(attribute.getDataBuffer(), type.getSize()));
    }
    try {
      int[] shape = attribute.getDataSpace().getDimensions();
      add(
          DatasetReader.readDataset(
              attribute.getDataType(), attribute.getDataBuffer(), shape, storage),
          texts);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  /** Texts of a fixed length. Keras writes UTF-8 and calls it ASCII, which is part of it. */
  private static List<String> texts(ByteBuffer bytes, int length) {
    List<String> texts = new ArrayList<>();
    while (length > 0 && bytes.remaining() >= length) {
      byte[] text = new byte[length];
      bytes.get(text);
      int end = 0;
      while (end < length && text[end] != 0) {
        end++;
      }
      texts.add(new String(text, 0, end, StandardCharsets.UTF_8).stripTrailing());
    }
    return texts;
  }

  private static void add(@Nullable Object data, List<String> texts) {
    if (data instanceof String text) {
      texts.add(text);
    } else if (data instanceof Object[] several) {
      for (Object text : several) {
        add(text, texts);
      }
    }
  }
}
