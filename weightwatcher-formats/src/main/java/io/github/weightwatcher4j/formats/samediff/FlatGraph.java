package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.flatbuffers.FlatFile;
import io.github.weightwatcher4j.formats.flatbuffers.FlatTable;
import io.github.weightwatcher4j.formats.samediff.internal.VariableUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of SameDiff says of its variables and of the operations that read them.
 *
 * @param variables by name, in the file's order
 * @param uses the first use of every variable that an operation reads, in the order of operations
 */
record FlatGraph(Map<String, Variable> variables, Map<String, VariableUse> uses) {

  /** More than graphs have that are in use; each is looked at. */
  private static final int MOST = 200_000;

  private static final int MOST_ARGUMENTS = 10_000;

  /** Longest first name by which a graph is recognized, in bytes. */
  private static final int LONGEST_NAME = 4096;

  /** Fields of a graph: the identifier, six that are always written, and three more. */
  private static final int MOST_FIELDS = 10;

  private static final int FIELDS_WRITTEN = 6;
  private static final int VARIABLES = 1;
  private static final int OPERATIONS = 2;

  /** Fields of a variable. */
  private static final int VARIABLE_ID = 0;

  private static final int VARIABLE_NAME = 1;
  private static final int VARIABLE_ARRAY = 4;
  private static final int VARIABLE_KIND = 6;

  /** Fields of an operation. */
  private static final int OPERATION_NAME = 1;

  private static final int OPERATION_INPUTS = 6;
  private static final int OPERATION_INTEGERS = 9;
  private static final int OPERATION_KIND = 16;

  /** Whether the root table has the fields of a graph, and its first variable a name. */
  static boolean isOne(FlatFile file) throws IOException {
    FlatTable graph;
    List<FlatTable> variables;
    try {
      graph = file.root();
      if (graph.fields() <= FIELDS_WRITTEN || graph.fields() > MOST_FIELDS) {
        return false;
      }
      for (int field = VARIABLES; field <= FIELDS_WRITTEN; field++) {
        if (!graph.has(field)) {
          return false;
        }
      }
      variables = graph.tables(VARIABLES, MOST, "variables");
    } catch (WeightFileException e) {
      return false;
    }
    return variables.isEmpty() || isVariable(variables.get(0));
  }

  private static boolean isVariable(FlatTable variable) throws IOException {
    try {
      long length = variable.row(VARIABLE_NAME, 1).length();
      if (length < 1 || length > LONGEST_NAME) {
        return false;
      }
      return variable.text(VARIABLE_NAME).chars().noneMatch(c -> c < ' ' || c == '\uFFFD');
    } catch (WeightFileException e) {
      // Cut short: it starts well, and reading it tells where it ends.
      return true;
    }
  }

  /** Reads the graph. */
  static FlatGraph read(Path path, FlatFile file) throws IOException {
    FlatTable graph = file.root();
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<List<Integer>, String> names = new HashMap<>();
    ArrayReader arrays = new ArrayReader(path);
    for (FlatTable table : graph.tables(VARIABLES, MOST, "variables")) {
      Variable variable = variable(file, table, arrays);
      variables.put(variable.name(), variable);
      names.put(pair(table.table(VARIABLE_ID)), variable.name());
    }
    Map<String, FlatTable> operations = new LinkedHashMap<>();
    for (FlatTable table : graph.tables(OPERATIONS, MOST, "operations")) {
      operations.put(table.text(OPERATION_NAME), table);
    }
    Map<String, VariableUse> uses = new LinkedHashMap<>();
    for (Map.Entry<String, FlatTable> operation : operations.entrySet()) {
      file.reading(operation.getKey());
      use(operation.getValue(), names, uses);
    }
    return new FlatGraph(variables, uses);
  }

  private static Variable variable(FlatFile file, FlatTable table, ArrayReader arrays)
      throws IOException {
    String name = table.text(VARIABLE_NAME);
    file.reading(name);
    Optional<FlatTable> array = table.table(VARIABLE_ARRAY);
    Variable.Kind kind = Variable.Kind.of(table.uint8(VARIABLE_KIND));
    return new Variable(
        name,
        kind,
        array.isPresent() ? Optional.of(arrays.read(name, array.get())) : Optional.empty());
  }

  private static void use(
      FlatTable operation, Map<List<Integer>, String> names, Map<String, VariableUse> uses)
      throws IOException {
    String kind = operation.text(OPERATION_KIND);
    List<Long> integers = operation.longs(OPERATION_INTEGERS, MOST_ARGUMENTS).orElse(List.of());
    int input = 0;
    for (FlatTable from : operation.tables(OPERATION_INPUTS, MOST_ARGUMENTS, "inputs")) {
      String name = names.get(pair(Optional.of(from)));
      if (name != null) {
        uses.putIfAbsent(name, VariableUse.of(kind, input, integers));
      }
      input++;
    }
  }

  /** Which output of which operation; variables have numbers of their own among these. */
  private static List<Integer> pair(Optional<FlatTable> pair) throws IOException {
    return pair.isPresent() ? List.of(pair.get().int32(0), pair.get().int32(1)) : List.of();
  }
}
