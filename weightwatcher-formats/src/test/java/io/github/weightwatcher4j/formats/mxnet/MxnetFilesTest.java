package io.github.weightwatcher4j.formats.mxnet;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static io.github.weightwatcher4j.formats.samples.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MxnetFilesTest {

  @TempDir Path folder;

  private WeightFile file(ParamsBytes bytes) throws IOException {
    return open(Files.write(folder.resolve("net-0000.params"), bytes.bytes()));
  }

  private static NamedTensor tensor(WeightFile file, String name) {
    return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {ParamsBytes.LEGACY, ParamsBytes.V1, ParamsBytes.V2, ParamsBytes.V3})
  void arraysOfEveryLayoutAreRead(int version) throws IOException {
    WeightFile file =
        file(
            new ParamsBytes()
                .counting(version, "arg:stage1_conv0_weight", 5, 2, 3, 3)
                .counting(version, "arg:fc1_weight", 3, 4)
                .array(version, "aux:bn_moving_mean", 0, new byte[20], 5)
                .counting(version, "arg:bn_gamma", 5));
    Map<String, Layer> layers =
        file.layers().stream().collect(Collectors.toMap(l -> l.info().name(), l -> l));

    assertThat(layers.keySet()).containsExactlyInAnyOrder("stage1_conv0", "fc1", "bn");
    assertThat(values(Objects.requireNonNull(layers.get("fc1"))))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(Objects.requireNonNull(layers.get("stage1_conv0")).info().type())
        .isEqualTo(LayerType.CONV2D);
    assertThat(Objects.requireNonNull(layers.get("bn")).info().type()).isEqualTo(LayerType.NORM);
    assertThat(file.tensors().get(0).name()).isEqualTo("arg:stage1_conv0_weight");
  }

  @Test
  void numbersOfOtherTypesAreRead() throws IOException {
    byte[] halves = {0, 0x3c, 0, (byte) 0xc0};
    byte[] brains = {(byte) 0x80, 0x3f, 0, (byte) 0xc0};
    WeightFile file =
        file(
            new ParamsBytes()
                .array(ParamsBytes.V2, "a.weight", 2, halves, 1, 2)
                .array(ParamsBytes.V2, "b.weight", 12, brains, 1, 2)
                .array(ParamsBytes.V3, "scalar", 0, new byte[4]));

    assertThat(values(tensor(file, "a.weight"))).containsExactly(1, -2);
    assertThat(values(tensor(file, "b.weight"))).containsExactly(1, -2);
    assertThat(tensor(file, "scalar").shape().rank()).isZero();
  }

  @Test
  void arraysWithoutNamesHaveTheirNumbers() throws IOException {
    WeightFile file = file(new ParamsBytes().counting(ParamsBytes.V2, "", 3, 4).nameless());

    assertThat(file.layers().get(0).info().name()).isEqualTo("0");
    assertThat(file.layers().get(0).weights()).isPresent();
  }

  @Test
  void sparseAndEmptyArraysAreListedAndTheOthersRead() throws IOException {
    WeightFile file =
        file(
            new ParamsBytes()
                .sparseRows("rows_weight", 7, 3)
                .sparse("cells_weight", 4, 6)
                .int32(ParamsBytes.V2, 0, 0)
                .name("none_weight")
                .counting(ParamsBytes.V2, "good_weight", 3, 4));

    assertThat(tensor(file, "rows_weight").reason()).contains("sparse");
    assertThat(tensor(file, "rows_weight").shape().dims()).containsExactly(7L, 3L);
    assertThat(tensor(file, "cells_weight").reason()).contains("sparse");
    assertThat(tensor(file, "none_weight").reason()).contains("never filled");
    assertThat(values(tensor(file, "good_weight"))).startsWith(1, 2, 3);
  }

  @Test
  void recurrentLayersHaveTheirGates() throws IOException {
    WeightFile file =
        file(
            new ParamsBytes()
                .counting(ParamsBytes.V2, "lstm0_l0_i2h_weight", 12, 5)
                .counting(ParamsBytes.V2, "lstm0_l0_h2h_weight", 12, 3)
                .counting(ParamsBytes.V2, "lstm0_l0_i2h_bias", 12)
                .counting(ParamsBytes.V2, "lstm0_l0_h2h_bias", 12));

    assertThat(file.layers().stream().map(layer -> layer.info().name()))
        .contains("lstm0.weight_ih_l0.forget", "lstm0.weight_hh_l0.output");
  }

  @Test
  void whatLiesIsRefused() throws IOException {
    refused(new ParamsBytes().array(ParamsBytes.V2, "a", 0, new byte[8], 3, 4), "ends after");
    refused(new ParamsBytes().array(ParamsBytes.V2, "a", 99, new byte[8], 3, 4), "unknown type 99");
    refused(new ParamsBytes().int32(ParamsBytes.V2, 7).name("a"), "unknown kind 7");
    refused(new ParamsBytes().int32(ParamsBytes.V2, 0, 200).name("a"), "200 axes");
    int max = Integer.MAX_VALUE;
    refused(new ParamsBytes().array(ParamsBytes.V2, "a", 0, new byte[8], max, max, max), "shape");
    refused(new ParamsBytes(), "no arrays");
    byte[] many = new ParamsBytes().bytes();
    many[18] = 1;
    Path path = Files.write(folder.resolve("m.params"), many);
    assertThatThrownBy(open(path)::layers).hasMessageContaining("65536 arrays");
  }

  private void refused(ParamsBytes bytes, String words) throws IOException {
    WeightFile file = file(bytes);
    assertThatThrownBy(file::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("net-0000.params")
        .hasMessageContaining(words);
  }

  @Test
  void aFileWithFewerNamesThanArraysIsRefused() throws IOException {
    byte[] bytes =
        new ParamsBytes()
            .counting(ParamsBytes.V2, "a", 3, 4)
            .counting(ParamsBytes.V2, "b", 3, 4)
            .bytes();
    bytes[bytes.length - 26] = 1;
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 9);
    Path path = Files.write(folder.resolve("m.params"), cut);
    assertThatThrownBy(open(path)::layers).hasMessageContaining("1 names for 2 arrays");
  }
}
