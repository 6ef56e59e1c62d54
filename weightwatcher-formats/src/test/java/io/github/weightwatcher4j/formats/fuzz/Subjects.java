package io.github.weightwatcher4j.formats.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.weightwatcher4j.formats.flax.FlaxBytes;
import io.github.weightwatcher4j.formats.mxnet.ParamsBytes;
import io.github.weightwatcher4j.formats.samediff.GraphBytes;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.formats.tensorflow.BundleBytes;
import io.github.weightwatcher4j.formats.tflite.TfliteBytes;
import io.github.weightwatcher4j.formats.torch.DistributedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The formats, a line each: a name and where its samples are. */
final class Subjects {

  static final List<Subject> ALL =
      List.of(
          new Subject("safetensors", Subjects::safetensors),
          new Subject("safetensors-index", Subjects::index),
          new Subject("safetensors-packed", Subjects::packed),
          new Subject("safetensors-folder", Subjects::folders),
          Subject.files(
              "numpy", "numpy", "stored.npz", "deflated.npz", "version2.npy", "structured.npy"),
          Subject.files("numpy-sparse", "sparse", "csr.npz", "csc.npz", "coo.npz", "bsr.npz"),
          Subject.files("matrixmarket", "sparse", "general.mtx", "general.mtx.gz", "array.mtx"),
          Subject.files(
              "torch",
              "torch",
              "views.pt",
              "checkpoint.pt",
              "module.pt",
              "script.pt",
              "types.pt",
              "quantized.pt",
              "packed.pt",
              "frozen.pt",
              "mixed.pt",
              "adapter_model.bin"),
          Subject.files(
              "torch-legacy",
              "torch",
              "views.legacy.pt",
              "checkpoint.legacy.pt",
              "module.legacy.pt",
              "types.legacy.pt",
              "quantized.legacy.pt"),
          Subject.files(
              "pickle",
              "pickle",
              "protocol0.pickle",
              "protocol2.pkl",
              "protocol4.pkl",
              "protocol5.pkl",
              "model.pdparams",
              "arrays.pt"),
          new Subject("torch-distributed", Subjects::distributed),
          Subject.files("gguf", "gguf", "blocks.gguf"),
          new Subject("tensorflow", Subjects::tensorflow),
          Subject.files(
              "onnx",
              "onnx",
              "layers.onnx",
              "quantized.onnx",
              "placed.onnx",
              "dynamic-quantize.onnx",
              "matmulnbits-4bit-b32-zp.onnx",
              "qdq-int4-block32-axis0.onnx"),
          new Subject("onnx-external", Subjects::external),
          Subject.files(
              "keras",
              "keras",
              "model.keras",
              "coded.keras",
              "nested.keras",
              "names.keras",
              "odd.keras",
              "odd-latest.keras"),
          Subject.files(
              "keras-hdf5",
              "keras",
              "datasets.h5",
              "updated.h5",
              "rounded.weights.h5",
              "sample.weights.h5",
              "model.h5"),
          new Subject("flax", () -> List.of(Sample.file("m.msgpack", FlaxBytes.sample()))),
          new Subject("mxnet", () -> List.of(Sample.file("m.params", ParamsBytes.sample()))),
          new Subject("tflite", () -> List.of(Sample.file("m.tflite", TfliteBytes.sample()))),
          Subject.files("dl4j", "dl4j", "network.zip", "graph.zip"),
          new Subject("samediff", () -> List.of(Sample.file("m.fb", GraphBytes.sample()))),
          new Subject("tar", Subjects::tar));

  private Subjects() {}

  private static SafetensorsBytes tensors() {
    return new SafetensorsBytes()
        .counting("rnn.weight_ih_l0", 16, 3)
        .counting("attn.in_proj_weight", 12, 4)
        .counting("conv.weight", 5, 4, 3, 3)
        .counting("conv.bias", 5);
  }

  private static List<Sample> safetensors() {
    SafetensorsBytes adapter =
        new SafetensorsBytes()
            .metadata("{\"format\":\"pt\",\"lora_alpha\":\"8\"}")
            .counting("a.lora_A.weight", 2, 6)
            .counting("a.lora_B.weight", 5, 2)
            .counting("a.alpha", 1);
    return List.of(
        Sample.file("w.safetensors", tensors().bytes()),
        Sample.file("adapter_model.safetensors", adapter.bytes()));
  }

