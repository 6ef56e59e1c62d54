package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Absence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The weight files that lie in one folder, put together to models.
 *
 * @param models the models, in the order of the formats and then of preference
 * @param others what else looks like weights, with the reason why it is not read
 */
record FolderFiles(List<ModelFiles> models, List<NotRead> others) {

  /** More files than a model has; each is looked into. */
  private static final int MOST = 20_000;

  /** What training leaves beside the weights. */
  private static final Pattern TRAINING =
      Pattern.compile(
          "(?i)(optimizer|scheduler|scaler|rng_state|random_states|training_args|trainer_state)"
              + "[\\w.-]*");

  /** Files that may be anything: they are weights by their content or by a usual name. */
  private static final String ANYTHING = ".bin";

  /**
   * Something that is not read.
   *
   * @param name of the file or folder
   * @param absence whether it was left out for something else that is read, or is lost
   * @param reason why it is not read, and what to do
   */
  record NotRead(String name, Absence absence, String reason) {

    /** Something that cannot be read. */
    NotRead(String name, String reason) {
      this(name, Absence.UNREAD, reason);
    }

    /** With the reason why a path cannot be read, which need not be told again. */
    static NotRead of(String name, Path path, WeightFileException e) {
      String message = String.valueOf(e.getMessage());
      String place = FilePlace.of(path) + ": ";
      return new NotRead(
          name, message.startsWith(place) ? message.substring(place.length()) : message);
    }
  }

  /** Copies the lists. */
  FolderFiles {
    models = List.copyOf(models);
    others = List.copyOf(others);
  }

  /**
   * Looks at the files of a folder.
   *
   * @throws WeightFileException where there are too many
   */
  static FolderFiles of(Probe folder, Recognition recognition) throws IOException {
    if (folder.names().size() > MOST) {
      throw FilePlace.of(folder.path())
          .problem("holds more than " + MOST + " files", "give one of them");
    }
    return new Search(folder, recognition).found();
  }

  /** The search, while it goes on. */
  private static final class Search {
    private final Probe folder;
    private final Recognition recognition;
    private final List<ModelFiles> models = new ArrayList<>();
    private final List<NotRead> others = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    Search(Probe folder, Recognition recognition) {
      this.folder = folder;
      this.recognition = recognition;
    }

    FolderFiles found() throws IOException {
      Optional<WeightFormat> whole = recognition.byContent(folder);
      whole.ifPresent(this::takeWhole);
      for (String name : folder.names()) {
        if (WeightMap.isIndex(folder.path().resolve(name))) {
          takeIndex(name);
        }
      }
      for (String name : folder.brokenLinks()) {
        if (recognition.byName(name).isPresent()) {
          String reason = "is a link to a file that is not there; download it again";
          others.add(new NotRead(name, reason));
        }
      }
      for (String name : folder.names()) {
        if (!taken.contains(name) && !name.startsWith(".") && !TRAINING.matcher(name).matches()) {
          take(name);
        }
      }
      List<WeightFormat> order = recognition.formats();
      models.sort(
          Comparator.<ModelFiles>comparingInt(it -> order.indexOf(it.format()))
              .thenComparing(ModelFiles.preference()));
      return new FolderFiles(models, others);
    }

    private void takeWhole(WeightFormat format) {
      Path path = folder.path();
      models.add(new ModelFiles(folder.name(), "model", format, List.of(path), 1));
      folder.names().stream()
          .filter(name -> recognition.byName(name).equals(Optional.of(format)))
          .forEach(taken::add);
    }

    private void takeIndex(String name) {
      Path index = folder.path().resolve(name);
      recognition
          .byName(name)
          .ifPresent(
              format -> {
                taken.add(name);
                models.add(ModelFiles.of(index, format));
                taken.addAll(named(index));
              });
    }

    /** The files of an index; none where it is damaged, which is told when it is read. */
    private static Set<String> named(Path index) {
      try {
        return new HashSet<>(WeightMap.read(index).files().values());
      } catch (IOException | WeightFileException e) {
        return Set.of();
      }
    }

    private void take(String name) {
      Path file = folder.path().resolve(name);
      if (recognition.byName(name).isEmpty() && !NotWeights.isNamed(file)) {
        return;
      }
      Optional<WeightFormat> format = format(file);
      if (format.isEmpty()) {
        return;
      }
      ModelParts.Part part = ModelParts.Part.of(name);
      if (part.count() > 1 && format.get() instanceof PartedFormat) {
        List<String> parts = ModelParts.names(part, folder.names());
        taken.addAll(parts);
        models.add(ModelFiles.of(folder.path(), part, parts, format.get()));
      } else {
        models.add(ModelFiles.of(file, format.get()));
      }
    }

    /** The format of a file; empty where it is none, which is noted where it seemed to be one. */
    private Optional<WeightFormat> format(Path file) {
      String name = String.valueOf(file.getFileName());
      try {
        Probe probe = Probe.of(file);
        Optional<WeightFormat> format = recognition.of(probe);
        boolean anything =
            Probe.endsWith(name, ANYTHING)
                && recognition.byContent(probe).isEmpty()
                && format.filter(it -> ModelFiles.of(file, it).isUsual()).isEmpty();
        return anything ? Optional.empty() : format;
      } catch (WeightFileException e) {
        others.add(NotRead.of(name, file, e));
        return Optional.empty();
      } catch (IOException e) {
        WeightFileException told = FilePlace.of(file).failure("opened", e, "check its permissions");
        others.add(NotRead.of(name, file, told));
        return Optional.empty();
      }
    }
  }
}
