package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A run of the command that goes on while the test does. */
final class RunningCommand implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FutureTask<Integer> task;
  private final Thread thread;

  private RunningCommand(String... args) {
    task =
        new FutureTask<>(
            () ->
                WeightWatcherCommand.commandLine(new WeightWatcherCommand())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(args));
    thread = new Thread(task, "running command");
    thread.setDaemon(true);
  }

  static RunningCommand start(String... args) {
    RunningCommand command = new RunningCommand(args);
    command.thread.start();
    return command;
  }

  /** What it has printed until now. */
  String out() {
    return out.toString();
  }

  /** What it has complained of until now. */
  String err() {
    return err.toString();
  }

  /** Waits until something holds. */
  void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(condition.call()).as(out() + err()).isTrue();
  }

  /** The exit code, once it has ended by itself. */
  int exitCode() throws Exception {
    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends it; the exit code. */
  int interrupt() throws Exception {
    thread.interrupt();
    return exitCode();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
