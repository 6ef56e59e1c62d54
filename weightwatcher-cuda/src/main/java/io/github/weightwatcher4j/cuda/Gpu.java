package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The GPU of a machine: looked for and checked once, when it is first asked for. */
final class Gpu {

  /** That of this machine. */
  static final Gpu HERE = new Gpu(CudaDevice::find);

  private final Supplier<Device> finder;
  private @Nullable Device device;

  /** Why there is none: a class of a library that failed to load never loads again. */
  private @Nullable String reason;

  Gpu(Supplier<Device> finder) {
    this.finder = finder;
  }

  /** Why it cannot be used; empty where it can. */
  synchronized Optional<String> unavailable() {
    if (device == null && reason == null) {
      find();
    }
    return Optional.ofNullable(reason);
  }

  private void find() {
    try {
      Device found = finder.get();
      KnownAnswer.requireRight(found);
      device = found;
    } catch (LinkageError e) {
      reason = LoadFailure.sentence(e);
    } catch (DeviceException e) {
      reason = String.valueOf(e.getMessage());
    }
  }

  /**
   * The GPU.
   *
   * @throws NativeLibraryException where it cannot be used
   */
  synchronized Device device() {
    unavailable()
        .ifPresent(
            why -> {
              throw new NativeLibraryException("the solver 'cuda' cannot be used: " + why);
            });
    if (device == null) {
      throw new IllegalStateException("neither a GPU nor a reason");
    }
    return device;
  }
}
