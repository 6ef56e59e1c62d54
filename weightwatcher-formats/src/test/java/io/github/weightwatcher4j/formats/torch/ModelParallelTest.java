package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in each of which is a piece of every layer, which are no layers. */
class ModelParallelTest {

  @TempDir Path folder;

  private Path model(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return saved(file, new PickleBytes().op("}(").matrix("fc.weight", "0", 5, 4));
  }

  private static Path saved(Path file, PickleBytes pickle) throws IOException {
    return new TorchBytes(pickle.op("u").end()).counting("0", 20).zip(file);
  }

  private static AbstractThrowableAssert<?, ?> refused(Path path) {
    return assertThatThrownBy(open(path)::layers).isInstanceOf(WeightFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "consolidated.00.pth, consolidated.01.pth, Hugging Face",
    "mp_rank_00_model_states.pt, mp_rank_03_model_states.pt, converter",
    "mp_rank_00/model_optim_rng.pt, mp_rank_01/model_optim_rng.pt, converter",
    "mp_rank_00_000/model_optim_rng.pt, mp_rank_01_000/model_optim_rng.pt, converter",
    "reshard-model_part-0.pt, reshard-model_part-1.pt, converter"
  })
  void onePartAloneIsTheModelAndOneOfSeveralIsRefused(String first, String second, String way)
      throws IOException {
    Path model = model(first);
    assertThat(open(model).layers()).hasSize(1);

    Path part = model(second);
    refused(model).hasMessageContainingAll("part 0", "2 of which are here", way);
    refused(part).hasMessageContaining(way);
    if (folder.equals(part.getParent())) {
      refused(folder).hasMessageContainingAll("2 of which are here", way);
    }
    Files.delete(model);
    refused(part).hasMessageContaining("is part");
  }

  @Test
  void aShardOfAnOptimizerIsRefusedWithTheScriptThatJoinsIt() throws IOException {
    refused(model("zero_pp_rank_0_mp_rank_00_optim_states.pt"))
        .hasMessageContaining("zero_to_fp32.py");
  }

  @Test
  void otherNumbersInNamesMeanNothing() throws IOException {
    model("other/epoch-1.pt");
    assertThat(open(model("other/epoch-2.pt")).layers()).hasSize(1);
  }

  @Test
  void aPartOfMegatronsSaysSoItself() throws IOException {
    for (int size : new int[] {1, 2}) {
      PickleBytes pickle = new PickleBytes().op("}(").text("checkpoint_version").integer(3);
      pickle.text("args").global("argparse", "Namespace").op(")").raw(0x81).op("}");
      pickle.text("tensor_model_parallel_size").integer(size).op("sb").text("model").op("}(");
      Path file =
          saved(folder.resolve(size + ".pt"), pickle.matrix("fc.weight", "0", 5, 4).op("u"));
      if (size == 1) {
        assertThat(open(file).layers()).hasSize(1);
      } else {
        refused(file).hasMessageContaining("one of 2 parts");
      }
    }
  }

  @Test
  void anEmbeddingNarrowerThanTheLayersIsThatOfAPart() throws IOException {
    long[] eight = {8};
    long[] one = {1};
    PickleBytes whole = new PickleBytes().op("}(").matrix("tok_embeddings.weight", "0", 2, 8);
    Path file =
        saved(folder.resolve("a.pth"), whole.text("norm.weight").tensor("0", 20, 0, eight, one));
    assertThat(open(file).layers()).hasSize(2);

    PickleBytes part = new PickleBytes().op("}(").matrix("tok_embeddings.weight", "0", 5, 4);
    file = saved(folder.resolve("b.pth"), part.text("norm.weight").tensor("0", 20, 0, eight, one));
    refused(file).hasMessageContainingAll("one of 2 parts", "4 wide", "8");
  }
}
