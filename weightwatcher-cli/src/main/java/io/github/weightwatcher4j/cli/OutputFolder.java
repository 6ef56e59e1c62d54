package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A folder for results, found to be writable before the work begins. */
final class OutputFolder {

  private final Path folder;
  private final String option;

  private OutputFolder(Path folder, String option) {
    this.folder = folder;
    this.option = option;
  }

  /**
   * The folder, made if it is not there.
   *
   * @param option what names it on the command line
   * @throws CommandFailure where nothing can be written to it
   */
  static OutputFolder open(Path folder, String option) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "weightwatcher", ".tmp"));
      return new OutputFolder(folder, option);
    } catch (IOException e) {
      throw failure(folder, option, e);
    }
  }

  /**
   * Looks whether the files of analyses can be written, before the work begins.
   *
   * @throws CommandFailure where one cannot
   */
  void requireRoom(List<String> names) {
    Problems problems = new Problems();
    Outputs outputs = new Outputs(List.of(), problems);
    for (String name : names) {
      outputs.file(option, csv(name));
      outputs.file(option, json(name));
    }
    problems.failIfAny();
  }

  private Path csv(String name) {
    return folder.resolve(name + ".csv");
  }

  private Path json(String name) {
    return folder.resolve(name + ".json");
  }

  /** Writes an analysis as CSV and as JSON, over what is there of the same name. */
  List<Path> write(Analysis analysis, String name) {
    Path csv = csv(name);
    Path json = json(name);
    try {
      AnalysisCsv.write(analysis, csv);
      AnalysisJson.write(analysis, json);
    } catch (IOException e) {
      throw failure(folder, option, e);
    }
    return List.of(csv, json);
  }

  /** What to tell where a folder that an option names cannot be written to. */
  static CommandFailure failure(Path folder, String option, IOException cause) {
    String text = "cannot write to %s: %s; choose another folder with %s";
    return new CommandFailure(
        text.formatted(folder.toAbsolutePath(), reason(cause), option), cause);
  }

  /** Why something could not be written, in words. */
  static String reason(Exception e) {
    if (e.getCause() instanceof IllegalStateException told) {
      return reason(told); // a pool of threads wraps what one of them throws
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a folder";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission to write to " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " cannot be created there";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return Objects.requireNonNull(failed.getReason());
    }
    boolean told = e instanceof IllegalStateException || e.getClass() == IOException.class;
    return told ? String.valueOf(e.getMessage()) : e.toString();
  }
}
