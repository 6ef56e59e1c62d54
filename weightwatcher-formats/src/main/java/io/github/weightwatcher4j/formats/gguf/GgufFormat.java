package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.PartedFormat;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GGUF, versions 2 and 3, little-endian; a model that llama.cpp has split into several files is
 * read whole, whichever of them is given.
 */
public final class GgufFormat implements PartedFormat {

  private static final Pattern SPLIT = Pattern.compile("(.*)-\\d{5}-of-(\\d{5})\\.gguf");
  private static final int MOST_FILES = 10_000;

  /** For {@link java.util.ServiceLoader}. */
  public GgufFormat() {}

  @Override
  public String name() {
    return "GGUF";
  }

  @Override
  public List<String> extensions() {
    return List.of(".gguf");
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(".gguf");
  }

  @Override
  public boolean recognizes(Probe probe) {
    return probe.startsWith((byte) 'G', (byte) 'G', (byte) 'U', (byte) 'F');
  }

  @Override
  public boolean findsParts() {
    return true;
  }

  @Override
  public Contents read(Path path) throws IOException {
    return read(parts(path));
  }

  @Override
  public Contents read(List<Path> parts) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    Optional<LoraSettings> lora = Optional.empty();
    for (Path file : parts) {
      GgufHeader header = GgufHeader.read(file);
      tensors.addAll(header.tensors());
      lora = lora.or(header::lora);
    }
    if (tensors.isEmpty()) {
      throw FilePlace.of(parts.get(0)).problem("contains no tensors", "is it only a vocabulary?");
    }
    Contents contents = new Contents(tensors, StateDict.layers(SideScales.applied(tensors)));
    return lora.map(contents::withLora).orElse(contents);
  }

  /** All files of a model that was split, else the file itself. */
  private static List<Path> parts(Path file) {
    Matcher name = SPLIT.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return List.of(file);
    }
    int count = Integer.parseInt(name.group(2));
    if (count > MOST_FILES) {
      throw FilePlace.of(file).problem("is one of " + count + " files by its name", "rename it");
    }
    List<Path> parts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String part = String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", name.group(1), i, count);
      Path sibling = file.resolveSibling(part);
      if (!Files.isRegularFile(sibling)) {
        throw FilePlace.of(file)
            .problem(
                "is one of " + count + " files, of which " + FilePlace.quoted(part) + " is missing",
                "download that too, or rename this one to read it alone");
      }
      parts.add(sibling);
    }
    return parts;
  }
}
