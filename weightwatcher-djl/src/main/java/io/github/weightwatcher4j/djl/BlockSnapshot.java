package io.github.weightwatcher4j.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a model as they are at one moment, for analysing them while training goes on.
 *
 * <pre>{@code
 * public void onEpoch(Trainer trainer) {   // a TrainingListener
 *   BlockSnapshot snapshot = BlockSnapshot.of(trainer.getModel());
 *   executor.submit(() -> new WeightWatcher(snapshot).analyze());
 * }
 * }</pre>
 *
 * <p>Take it on the training thread, between two steps. It costs a copy of the parameters, on their
 * own device, under a manager of its own, which {@link #close} frees: the model may be closed
 * before.
 */
public final class BlockSnapshot implements ModelSource, AutoCloseable {

  private final String name;
  private final List<Layer> layers;
  private final Map<String, NDArray> copies = new HashMap<>();
  private @Nullable NDManager manager;
  private volatile boolean closed;

  private BlockSnapshot(BlockSource source) {
    this.name = source.name();
    try {
      this.layers = BlockLayers.of(source.block(), this::copied);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Copies the parameters now.
   *
   * @throws IllegalStateException if the model has no block yet
   */
  public static BlockSnapshot of(Model model) {
    return new BlockSnapshot(BlockSource.of(model));
  }

  private NDArray copied(NDArray array) {
    return copies.computeIfAbsent(array.getUid(), uid -> copy(array));
  }

  private NDArray copy(NDArray array) {
    NDManager owner = manager;
    if (owner == null) {
      owner = array.getManager().getEngine().newBaseManager();
      manager = owner;
    }
    try (NDArray detached = array.stopGradient()) {
      NDArray copy = detached.duplicate();
      copy.attach(owner);
      return copy;
    }
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the snapshot is closed
   */
  @Override
  public List<Layer> layers() {
    if (closed) {
      throw new IllegalStateException("the snapshot is closed and its weights are released");
    }
    return layers;
  }

  /** Frees the copy; to be called when no analysis reads it any more. Once is enough. */
  @Override
  public void close() {
    closed = true;
    if (manager != null) {
      manager.close();
    }
  }
}
