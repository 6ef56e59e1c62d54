package io.github.weightwatcher4j.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Dockerfile without Docker: each stage is a folder that stands for the root of its image, and
 * what it copies and runs is done there. The images it starts from are this machine.
 */
final class DockerSteps {

  private final Path folder;
  private final Map<String, Path> stages = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> arguments;
  private Path root;
  private Path work;
  private String user = "root";
  private String entryPoint = "";

  /**
   * Steps in an empty folder.
   *
   * @param arguments of the build
   */
  DockerSteps(Path folder, Map<String, String> arguments) {
    this.folder = folder;
    this.arguments = Map.copyOf(arguments);
    this.root = folder;
    this.work = folder;
  }

  /** All steps of the Dockerfile in a folder, which is the context. */
  void follow(Path context) throws IOException, InterruptedException {
    for (String line : Files.readAllLines(context.resolve("Dockerfile"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        step(context, line.split(" ", 2));
      }
    }
  }

  private void step(Path context, String[] step) throws IOException, InterruptedException {
    String rest = step[1];
    switch (step[0]) {
      case "FROM" -> from(rest.split(" "));
      case "WORKDIR" -> work = Files.createDirectories(inImage(rest));
      case "ARG" -> requireArgument(rest);
      case "COPY" -> copy(context, filled(rest).split(" "));
      case "RUN" -> shell(work, rest);
      case "ENV" -> environment.put(rest.split("=", 2)[0], rest.split("=", 2)[1]);
      case "USER" -> user = rest;
      case "ENTRYPOINT" -> entryPoint = rest.replaceAll("^\\[\"(.*)\"]$", "$1");
      default -> throw new IllegalArgumentException("no such step here: " + step[0]);
    }
  }

  private void from(String[] words) throws IOException {
    root = Files.createDirectory(folder.resolve("stage-" + stages.size()));
    work = root;
    stages.put(words.length == 3 ? words[2] : "last", root);
  }

  private void requireArgument(String name) {
    if (!arguments.containsKey(name)) {
      throw new IllegalArgumentException("the build needs --build-arg " + name + "=...");
    }
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      filled = filled.replace("${" + argument.getKey() + "}", argument.getValue());
    }
    return filled;
  }

  /** One file by a pattern of the context, or one folder of an earlier stage. */
  private void copy(Path context, String[] words) throws IOException, InterruptedException {
    if (words.length == 2) {
      shell(folder, "cp -p '%s'/%s '%s'".formatted(context, words[0], inImage(words[1])));
    } else {
      Path stage = Objects.requireNonNull(stages.get(words[0].replace("--from=", "")));
      Path to = Files.createDirectories(inImage(words[2]));
      shell(stage, "cp -pR '." + words[1] + "/.' '" + to + "'");
    }
  }

  private Path inImage(String path) {
    return path.startsWith("/") ? root.resolve(path.substring(1)) : work.resolve(path);
  }

  private void shell(Path where, String line) throws IOException, InterruptedException {
    Started started = Started.run(where, environment, List.of("/bin/bash", "-c", line));
    if (started.exitCode() != 0) {
      throw new IOException(line + ": " + started.out() + started.err());
    }
  }

  String user() {
    return user;
  }

  /** The command of the image. */
  Path entryPoint() {
    return inImage(entryPoint);
  }

  /** Where the image's command starts. */
  Path work() {
    return work;
  }

  /** What the image sets, its folder for what is temporary in the one that stands for its root. */
  Map<String, String> environment() {
    Map<String, String> here = new HashMap<>(environment);
    here.replaceAll((name, value) -> value.replace("=/tmp", "=" + root.resolve("tmp")));
    return here;
  }
}
