package io.github.weightwatcher4j.formats.computed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MLX: each row of {@code weight} a stream of codes of 2 to 8 bits in words of 32, {@code q * scale
 * + bias} by group of neighbours; in the modes mxfp4, nvfp4 and mxfp8 small floats with scales of
 * eight bits. Group and width stand in config.json, for all or for a module.
 */
final class Mlx implements Scheme {

  private static final int WORD = 32;

  @Override
  public String name() {
    return "MLX";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight");
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has("scales")
        && group
            .main()
            .view()
            .flatMap(view -> view.storage().element())
            .filter(type -> type == ElementType.UINT32)
            .isPresent();
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    group.optional("biases");
    group.optional("scales");
    JsonNode all = config.quantization();
    JsonNode own = all.path(group.module());
    MisfitException.require(
        !own.isBoolean() || own.asBoolean(), "config.json says that it is not quantized");
    JsonNode settings = own.isObject() ? own : all;
    int bits = ModelConfig.number(settings, "bits").orElse(0);
    int size = ModelConfig.number(settings, "group_size").orElse(0);
    MisfitException.require(
        bits >= 1 && bits <= 8 && size >= 1,
        "group_size and bits stand in the model's config.json, which must lie beside the weights");
    String mode = settings.path("mode").asText(all.path("mode").asText("affine"));
    TensorShape words = group.main().shape();
    int rank = words.rank();
    MisfitException.require(rank >= 2, "weights of shape %s", words);
    long wordsInRow = words.dim(rank - 1);
    long columns = Math.multiplyExact(wordsInRow, WORD) / bits;
    MisfitException.require(
        wordsInRow * WORD % bits == 0 && columns % size == 0,
        "rows of %d words do not hold groups of %d codes of %d bits",
        wordsInRow,
        size,
        bits);
    List<Long> dims = new ArrayList<>(words.dims());
    dims.set(rank - 1, columns);
    Layout layout = new Layout(group, new TensorShape(dims), columns, size, bits, wordsInRow);
    return RowStorage.view(layout.rows(mode), layout.shape(), columns);
  }

  private record Layout(
      Group group, TensorShape shape, long columns, int size, int bits, long wordsInRow) {

    Rows rows(String mode) {
      Rows codes = new CodeRows(group.mainView(), WORD, wordsInRow, bits, 0);
      return switch (mode) {
        case "affine" ->
            Combined.plus(
                Combined.times(codes, grid("scales", Optional.empty())),
                grid("biases", Optional.empty()));
        case "mxfp4" -> floats(codes, 4, TableRows.Known.E2M1, TableRows.Known.E8M0);
        case "nvfp4" -> floats(codes, 4, TableRows.Known.E2M1, TableRows.Known.E4M3);
        case "mxfp8" -> floats(codes, 8, TableRows.Known.E4M3, TableRows.Known.E8M0);
        default -> throw new MisfitException("the mode '" + mode + "' is not known");
      };
    }

    private Rows floats(Rows codes, int width, TableRows.Table numbers, TableRows.Table scales) {
      MisfitException.require(bits == width, "%d bits in a mode of %d", bits, width);
      Group.typed(group.get("scales"), "scales", ElementType.UINT8);
      return Combined.times(new TableRows(codes, numbers), grid("scales", Optional.of(scales)));
    }

    /** A number for each group, which the table tells if there is one. */
    private Rows grid(String name, Optional<TableRows.Table> table) {
      TensorView view = group.get(name);
      List<Long> dims = new ArrayList<>(shape.dims());
      dims.set(shape.rank() - 1, columns / size);
      Group.requireShape(name, view.shape(), dims.stream().mapToLong(Long::longValue).toArray());
      if (table.isEmpty()) {
        Group.floats(view, name);
      }
      Rows numbers = TableRows.of(new NumberRows(view, columns / size), table);
      return GridRows.of(numbers, shape.size() / columns, columns / size, 1, size);
    }
  }
}
