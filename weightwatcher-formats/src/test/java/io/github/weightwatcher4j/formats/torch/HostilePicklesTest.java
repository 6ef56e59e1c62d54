package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import net.razorvine.pickle.Unpickler;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles that lie, call, grow or never end. */
class HostilePicklesTest {

  @TempDir Path folder;

  private WeightFile file(PickleBytes pickle) throws IOException {
    byte[] bytes = pickle.end();
    return open(new TorchBytes(bytes).counting("0", 6).legacy(folder.resolve("a.pt")));
  }

  /** An entry {@code a.weight} that is sound, and what is hostile behind it. */
  private static PickleBytes dictionary() {
    return new PickleBytes().op("}(").matrix("a.weight", "0", 2, 3);
  }

  private AbstractThrowableAssert<?, ?> refused(PickleBytes pickle) throws IOException {
    WeightFile file = file(pickle);
    return assertThatThrownBy(file::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("a.pt");
  }

  private Layer layer(PickleBytes pickle, String name) throws IOException {
    return file(pickle).layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "posix,system",
    "os,system",
    "builtins,eval",
    "builtins,exec",
    "subprocess,Popen",
    "java.lang.Runtime,exec",
    "decimal,Decimal",
    "operator,attrgetter",
    "torch.storage,_load_from_bytes",
    "_codecs,encode",
    "_codecs,decode",
    "numpy,load",
    "numpy.core.multiarray,fromstring",
    "numpy._core.multiarray,_load_from_filelike"
  })
  void whateverIsCalledIsNamedHoweverItIsCalled(String module, String name) throws IOException {
    String full = "'" + module + "." + name + "'";
    PickleBytes reduced = dictionary().text("x").global(module, name).text("id").raw(0x85).op("Ru");
    PickleBytes made =
        dictionary().text("x").global(module, name).text("id").raw(0x85, 0x81).op("u");
    PickleBytes object = dictionary().text("x").op("(").global(module, name).text("id").op("ou");
    PickleBytes instance =
        dictionary().text("x").op("(").text("id").op("i" + module + "\n" + name + "\nu");
    PickleBytes stacked =
        dictionary().text("x").text(module).text(name).raw(0x93).text("id").raw(0x85).op("Ru");
    for (PickleBytes pickle : new PickleBytes[] {reduced, made, object, instance, stacked}) {
      assertThat(layer(pickle, "x").reason()).contains(full);
    }
  }

  @Test
  void aConstructorThatSomebodyRegisteredWithTheLibraryIsNotAsked() throws IOException {
    AtomicBoolean asked = new AtomicBoolean();
    Unpickler.registerConstructor(
        "weightwatcher",
        "trap",
        arguments -> {
          asked.set(true);
          return "made";
        });
    PickleBytes pickle = dictionary().text("x").global("weightwatcher", "trap").op(")Ru");

    assertThat(layer(pickle, "x").reason()).contains("weightwatcher.trap");
    assertThat(asked).isFalse();
  }

  @Test
  void aLengthThatTheFileDoesNotHaveIsRefusedBeforeMemoryIsTaken() throws IOException {
    refused(new PickleBytes().op("X").little(1 << 24)).hasMessageContaining("ends");
    refused(new PickleBytes().op("B").little(-5)).hasMessageContaining("impossible length -5");
    refused(new PickleBytes().raw(0x8b).little(1 << 30)).hasMessageContaining("integer of");
    refused(new PickleBytes().raw(0x8e, 0, 0, 0, 0, 0, 0, 0, 0x40))
        .hasMessageContaining("impossible length");
    refused(new PickleBytes().op("L").op("9", 5_000).op("\n")).hasMessageContaining("a line of");
  }

  @Test
  void aFileCannotPointIntoItself() throws IOException {
    refused(dictionary().text("x").raw(0xf0, 0, 0, 0, 0).op("u"))
        .hasMessageContaining("0xf0 is not an instruction");
  }

  @Test
  void aThousandArraysOfTheSameBytesCostNoMoreThanTheirNames() throws IOException {
    PickleBytes pickle = dictionary().text("x").op("B").little(4_000);
    for (int i = 0; i < 4_000; i++) {
      pickle.raw(0);
    }
    pickle.put(0).op("u(").global("numpy", "dtype").op("(").text("u1").raw(0x89, 0x88).op("tR");
    pickle.put(1).op("0");
    for (int i = 0; i < 1_000; i++) {
      pickle.text("a" + i).global("numpy.core.numeric", "_frombuffer").op("(").get(0).get(1);
      pickle.tuple(40, 100).text("C").op("tR");
    }
    assertThat(file(pickle.op("u")).tensors())
        .hasSize(1_001)
        .allMatch(tensor -> tensor.view().isPresent());
  }

