package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.compare.AdapterSource;
import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A weight file, or a folder of them, as a model. Its description is read when it is first asked
 * for, its weights when they are analysed.
 */
public final class WeightFile implements AdapterSource {

  private final Path path;
  private final WeightFormat format;
  private final List<AxesRule> rules;
  private final Set<String> allowed;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable Contents contents;

  WeightFile(Path path, WeightFormat format) {
    this(path, format, List.of(), Set.of());
  }

  private WeightFile(Path path, WeightFormat format, List<AxesRule> rules, Set<String> allowed) {
    this.path = path;
    this.format = format;
    this.rules = List.copyOf(rules);
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The same file with the axes of some tensors read as the rules say; the last of several counts.
   * A rule that no layer of the file fits makes {@link #layers} fail.
   */
  public WeightFile withAxes(List<AxesRule> newRules) {
    return new WeightFile(path, format, newRules, allowed);
  }

  /**
   * The same file, which is trusted so far that a layer class of its own that it names may be
   * loaded, and asked for the shapes of its parameters. No class is loaded otherwise.
   *
   * @param className full name of the class, such as {@code com.acme.MyLayer}
   * @throws IllegalArgumentException where the format is one whose files name no classes
   */
  public WeightFile allowClass(String className) {
    if (!(format instanceof NamesClasses)) {
      throw new IllegalArgumentException(
          "a file of " + format.name() + " names no classes, so that none can be allowed");
    }
    Set<String> more = new HashSet<>(allowed);
    more.add(className);
    return new WeightFile(path, format, rules, more);
  }

  /** Name of the file or folder, without the folders above. */
  @Override
  public String name() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return String.valueOf(name == null ? path : name);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  /** The path that was given. */
  public Path path() {
    return path;
  }

  /** The format that the file is in. */
  public WeightFormat format() {
    return format;
  }

  /**
   * The layers. Tensors of a low-rank adapter are listed without a matrix: its updates are the
   * layers of {@code new WeightWatcher(path).lora()}.
   *
   * @throws WeightFileException where the file is damaged or cannot be read
   * @throws java.util.concurrent.CancellationException where the thread is interrupted
   */
  @Override
  public List<Layer> layers() {
    return contents().layers();
  }

  /** The tensors, vectors and single numbers as columns. */
  @Override
  public List<Layer> adapterTensors() {
    return AdapterTensors.of(contents().tensors());
  }

  /**
   * What the file itself says, else {@code adapter_config.json} beside it.
   *
   * @throws WeightFileException where that cannot be understood
   */
  @Override
  public Optional<LoraSettings> loraSettings() {
    return settings(contents());
  }

  private Optional<LoraSettings> settings(Contents read) {
    Optional<LoraSettings> own = read.lora();
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    if (own.isPresent() || folder == null) {
      return own;
    }
    return Guard.reading(folder, "adapter's", () -> AdapterConfig.in(folder));
  }

  /**
   * The tensors as the file names and orders them, weights or not.
   *
   * @throws WeightFileException where the file is damaged or cannot be read
   * @throws java.util.concurrent.CancellationException where the thread is interrupted
   */
  public List<NamedTensor> tensors() {
    return contents().tensors();
  }

  private Contents contents() {
    lock();
    try {
      Contents known = contents;
      if (known == null) {
        Contents all = read();
        known = all.with(AdapterTensors.asListed(all, () -> settings(all)));
        contents = known;
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private void lock() {
    try {
      reading.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Guard.requireNotInterrupted();
    }
  }

  private Contents read() {
    return Guard.reading(
        path, format.name(), () -> AxesRule.applied(rules, contentsOf(path), FilePlace.of(path)));
  }

  private Contents contentsOf(Path file) throws IOException {
    return format instanceof NamesClasses classes ? classes.read(file, allowed) : format.read(file);
  }
}
