package io.github.weightwatcher4j.run.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of control groups, written as Linux does. */
class ContainerMemoryTest {

  private static final long MB = 1 << 20;

  @TempDir Path root;

  private ContainerMemory memory() {
    return new ContainerMemory(root);
  }

  private void write(String file, Object content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content + "\n");
  }

  private void group(String folder, Object max, long current, long inactive) throws IOException {
    write(folder + "/memory.max", max);
    write(folder + "/memory.current", current);
    write(folder + "/memory.stat", "anon 1\ninactive_file " + inactive + "\nactive_file 7");
  }

  @Test
  void withoutControlGroupsNothingIsLimited() {
    assertThat(memory().free()).isEmpty();
  }

  @Test
  void whatIsUsedCountsButForCachedFilesThatNobodyUses() throws IOException {
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", 1000 * MB, 700 * MB, 150 * MB);
    assertThat(memory().free()).hasValue(450 * MB);
  }

  @Test
  void theTightestOfTheGroupsAroundCounts() throws IOException {
    write("proc/self/cgroup", "0::/pod/box");
    group("sys/fs/cgroup/pod/box", "max", 100 * MB, 0);
    group("sys/fs/cgroup/pod", 500 * MB, 480 * MB, 0);
    group("sys/fs/cgroup", 1000 * MB, 600 * MB, 0);
    assertThat(memory().free()).hasValue(20 * MB);
  }

  @Test
  void aContainerThatSeesItsGroupAsTheRootIsLimitedAllTheSame() throws IOException {
    write("proc/self/cgroup", "0::/system.slice/docker-1234.scope");
    group("sys/fs/cgroup", 300 * MB, 100 * MB, 0);
    assertThat(memory().free()).hasValue(200 * MB);
  }

  @Test
  void aGroupOfAnotherNamespaceIsLimitedByTheRoot() throws IOException {
    write("proc/self/cgroup", "0::/../../other");
    group("sys/fs/cgroup", 300 * MB, 100 * MB, 0);
    assertThat(memory().free()).hasValue(200 * MB);
  }

  @Test
  void versionOneIsReadToo() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a/b\n0::/");
    write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", 800 * MB);
    write("sys/fs/cgroup/memory/a/b/memory.usage_in_bytes", 300 * MB);
    write("sys/fs/cgroup/memory/a/b/memory.stat", "inactive_file 9\ntotal_inactive_file " + MB);
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712"); // no limit
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", 10);
    assertThat(memory().free()).hasValue(501 * MB);
  }

  @Test
  void moreInUseThanTheLimitLeavesNothing() throws IOException {
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", 100 * MB, 130 * MB, 0);
    assertThat(memory().free()).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max", "", "-1", "12x", "99999999999999999999", "\0"})
  void whatIsNoNumberOfBytesLimitsNothing(String limit) throws IOException {
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", limit, 100 * MB, 0);
    assertThat(memory().free()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0:", "0::", "0::/../../..", "a:memory:\0", "4:memory", ":::::"})
  void aListOfGroupsThatIsNoneDoesNoHarm(String line) throws IOException {
    write("proc/self/cgroup", line);
    assertThat(memory().free()).isEmpty();
  }

  @Test
  void theBudgetIsHalfOfWhatTheContainerLeaves() throws IOException {
    write("proc/meminfo", "MemTotal: 999999999 kB\nMemAvailable: 999999999 kB");
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", 96 * MB, 32 * MB, 0);
    assertThat(MemoryBudget.halfOfFree(root)).isEqualTo(32 * MB);
  }

  @Test
  void whatTheMachineItselfHasFreeIsNeverExceeded() throws IOException {
    write("proc/self/cgroup", "0::/");
    group("sys/fs/cgroup", Long.MAX_VALUE, 0, 0);
    for (String available : List.of("0 kB", "x")) {
      write("proc/meminfo", "MemAvailable: " + available);
      assertThat(MemoryBudget.halfOfFree(root)).isPositive().isLessThan(Long.MAX_VALUE / 4);
    }
  }
}
