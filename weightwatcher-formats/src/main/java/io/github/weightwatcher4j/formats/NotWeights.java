package io.github.weightwatcher4j.formats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people take for weight files and is none, or none that is read here: what it is and the way
 * out. Downloads that went wrong are told by their text, models of other programs by their first
 * bytes or the end of their name.
 */
final class NotWeights {

  /** What a file is, and what the user can do. */
  private record Kind(String what, String advice) {}

  /** The kind of files whose names end so. */
  private record Ending(String end, Kind kind) {}

  /** The kind of files that have these bytes, in hexadecimal, at the beginning or further on. */
  private record Magic(int offset, String hex, Kind kind) {

    boolean matches(ByteBuffer head) {
      ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
      return head.limit() >= offset + bytes.limit()
          && head.slice(offset, bytes.limit()).equals(bytes);
    }
  }

  private static final Kind UNFINISHED =
      new Kind("is a download that has not finished", "let it finish, or download it again");
  private static final Kind PAGE =
      new Kind(
          "is a web page (HTML), no weights",
          "what answered was a page, perhaps a login: download the file itself, with an account"
              + " where it takes one");
  private static final Kind ANSWER =
      new Kind(
          "is the error message of a server, no weights",
          "open it to read what it says, then download the file again");
  private static final Kind POINTER =
      new Kind(
          "is a git-LFS pointer, which stands for the file and is not the file",
          "run 'git lfs install' and 'git lfs pull' in its folder, or download the file itself");
  private static final Kind OPEN_VINO = original("OpenVINO", "in ONNX or PyTorch's format");
  private static final Kind CORE_ML = original("Core ML", "in PyTorch's or Keras's format");
  private static final Kind TENSOR_RT = original("TensorRT", "in ONNX, from which it was built");
  private static final Kind NCNN = original("NCNN", "in ONNX or PyTorch's format");
  private static final Kind GGML =
      new Kind(
          "is in GGML, the format before GGUF, which is not read",
          "get the model in GGUF or safetensors, or convert it with llama.cpp's"
              + " convert_llama_ggml_to_gguf.py");
  private static final Kind ARCHIVE =
      new Kind("is a packed archive", "unpack it and give what is in it");
  private static final Kind NEMO =
      new Kind(
          "is a model of NeMo, a tar archive",
          "unpack it with 'tar -xf' and give the model_weights.ckpt in it");
  private static final Kind TENSOR_FLOW =
      new Kind(
          "is a graph of TensorFlow, which is not read",
          "save the model as .keras or .h5, or convert it to ONNX with tf2onnx");