  @Test
  void callsWithWhatIsNoneOfTheirArgumentsAreNamedOrDamage() throws IOException {
    refused(dictionary().text("x").global("numpy.core.multiarray", "_reconstruct").op(")Ru"))
        .hasMessageContaining("damaged");
    refused(dictionary().text("x").global("numpy", "dtype").op(")Ru"))
        .hasMessageContaining("damaged");
    PickleBytes bytes = dictionary().text("x").global("builtins", "bytes").integer(1L << 40);
    assertThat(layer(bytes.raw(0x85).op("Ru"), "x").reason()).contains("'builtins.bytes'");
    PickleBytes scalar = dictionary().text("x").global("numpy.core.multiarray", "scalar");
    assertThat(file(scalar.op("NN").raw(0x86).op("Ru")).layers()).hasSize(1);
  }

  @Test
  void instructionsOutOfPlaceAreDamage() throws IOException {
    refused(new PickleBytes().op("R")).hasMessageContaining("damaged");
    refused(new PickleBytes().op("0")).hasMessageContaining("damaged");
    refused(new PickleBytes().get(7)).hasMessageContaining("damaged");
    refused(new PickleBytes().op("}u")).hasMessageContaining("damaged");
    refused(new PickleBytes().op("]Na]Ns")).hasMessageContaining("damaged");
    refused(new PickleBytes().raw(0x97)).hasMessageContaining("0x97 is not an instruction");
    refused(new PickleBytes().raw(0x80, 9)).hasMessageContaining("damaged");
  }

  @Test
  void aListAsAKeyIsRefusedAsItsHashCodeCouldTakeForEver() throws IOException {
    refused(new PickleBytes().op("}]]s")).hasMessageContaining("damaged");
  }

  @Test
  void aMillionInstructionsForNothingAreRefusedOrPassOver() throws IOException {
    refused(new PickleBytes().op("]").op("N0", 1_100_000).op("N"))
        .hasMessageContaining("2000000 instructions");
  }

  @Test
  void aListThatContainsItselfHasAnEnd() throws IOException {
    refused(new PickleBytes().op("]").put(0).get(0).op("a"));
    PickleBytes beside = dictionary().text("x").op("]").put(0).get(0).op("au");
    assertThat(file(beside).layers()).hasSize(1);
  }

  @Test
  void listsOfListsOfListsAreVisitedOnce() throws IOException {
    PickleBytes pickle = dictionary().text("x").op("]").put(0).op("0");
    for (int level = 1; level <= 60; level++) {
      pickle.op("](");
      for (int i = 0; i < 10; i++) {
        pickle.get(level - 1);
      }
      pickle.op("e").put(level).op("0");
    }
    assertThat(file(pickle.get(60).op("u")).layers()).hasSize(1);
  }

  @Test
  void aListThatGrowsByOneAHundredThousandTimesTakesNoSquareOfTime() throws IOException {
    assertThat(file(dictionary().text("x").op("]").op("(Ne", 300_000).op("u")).layers()).hasSize(1);
  }

  @Test
  void aStateThatManyObjectsShareIsVisitedOnce() throws IOException {
    PickleBytes pickle = dictionary().text("x").op("](").op("}(");
    for (int i = 0; i < 2_000; i++) {
      pickle.integer(i).op("]");
    }
    pickle.op("u").put(0).global("a", "B").put(1);
    for (int i = 0; i < 20_000; i++) {
      pickle.get(1).op(")R").get(0).op("b");
    }
    assertThat(file(pickle.op("eu")).layers()).hasSizeGreaterThan(1);
  }

  @Test
  void nestingDeeperThanAnyModelIsRefused() throws IOException {
    refused(dictionary().text("x").op("]", 5_000).op("a", 4_999).op("u"))
        .hasMessageContaining("more than 100 levels");
  }

  @Test
  void aPathLongerThanAnyNameIsRefused() throws IOException {
    refused(new PickleBytes().op("}(").matrix("a".repeat(600), "0", 2, 3).op("u"))
        .hasMessageContaining("more than 300 letters");
  }

  @Test
  void anExchangedMagicOrVersionIsTold() throws IOException {
    byte[] bytes = new TorchBytes(dictionary().op("u").end()).counting("0", 6).legacy();
    bytes[18] = 1; // the version
    Path path = java.nio.file.Files.write(folder.resolve("b.pt"), bytes);
    assertThatThrownBy(open(path)::layers)
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("version");
  }
}
