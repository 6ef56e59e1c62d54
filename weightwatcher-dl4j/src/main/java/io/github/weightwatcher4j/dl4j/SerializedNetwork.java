package io.github.weightwatcher4j.dl4j;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A zip file of DL4J's {@code ModelSerializer}. Only configuration and parameters are read,
 * straight from the file: {@code ModelSerializer} itself would hold all entries in memory, the
 * updater's too, and deserialize Java objects.
 */
final class SerializedNetwork {

  /** What a user can do about a file that cannot be read. */
  static final String ADVICE =
      "not a complete DL4J model file; save it again with ModelSerializer.writeModel, or load it"
          + " with the DL4J version that wrote it (custom layers on the class path) and analyse"
          + " the network";

  /** Where the name of the first entry stands in a zip file. */
  private static final int FIRST_NAME = 30;

  private SerializedNetwork() {}

  /** Whether the file holds a configuration and coefficients, or seems to have before it broke. */
  static boolean isOne(Path file) throws IOException {
    if (!startsWith(file, 0, "PK")) {
      return false;
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(ModelSerializer.CONFIGURATION_JSON) != null
          && zip.getEntry(ModelSerializer.COEFFICIENTS_BIN) != null;
    } catch (ZipException e) {
      return startsWith(file, FIRST_NAME, ModelSerializer.CONFIGURATION_JSON);
    }
  }

  private static boolean startsWith(Path file, int position, String text) throws IOException {
    byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.min(position, Files.size(file)));
      return Arrays.equals(in.readNBytes(expected.length), expected);
    }
  }

  /** The network, without its updater. */
  static Network read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String json = text(zip, ModelSerializer.CONFIGURATION_JSON);
      @Nullable INDArray params = parameters(zip);
      boolean graph = new ObjectMapper().readTree(json).has("vertices");
      return graph ? graph(json, params) : multiLayer(json, params);
    }
  }

  private static Network multiLayer(String json, @Nullable INDArray params) {
    MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
    if (params != null) {
      // Files of DL4J beta3 and before do not say the type.
      configuration.setDataType(params.dataType());
    }
    MultiLayerNetwork net = new MultiLayerNetwork(configuration);
    net.init(params, false);
    return Dl4jSource.of(net);
  }

  private static Network graph(String json, @Nullable INDArray params) {
    ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
    if (params != null) {
      configuration.setDataType(params.dataType());
    }
    ComputationGraph net = new ComputationGraph(configuration);
    net.init(params, false);
    return Dl4jSource.of(net);
  }

  private static String text(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(entry(zip, name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static @Nullable INDArray parameters(ZipFile zip) throws IOException {
    ZipEntry entry = entry(zip, ModelSerializer.COEFFICIENTS_BIN);
    if (entry.getSize() == 0) {
      return null; // a network without parameters
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(zip.getInputStream(entry)))) {
      INDArray params = Nd4j.read(in);
      return params.isEmpty() ? null : params;
    }
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("no entry " + name);
    }
    return entry;
  }
}