  private static List<Sample> index() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String index =
        "{\"metadata\":{\"total_size\":96},\"weight_map\":"
            + "{\"a.weight\":\"a.safetensors\",\"b.weight\":\"b.safetensors\"}}";
    files.put("model.safetensors.index.json", index.getBytes(UTF_8));
    Map<String, byte[]> outside = new LinkedHashMap<>();
    float[] far = new float[12];
    Arrays.fill(far, Reading.OUTSIDE);
    for (String name : List.of("a", "b")) {
      String file = name + ".safetensors";
      files.put(file, new SafetensorsBytes().counting(name + ".weight", 3, 4).bytes());
      outside.put(
          file, new SafetensorsBytes().floats(name + ".weight", List.of(3, 4), far).bytes());
    }
    return List.of(Sample.naming(files, outside));
  }

  /** Packed weights beside their configuration. */
  private static List<Sample> packed() throws IOException {
    List<Sample> samples = new ArrayList<>();
    Path all = TestFiles.resource("quantized");
    try (Stream<Path> walk = Files.walk(all)) {
      for (Path folder : walk.filter(Files::isDirectory).sorted().toList()) {
        if (Files.isRegularFile(folder.resolve("model.safetensors"))) {
          samples.add(Sample.folder("quantized/" + all.relativize(folder)));
        }
      }
    }
    return samples;
  }

  private static List<Sample> folders() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("model_index.json", "{\"_class_name\":\"P\",\"unet\":[\"d\",\"U\"]}".getBytes(UTF_8));
    files.put("unet/config.json", "{\"a\":[1,2],\"quantization_config\":{}}".getBytes(UTF_8));
    files.put("unet/w.safetensors", tensors().bytes());
    files.put("vae/pytorch_model.bin", Sample.read("torch/views.pt"));
    files.put("text/model.fp16.safetensors", tensors().bytes());
    Map<String, byte[]> adapter = new LinkedHashMap<>();
    adapter.put(
        "adapter_config.json",
        ("{\"lora_alpha\":16,\"r\":2,\"rank_pattern\":{\".*a\":2},\"alpha_pattern\":{\"(a+)+b\":3},"
                + "\"use_rslora\":true,\"base_model_name_or_path\":\"../outside\"}")
            .getBytes(UTF_8));
    adapter.put(
        "adapter_model.safetensors",
        new SafetensorsBytes()
            .counting("a.lora_A.weight", 2, 6)
            .counting("a.lora_B.weight", 5, 2)
            .bytes());
    Map<String, byte[]> hub = new LinkedHashMap<>();
    hub.put("refs/main", "abc".getBytes(UTF_8));
    hub.put("snapshots/abc/model.safetensors", tensors().bytes());
    hub.put("snapshots/def/model.safetensors", tensors().bytes());
    return List.of(Sample.folder(files), Sample.folder(adapter), Sample.folder(hub));
  }

  private static List<Sample> distributed() throws IOException {
    Map<String, byte[]> files = DistributedBytes.sample(1);
    Map<String, byte[]> outside = DistributedBytes.sample(Reading.OUTSIDE);
    outside.remove(".metadata");
    Map<String, byte[]> written = new LinkedHashMap<>();
    for (String name : List.of("__0_0.distcp", "__1_0.distcp")) {
      written.put(name, Sample.read("distributed/" + name));
    }
    written.put(".metadata", Sample.read("distributed/metadata.pkl"));
    return List.of(Sample.naming(files, outside), Sample.folder(written));
  }

  private static List<Sample> tensorflow() throws IOException {
    Map<String, byte[]> latest = new LinkedHashMap<>();
    latest.put("checkpoint", "model_checkpoint_path: \"a\"\n".getBytes(UTF_8));
    latest.putAll(BundleBytes.sample("a"));
    latest.putAll(BundleBytes.sample("b"));
    Map<String, byte[]> one = BundleBytes.sample("m");
    return List.of(Sample.naming(one, Map.of()), Sample.folder(latest));
  }

  private static List<Sample> external() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("external.onnx", Sample.read("onnx/external.onnx"));
    files.put("external.data", Sample.read("onnx/external.data"));
    ByteBuffer far = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
    while (far.remaining() >= Float.BYTES) {
      far.putFloat(Reading.OUTSIDE);
    }
    return List.of(Sample.naming(files, Map.of("external.data", far.array())));
  }

  private static List<Sample> tar() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> member :
        Map.of("a.txt", new byte[9], "m.safetensors", tensors().bytes()).entrySet()) {
      byte[] header = new byte[512];
      byte[] name = member.getKey().getBytes(UTF_8);
      System.arraycopy(name, 0, header, 0, name.length);
      byte[] size = "%011o".formatted(member.getValue().length).getBytes(UTF_8);
      System.arraycopy(size, 0, header, 124, size.length);
      header[156] = '0';
      int sum = 8 * ' ';
      for (byte value : header) {
        sum += value & 0xff;
      }
      System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, header, 148, 8);
      tar.writeBytes(header);
      tar.writeBytes(
          Arrays.copyOf(member.getValue(), (member.getValue().length + 511) / 512 * 512));
    }
    tar.writeBytes(new byte[1024]);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(tar.toByteArray());
    }
    return List.of(
        Sample.file("m.tar", tar.toByteArray()), Sample.file("m.tar.gz", gzip.toByteArray()));
  }
}