  private static final List<Ending> ENDINGS =
      List.of(
          new Ending(".incomplete", UNFINISHED),
          new Ending(".crdownload", UNFINISHED),
          new Ending(".aria2", UNFINISHED),
          new Ending(".part", UNFINISHED),
          new Ending(".nemo", NEMO),
          new Ending(".mlmodel", CORE_ML),
          new Ending(".mlpackage", CORE_ML),
          new Ending(".mlmodelc", CORE_ML),
          new Ending(".caffemodel", original("Caffe", "in ONNX")),
          new Ending(".engine", TENSOR_RT),
          new Ending(".plan", TENSOR_RT),
          new Ending(".weights", original("Darknet", "in ONNX or PyTorch's format")),
          new Ending(".mnn", original("MNN", "in ONNX")),
          new Ending(".rknn", original("RKNN", "in ONNX")),
          new Ending(".pte", original("ExecuTorch", "in PyTorch's format")),
          new Ending(".pdiparams", original("Paddle Inference", "as .pdparams or in ONNX")),
          new Ending(".llamafile", llamafile()),
          new Ending(".pb", TENSOR_FLOW));

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(0, "6c6d6767", GGML), // "ggml", little-endian, and its later versions
          new Magic(0, "666d6767", GGML),
          new Magic(0, "746a6767", GGML),
          new Magic(0, "616c6767", GGML),
          new Magic(0, "67676d6c", GGML),
          new Magic(0, "67676a74", GGML),
          new Magic(0, "66747274", TENSOR_RT),
          new Magic(0, "70747274", TENSOR_RT),
          new Magic(0, "4d5a71467044", llamafile()),
          new Magic(0, "377abcaf271c", ARCHIVE), // 7z
          new Magic(0, "526172211a07", ARCHIVE), // rar
          new Magic(0, "1f8b08", ARCHIVE), // gzip
          new Magic(0, "425a68", ARCHIVE), // bzip2
          new Magic(0, "fd377a585a00", ARCHIVE), // xz
          new Magic(0, "28b52ffd", ARCHIVE), // zstd
          new Magic(257, "7573746172", ARCHIVE)); // tar

  /** First bytes of a graph and of a saved model of TensorFlow. */
  private static final List<Integer> GRAPHS = List.of(0x0a, 0x08);

  /** Longest answer of a server; what is longer is a file of its own. */
  private static final int LONGEST_ANSWER = 1 << 16;

  private static final Pattern HTML =
      Pattern.compile("(?s)(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype html|html|head)\\b.*");
  private static final Pattern ERROR =
      Pattern.compile(
          "(?s)(\\{\\s*\"(error|errors|error_code|errorcode|message|detail)\"\\s*:"
              + "|(<\\?xml[^>]*>\\s*)?<error>"
              + "|access denied|access to |invalid (username|credential|token)|unauthorized"
              + "|forbidden|(entry|file|repository|page)? ?not found|(http )?[45]\\d\\d:? [a-z]).*");

  private NotWeights() {}

  private static Kind original(String program, String where) {
    return new Kind(
        "is a model of " + program + ", which is not read", "give the original model " + where);
  }

  private static Kind llamafile() {
    return new Kind(
        "is a llamafile, a program with a model in it",
        "unpack the GGUF file in it with 'unzip FILE \"*.gguf\"'");
  }

  /**
   * Refuses a file beside which its download says that it goes on: it has its length before it has
   * its bytes.
   */
  static void requireFinished(Probe probe) {
    Path control = probe.path().resolveSibling(probe.name() + ".aria2");
    // Downloads end here; to look for one elsewhere would be a request for nothing.
    if (!probe.isFolder() && !Elsewhere.is(control) && Files.exists(control)) {
      throw problem(probe, UNFINISHED);
    }
  }

  /** Refuses what is known to hold no weights, or none that are read here. */
  static void refuse(Probe probe) {
    if (probe.isFolder()) {
      folder(probe).ifPresent(kind -> refuse(probe, kind));
      return;
    }
    download(probe)
        .or(() -> byName(probe.path()).filter(kind -> fits(kind, probe)))
        .or(() -> isReadArchive(probe) ? Optional.empty() : byHead(probe.head()))
        .ifPresent(kind -> refuse(probe, kind));
  }

  /** Whether a file's name alone says that it is a model that is not read here. */
  static boolean isNamed(Path file) {
    return byName(file).isPresent();
  }

  private static void refuse(Probe probe, Kind kind) {
    throw problem(probe, kind);
  }

  private static WeightFileException problem(Probe probe, Kind kind) {
    return FilePlace.of(probe.path()).problem(kind.what, kind.advice);
  }

  private static Optional<Kind> download(Probe probe) {
    if (probe.size() == 0) {
      return Optional.of(new Kind("the file is empty", "download it again"));
    }
    String text = StandardCharsets.UTF_8.decode(probe.head()).toString();
    String start = text.replaceFirst("^\\uFEFF?\\s*", "").toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs")) {
      return Optional.of(POINTER);
    }
    if (HTML.matcher(start).matches()) {
      return Optional.of(PAGE);
    }
    boolean answer = probe.size() <= LONGEST_ANSWER && ERROR.matcher(start).matches();
    return answer ? Optional.of(ANSWER) : Optional.empty();
  }

  private static Optional<Kind> byName(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Probe.endsWith(name, ".bin") || Probe.endsWith(name, ".xml")) {
      if (isBeside(file, name, ".bin") && isBeside(file, name, ".xml")) {
        return Optional.of(OPEN_VINO);
      }
    }
    if (Probe.endsWith(name, ".bin") || Probe.endsWith(name, ".param")) {
      if (isBeside(file, name, ".bin") && isBeside(file, name, ".param")) {
        return Optional.of(NCNN);
      }
    }
    return ENDINGS.stream()
        .filter(ending -> Probe.endsWith(name, ending.end))
        .map(Ending::kind)
        .findFirst();
  }

  /** Archives of a name that is read, whose reader says what is wrong with them. */
  private static boolean isReadArchive(Probe probe) {
    return Probe.endsWith(probe.name(), ".tar.gz") || Probe.endsWith(probe.name(), ".tgz");
  }

  /** A graph of TensorFlow begins with a node; other files called so are other programs' data. */
  private static boolean fits(Kind kind, Probe probe) {
    return !kind.equals(TENSOR_FLOW) || GRAPHS.contains((int) probe.head().get(0));
  }

  /** Whether a file of the same name with another end is there. */
  private static boolean isBeside(Path file, String name, String end) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    return Files.isRegularFile(file.resolveSibling(stem + end));
  }

  private static Optional<Kind> byHead(ByteBuffer head) {
    return MAGICS.stream().filter(magic -> magic.matches(head)).map(Magic::kind).findFirst();
  }

  private static Optional<Kind> folder(Probe probe) {
    if (probe.names().contains("saved_model.pb")) {
      return Optional.of(TENSOR_FLOW);
    }
    if (probe.names().contains("manifest.ocdbt")) {
      return Optional.of(original("Orbax (JAX)", "in safetensors, or save it as .npz"));
    }
    return ENDINGS.stream()
        .filter(ending -> ending.kind.equals(CORE_ML) && Probe.endsWith(probe.name(), ending.end))
        .map(Ending::kind)
        .findFirst();
  }
}
