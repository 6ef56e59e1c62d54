package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.export.internal.Column;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of results: what their columns are, and their rows. */
final class Rows {

  static final String MODEL = "model";

  static final StructType SKIPPED =
      new StructType()
          .add(MODEL, DataTypes.StringType, false)
          .add("layer_id", DataTypes.LongType, false)
          .add("name", DataTypes.StringType, false)
          .add("layer_type", DataTypes.StringType, false)
          .add("cause", DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false);

  static final StructType FAILED =
      new StructType()
          .add(MODEL, DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false);

  private Rows() {}

  /** The columns that every table of layers has, and those called for, in the order of the CSV. */
  static StructType layers(Set<String> calledFor) {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField(MODEL, DataTypes.StringType, false));
    for (Column column : Column.all()) {
      if (column.isAlwaysThere() || calledFor.contains(column.key())) {
        fields.add(DataTypes.createStructField(column.key(), type(column), true));
      }
    }
    return DataTypes.createStructType(fields);
  }

  private static DataType type(Column column) {
    return column.type() == Long.class
        ? DataTypes.LongType
        : column.type() == Double.class ? DataTypes.DoubleType : DataTypes.StringType;
  }

  /** The rows of a part, with the columns of a schema that {@link #layers} made. */
  static Iterator<Row> of(Part part, StructType schema) {
    Set<String> keys = Set.of(schema.fieldNames());
    List<Column> columns =
        Column.all().stream().filter(column -> keys.contains(column.key())).toList();
    return part.analysis().details().stream()
        .map(row -> row(part.model(), row, columns))
        .iterator();
  }

  private static Row row(String model, LayerReport layer, List<Column> columns) {
    List<Object> cells = new ArrayList<>();
    cells.add(model);
    columns.forEach(column -> cells.add(column.cell().apply(layer).orElse(null)));
    return RowFactory.create(cells.toArray());
  }

  /** The layers of a part that were not analysed. */
  static Iterator<Row> skipped(Part part) {
    return part.skipped().stream().map(layer -> skipped(part.model(), layer)).iterator();
  }

  private static Row skipped(String model, SkippedLayer skipped) {
    return RowFactory.create(
        model,
        (long) skipped.layer().index(),
        skipped.layer().name(),
        skipped.layer().type().key(),
        skipped.cause().name().toLowerCase(Locale.ROOT),
        skipped.reason());
  }

  static Row failed(String model, String reason) {
    return RowFactory.create(model, reason);
  }
}
