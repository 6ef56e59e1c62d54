package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.JsonInput;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.internal.ReadsAhead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Header of a safetensors file, checked as its specification demands: at most 100 MB, starts with a
 * brace, no name twice, every tensor as long as its type and shape say, no gap and no overlap from
 * the end of the header to the end of the file.
 *
 * @param tensors the tensors in the order of their bytes
 * @param metadata free text by key
 */
record SafetensorsHeader(List<NamedTensor> tensors, Map<String, String> metadata) {

  /** Longest header in bytes. */
  static final int LONGEST = 100_000_000;

  /** More tensors than any model has; each takes some 500 bytes of memory. */
  private static final int MOST_TENSORS = 500_000;

  private static final String ADVICE = HeaderEntry.ADVICE;

  SafetensorsHeader {
    tensors = List.copyOf(tensors);
    metadata = Map.copyOf(metadata);
  }

  /** The header of a file. */
  static SafetensorsHeader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      FilePlace place = FilePlace.of(file);
      int length = length(place, channel);
      byte[] header = new byte[length];
      ReadsAhead.tell(channel, 0, Long.BYTES + (long) length);
      FileWindow.bytes(channel, Long.BYTES, length).clear().get(header);
      if (header[0] != '{') {
        throw place.at(Long.BYTES).problem("a header starts with '{'", ADVICE);
      }
      List<HeaderEntry> entries = new ArrayList<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      parse(place, header, entries, metadata);
      long start = (long) Long.BYTES + length;
      entries.sort(
          Comparator.comparingLong(HeaderEntry::begin).thenComparingLong(HeaderEntry::end));
      requireNoGaps(place, entries, start, channel.size());
      List<NamedTensor> tensors = entries.stream().map(e -> e.tensor(file, start)).toList();
      return new SafetensorsHeader(tensors, metadata);
    }
  }

  private static void parse(
      FilePlace place, byte[] header, List<HeaderEntry> entries, Map<String, String> metadata)
      throws IOException {
    try (JsonInput json = JsonInput.open(place, Long.BYTES, new ByteArrayInputStream(header))) {
      json.object(
          name -> {
            if (name.equals("__metadata__")) {
              json.object(key -> metadata.put(key, json.text(key)));
            } else if (entries.size() == MOST_TENSORS) {
              throw json.problem("more than " + MOST_TENSORS + " tensors");
            } else {
              entries.add(HeaderEntry.read(json, place, name));
            }
          });
      json.requireEnd();
    }
  }

  private static int length(FilePlace place, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES + 2) {
      throw place.problem("too short for safetensors: " + size + " bytes", ADVICE);
    }
    long length = FileWindow.bytes(channel, 0, Long.BYTES).clear().getLong(0);
    if (length < 2 || length > LONGEST) {
      String text = "the header is said to be %s bytes long, but 2 to %d are allowed";
      String shown = Long.toUnsignedString(length);
      throw place.at(0).problem(text.formatted(shown, LONGEST), "is it really a safetensors file?");
    }
    if (length > size - Long.BYTES) {
      String text = "the header is said to be %d bytes long, but the file ends after %d";
      throw place.at(0).problem(text.formatted(length, size - Long.BYTES), ADVICE);
    }
    return (int) length;
  }

  private static void requireNoGaps(
      FilePlace place, List<HeaderEntry> entries, long start, long size) {
    long expected = 0;
    for (HeaderEntry entry : entries) {
      FilePlace tensor = place.tensor(entry.name()).at(start + expected);
      if (entry.begin() != expected) {
        String what = entry.begin() < expected ? "overlaps the one before" : "leaves a gap before";
        String text = "begins at %d of the data, not at %d: it %s";
        throw tensor.problem(text.formatted(entry.begin(), expected, what), ADVICE);
      }
      if (entry.end() > size - start) {
        String text = "ends at %d of the data, but the file holds %d bytes of it";
        throw tensor.problem(text.formatted(entry.end(), size - start), "download the whole file");
      }
      expected = entry.end();
    }
    if (expected != size - start) {
      String text = "%d bytes of data belong to no tensor";
      throw place.at(start + expected).problem(text.formatted(size - start - expected), ADVICE);
    }
  }
}
