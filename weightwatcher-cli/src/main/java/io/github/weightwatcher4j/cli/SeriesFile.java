package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.remote.RemoteFiles;
import io.github.weightwatcher4j.remote.Secrets;
import io.github.weightwatcher4j.trend.SeriesModel;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.TypeConversionException;

/**
 * The file of a series: CSV with a header and a line for each model. The columns {@code path}
 * (relative to the folder of the file), {@code name}, {@code group} and {@code run} say which it
 * is, every other one what was measured; an empty cell is not known.
 *
 * @param file where it is
 * @param quantities columns of numbers
 * @param rows a model each
 */
record SeriesFile(Path file, List<String> quantities, List<Row> rows) {

  private static final String PATH = "path";
  private static final String NAME = "name";
  private static final String GROUP = "group";
  private static final String RUN = "run";
  private static final Set<String> WORDS = Set.of(PATH, NAME, GROUP, RUN);

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).setIgnoreEmptyLines(true).get();

  /**
   * A line.
   *
   * @param path of its weights or their analysis; empty where its metrics are numbers of the file
   * @param model what the line says of it
   */
  record Row(Optional<Path> path, SeriesModel model) {}

  /** Copies the lists. */
  SeriesFile {
    quantities = List.copyOf(quantities);
    rows = List.copyOf(rows);
  }

  /** The files and folders of the models. */
  List<Path> paths() {
    return rows.stream().flatMap(row -> row.path().stream()).toList();
  }

  /**
   * Reads a file.
   *
   * @param addresses understands those of remote models
   * @throws CommandFailure where it is none of a series; the message names line and column
   */
  static SeriesFile read(Path file, RemoteArguments addresses) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("there is no file " + Models.shown(file), null);
    }
    try (Reader text = Files.newBufferedReader(file);
        CSVParser lines = FORMAT.parse(text)) {
      return new Reading(file, addresses).of(lines.getRecords());
    } catch (CharacterCodingException e) {
      throw new CommandFailure(Models.shown(file) + " is not a text in UTF-8", e);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new CommandFailure(
          Models.shown(file) + " cannot be read as CSV: " + Printable.of(e.getMessage() + ""), e);
    }
  }

  /** What a file says, line by line. */
  private static final class Reading {

    private final Path file;
    private final RemoteArguments addresses;
    private final List<String> header = new ArrayList<>();

    Reading(Path file, RemoteArguments addresses) {
      this.file = file;
      this.addresses = addresses;
    }

    SeriesFile of(List<CSVRecord> lines) {
      if (lines.isEmpty()) {
        throw wrong(1, "is empty; a series begins with the names of its columns");
      }
      readHeader(lines.get(0));
      List<String> quantities = header.stream().filter(name -> !WORDS.contains(name)).toList();
      List<Row> rows = new ArrayList<>();
      for (CSVRecord line : lines.subList(1, lines.size())) {
        rows.add(row(line));
      }
      if (rows.isEmpty()) {
        throw wrong(2, "is missing; there is no model");
      }
      return new SeriesFile(file, quantities, rows);
    }

    private void readHeader(CSVRecord line) {
      Set<String> known = new HashSet<>();
      for (String cell : line) {
        String name = Printable.of(cell.replace(BYTE_ORDER_MARK, "").strip());
        if (name.isEmpty()) {
          throw wrong(1, "column " + (header.size() + 1) + " has no name");
        }
        if (!known.add(name)) {
          throw wrong(1, "has two columns '" + name + "'");
        }
        header.add(name);
      }
      if (header.size() == 1 && header.get(0).contains(";")) {
        throw wrong(1, "has semicolons between its cells; a series has commas");
      }
      if (known.equals(WORDS) || WORDS.containsAll(known)) {
        throw wrong(1, "has no column of numbers, such as test_error");
      }
    }

    private Row row(CSVRecord line) {
      long at = line.getRecordNumber();
      if (line.size() != header.size()) {
        throw wrong(
            at, "has %d cells, but there are %d columns".formatted(line.size(), header.size()));
      }
      Map<String, String> words = new LinkedHashMap<>();
      Map<String, Double> numbers = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        String column = header.get(i);
        String cell = line.get(i).strip();
        if (WORDS.contains(column)) {
          words.put(column, cell);
        } else if (!cell.isEmpty()) {
          numbers.put(column, number(at, column, cell));
        }
      }
      if (words.containsKey(PATH) && words.get(PATH).isEmpty()) {
        throw wrong(at, "column path: there is none; each model needs its weights or analysis");
      }
      String path = words.getOrDefault(PATH, "");
      String other = path.isEmpty() ? "line " + at : Secrets.hidden(path);
      String name = words.getOrDefault(NAME, "");
      return new Row(
          path.isEmpty() ? Optional.empty() : Optional.of(resolved(at, path)),
          SeriesModel.of(name.isEmpty() ? other : name, numbers)
              .inGroup(words.getOrDefault(GROUP, ""))
              .ofRun(words.getOrDefault(RUN, "")));
    }

    private Path resolved(long line, String path) {
      try {
        if (RemoteFiles.isAddress(path)) {
          return addresses.convert(path);
        }
        return file.toAbsolutePath().resolveSibling(path).normalize();
      } catch (TypeConversionException e) {
        throw wrong(line, "column path: " + e.getMessage());
      } catch (IllegalArgumentException e) {
        throw wrong(line, "column path: '" + path + "' cannot be a path");
      }
    }

    private double number(long line, String column, String cell) {
      try {
        double number = new BigDecimal(cell).doubleValue();
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw wrong(
          line,
          "column %s: '%s' is no number; a cell is such as 0.12, or empty where it is not known"
              .formatted(column, cell));
    }

    private CommandFailure wrong(long line, String what) {
      return new CommandFailure(
          Models.shown(file) + " line " + line + " " + Printable.of(what), null);
    }
  }
}
