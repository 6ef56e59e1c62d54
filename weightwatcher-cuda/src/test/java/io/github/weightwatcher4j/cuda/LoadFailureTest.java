package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.CodeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One sentence from what the loader and JavaCPP say. */
class LoadFailureTest {

  private static final String IN_CACHE =
      "/home/me/.javacpp/cache/cuda-linux-x86_64.jar/org/bytedeco/cuda/linux-x86_64/";

  /** As JavaCPP throws it: what the loader said is the cause. */
  private static String sentence(String cause) {
    Error failure = new UnsatisfiedLinkError("no jnicudart in java.library.path: /usr/lib");
    failure.initCause(new UnsatisfiedLinkError(cause));
    return LoadFailure.sentence(failure);
  }

  @Test
  void withoutADriverItSaysSo() {
    assertThat(
            sentence(
                IN_CACHE
                    + "libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file"
                    + " or directory"))
        .isEqualTo(
            "there is no NVIDIA driver here (libcuda.so.1 is not found); install that of the GPU,"
                + " until nvidia-smi shows it");
  }

  @ParameterizedTest
  @CsvSource({
    "libjnicudart.so, libcudart.so.13",
    "libjnicublas.so, libcublas.so.13",
    "libjnicusolver.so, libcusolverMg.so.12"
  })
  void withoutAToolkitItSaysWhatOfItIsMissing(String presets, String missing) {
    assertThat(
            sentence(
                IN_CACHE + presets + ": " + missing + ": cannot open shared object file: No such"))
        .isEqualTo(
            "the libraries of CUDA 13 are not found (%s); install its toolkit, with cuBLAS and"
                    .formatted(missing)
                + " cuSOLVER, and put the folder of its libraries on LD_LIBRARY_PATH");
  }

  @Test
  void onWindowsTheLoaderTellsNoName() {
    assertThat(sentence("C:\\x\\jnicudart.dll: Can't find dependent libraries"))
        .startsWith("NVIDIA's driver or the libraries of CUDA 13 are not found;");
  }

  @Test
  void withoutPresetsForThePlatformItSaysWhichClassifiersThereAre() {
    assertThat(sentence("Could not find jnicudart in class, module, and library paths."))
        .isEqualTo(
            "there is no native library of CUDA's presets for this platform on the class path; add"
                + " org.bytedeco:cuda:13.1-9.19-1.5.13 with the classifier linux-x86_64,"
                + " linux-arm64 or windows-x86_64");
  }

  @Test
  void withoutPresetsAtAllItSaysWhatToAdd() {
    Error failure = new NoClassDefFoundError("org/bytedeco/cuda/global/cudart");
    failure.initCause(new ClassNotFoundException("org.bytedeco.cuda.global.cudart"));
    assertThat(LoadFailure.sentence(failure))
        .isEqualTo(
            "org.bytedeco:cuda:13.1-9.19-1.5.13 is not on the class path; add it, with the"
                + " classifier of this platform too");
  }

  @Test
  void whateverElseIsToldAsItWasSaid() {
    assertThat(sentence("wrong ELF class: ELFCLASS32"))
        .isEqualTo("CUDA's libraries cannot be loaded: wrong ELF class: ELFCLASS32");
  }

  @Test
  void theVersionThatIsRecommendedIsTheOneOfTheBuild() throws Exception {
    Class<?> presets =
        Class.forName(
            "org.bytedeco.cuda.global.cudart", false, LoadFailureTest.class.getClassLoader());
    CodeSource jar = presets.getProtectionDomain().getCodeSource();
    String version = LoadFailure.CUDA.replaceFirst(".*:", "");
    assertThat(jar.getLocation().getPath()).endsWith("/cuda-" + version + ".jar");
  }
}
