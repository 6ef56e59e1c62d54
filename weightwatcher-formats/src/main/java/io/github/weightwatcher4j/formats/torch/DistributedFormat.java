package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.computed.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PyTorch's distributed checkpoints, of FSDP and others: a folder with {@code .metadata}, which
 * tells where the parts of each tensor are, and a file of parts for each process, {@code
 * __0_0.distcp}. Such a file alone says of no tensor which it is.
 */
public final class DistributedFormat implements WeightFormat {

  private static final String PARTS = ".distcp";
  private static final String CONVERSION =
      "python -m torch.distributed.checkpoint.format_utils dcp_to_torch FOLDER model.pt";

  /** For {@link java.util.ServiceLoader}. */
  public DistributedFormat() {}

  @Override
  public String name() {
    return "PyTorch distributed checkpoint";
  }

  @Override
  public List<String> extensions() {
    return List.of(PARTS, DistributedCheckpoint.METADATA);
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(PARTS);
  }

  @Override
  public boolean recognizes(Probe probe) {
    if (probe.isFolder()) {
      return probe.names().stream().anyMatch(name -> name.endsWith(PARTS));
    }
    return Probe.endsWith(probe.name(), PARTS) || isMetadata(probe.path());
  }

  private static boolean isMetadata(Path path) {
    return DistributedCheckpoint.METADATA.equals(String.valueOf(path.getFileName()));
  }

  @Override
  public Contents read(Path path) throws IOException {
    Path metadata =
        Files.isDirectory(path)
            ? path.resolve(DistributedCheckpoint.METADATA)
            : path.resolveSibling(DistributedCheckpoint.METADATA);
    boolean described = Files.isRegularFile(metadata);
    if (described && (Files.isDirectory(path) || isMetadata(path))) {
      return DistributedCheckpoint.read(metadata).contents(ModelConfig.of(metadata));
    }
    String advice =
        described
            ? "give the folder that it is in"
            : "get '.metadata' too and give the folder, or, where it is, run " + CONVERSION;
    throw FilePlace.of(path)
        .problem("holds parts of tensors, and only '.metadata' beside them says of which", advice);
  }
}
