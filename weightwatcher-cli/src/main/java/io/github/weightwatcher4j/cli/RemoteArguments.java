package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.remote.RemoteFiles;
import io.github.weightwatcher4j.remote.RemoteOptions;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Paths as the user writes them: names of files, and addresses of remote ones, wherever a model is
 * named. An address is looked at when it is read, not when it is typed.
 */
final class RemoteArguments implements ITypeConverter<Path> {

  private final WeightWatcherCommand command;
  private final Map<String, String> environment;

  /** Addresses as an environment says, with the token that the command was given. */
  RemoteArguments(WeightWatcherCommand command, Map<String, String> environment) {
    this.command = command;
    this.environment = Map.copyOf(environment);
  }

  /** Those of the command that is running. */
  static RemoteArguments of(CommandLine line) {
    WeightWatcherCommand root = (WeightWatcherCommand) line.getCommandSpec().root().userObject();
    return new RemoteArguments(root, System.getenv());
  }

  @Override
  public Path convert(String text) {
    try {
      return RemoteFiles.isAddress(text) ? RemoteFiles.path(text, options()) : Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' cannot be a path");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private RemoteOptions options() {
    return RemoteOptions.of(environment).token(command::token);
  }

  /** Reads a token's file, so that it stands neither in the list of processes nor in a history. */
  static final class TokenFile implements ITypeConverter<String> {

    private static final int LONGEST = 10_000;

    @Override
    public String convert(String text) {
      try {
        Path file = Path.of(text);
        if (Files.size(file) > LONGEST) {
          throw new TypeConversionException(text + " is too long for a token");
        }
        String token = Files.readString(file).strip();
        RemoteOptions.defaults().token(token); // is checked
        return token;
      } catch (IOException e) {
        throw new TypeConversionException(
            text + " cannot be read (" + OutputFolder.reason(e) + ")");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(text + ": " + e.getMessage());
      }
    }
  }

  /** Whether a path lies elsewhere, where nothing is written and looking takes a request. */
  static boolean isElsewhere(Path path) {
    return !path.getFileSystem().equals(FileSystems.getDefault());
  }
}
