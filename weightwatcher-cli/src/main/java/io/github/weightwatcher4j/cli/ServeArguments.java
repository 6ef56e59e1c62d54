package io.github.weightwatcher4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/** Showing a page while it grows. */
final class ServeArguments {

  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65_535;
  private static final String SERVER = "jdk.httpserver";

  @Option(
      names = "--serve",
      description =
          "Show the page in browsers of this machine, under the address that is printed; it follows"
              + " as analyses are appended. Ends by Ctrl-C.")
  private boolean serve;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port for --serve, 1024 to 65535 (default: one that is free).")
  private Optional<Integer> port = Optional.empty();

  /**
   * Checks the arguments.
   *
   * @param printed whether a result takes standard output
   */
  void check(Path file, boolean printed, GateArguments gate, Problems problems) {
    problems.require(
        !serve || gate.conditions().isEmpty(),
        "--fail-on asks once, of a training that has ended; leave out --serve");
    problems.require(serve || port.isEmpty(), "--port needs --serve");
    problems.require(
        port.orElse(LOWEST) >= LOWEST && port.orElse(LOWEST) <= HIGHEST,
        "--port must be 1024 to 65535");
    problems.require(
        !serve || !Streamed.is(file), "--serve needs a file that grows, not standard input");
    problems.require(
        !serve || !printed,
        "--serve prints its address on standard output; write results to files");
  }

  /** Whether to serve. */
  boolean isAsked() {
    return serve;
  }

  /**
   * Asks for what not every Java runtime has.
   *
   * @throws CommandFailure where this one cannot serve
   */
  void requireServer() {
    if (serve && ModuleLayer.boot().findModule(SERVER).isEmpty()) {
      throw new CommandFailure(
          "--serve needs the module %s, which the Java in %s lacks; take a whole runtime, or make"
                  .formatted(SERVER, System.getProperty("java.home"))
              + " yours with jlink --add-modules "
              + SERVER,
          null);
    }
  }

  /** Serves until the program ends or this thread is interrupted. */
  void serve(Path file, PrintWriter out) {
    try (HistoryServer server = HistoryServer.start(file, port.orElse(0))) {
      out.println("serving " + server.address() + " until Ctrl-C");
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
