package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.SparseStorage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NumPy's arrays: one in a {@code .npy} file, called as the file; several in a folder of them, or
 * in a {@code .npz} file, stored or deflated, or a sparse matrix there. Nothing is unpickled.
 */
public final class NumpyFormat implements WeightFormat {

  private static final String NPY = ".npy";

  /** For {@link java.util.ServiceLoader}. */
  public NumpyFormat() {}

  @Override
  public String name() {
    return "NumPy";
  }

  @Override
  public List<String> extensions() {
    return List.of(NPY, ".npz");
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(NPY, ".npz");
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    if (probe.isFolder()) {
      return probe.names().stream().anyMatch(name -> name.endsWith(NPY));
    }
    return probe.startsWith(NpyHeader.magic())
        || ZipArchive.glance(probe).filter(NumpyFormat::holdsArraysOnly).isPresent();
  }

  private static boolean holdsArraysOnly(ZipArchive archive) {
    List<String> names = archive.names();
    return !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(NPY));
  }

  @Override
  public Contents read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return StateDict.contents(folder(path));
    }
    if (isArray(path)) {
      return StateDict.contents(List.of(given(NpyFile.tensor(path))));
    }
    ZipArchive archive = ZipArchive.read(path);
    Optional<SparseStorage> sparse = SparseArrays.of(archive);
    return sparse.isPresent() ? sparse.get().contents(path) : StateDict.contents(archive(archive));
  }

  /**
   * An array that is given by itself is taken for a matrix of weights whatever its type: nothing is
   * beside it that integers could encode or count.
   */
  private static NamedTensor given(NamedTensor array) {
    return array
        .view()
        .filter(view -> view.storage().precision() == Precision.INTEGER)
        .map(
            view ->
                new TensorView(
                    new ScaledStorage(view.storage(), 1, new double[] {1}, new double[] {0}),
                    view.offset(),
                    view.shape(),
                    view.strides()))
        .map(view -> NamedTensor.of(array.name(), view))
        .orElse(array);
  }

  private static boolean isArray(Path file) throws IOException {
    return Probe.of(file).startsWith(NpyHeader.magic());
  }

  private static List<NamedTensor> folder(Path folder) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    for (String name : Probe.of(folder).names()) {
      Path file = folder.resolve(name);
      if (name.endsWith(NPY) && !isArray(file)) {
        throw FilePlace.of(file).problem("is not an npy file", "write it again, or remove it");
      }
      if (name.endsWith(NPY)) {
        tensors.add(NpyFile.tensor(file));
      }
    }
    return tensors;
  }

  private static List<NamedTensor> archive(ZipArchive archive) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    for (ZipMember member : archive.members()) {
      if (member.name().endsWith(NPY)) {
        tensors.add(NpyFile.tensor(member));
      }
    }
    if (tensors.isEmpty()) {
      throw FilePlace.of(archive.file()).problem("contains no arrays", "check what it is");
    }
    return tensors;
  }
}
