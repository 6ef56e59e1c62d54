package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.verdict.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayerTableTest {

  private static final LayerTable TABLE =
      new LayerTable(
          List.of(
              Rows.fitted(0, "a", 5),
              Rows.failed(1, "b"),
              Rows.fitted(2, "c", 3),
              Rows.fitted(3, "d", 5)));

  private static List<String> names(LayerTable table) {
    return table.stream().map(LayerReport::name).toList();
  }

  @Test
  void aRowIsFoundByItsFullName() {
    assertThat(TABLE.get("c").alpha()).hasValue(3);
    assertThat(TABLE.find("c")).contains(TABLE.rows().get(2));
    assertThat(TABLE.find("e")).isEmpty();
    assertThatThrownBy(() -> TABLE.get("e"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no analysed layer is named 'e'; there are: a, b, c, d");
  }

  @Test
  void aSliceIsNamedInBrackets() {
    LayerReport whole = TABLE.get("a");
    LayerReport slice =
        LayerReport.of(
            whole.layer(),
            OptionalInt.of(3),
            whole.spectrum(),
            whole.tail(),
            whole.metrics(),
            Evidence.none(),
            Levels.of(0.05, 1, false));
    assertThat(new LayerTable(List.of(slice)).get("a[3]").layer().name()).isEqualTo("a");
  }

  @Test
  void aColumnHoldsTheDefinedValuesInTheOrderOfRows() {
    assertThat(TABLE.column(Metric.ALPHA)).containsExactly(5.0, 3.0, 5.0);
    assertThat(TABLE.column(Metric.N)).hasSize(4);
  }

  @Test
  void sortingPutsAbsentValuesLastAndKeepsTheOrderOfEqualOnes() {
    assertThat(names(TABLE.sortedBy(Metric.ALPHA))).containsExactly("c", "a", "d", "b");
    assertThat(names(TABLE.sortedBy(Metric.ALPHA).reversed())).containsExactly("b", "d", "a", "c");
    assertThat(names(TABLE)).as("the table itself stays").containsExactly("a", "b", "c", "d");
  }

  @Test
  void filteringKeepsTheRowsThatPass() {
    LayerTable fitted = TABLE.filter(row -> row.tail().succeeded());
    assertThat(names(fitted)).containsExactly("a", "c", "d");
    assertThat(fitted.size()).isEqualTo(3);
    assertThat(TABLE.filter(row -> false).size()).isZero();
  }

  @Test
  void aTableIsIterableAndDoesNotFollowTheListItWasMadeOf() {
    List<LayerReport> rows = new ArrayList<>(TABLE.rows());
    LayerTable table = new LayerTable(rows);
    rows.clear();
    assertThat(table).hasSize(4).containsExactlyElementsOf(TABLE);
    assertThatThrownBy(() -> table.rows().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
