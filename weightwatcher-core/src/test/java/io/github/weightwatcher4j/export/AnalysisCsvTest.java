package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisCsvTest {

  @Test
  void hasAHeaderOfThePythonToolsColumnsAndALineForEachRow() {
    List<String> lines = AnalysisCsv.of(Sample.analysis()).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            "layer_id,name,longname,layer_type,slice_id,N,M,Q,rf,num_evals,top_k,alpha,sigma,xmin,xmax,D,"
                + "num_pl_spikes,alpha_weighted,log_alpha_norm,norm,log_norm,spectral_norm,"
                + "log_spectral_norm,stable_rank,lambda_max,sv_max,sv_min,matrix_rank,rank_loss,"
                + "weak_rank_loss,entropy,num_spikes,sigma_mp,mp_softrank,bulk_min,bulk_max,W_scale,"
                + "mp_D,dead_lines,outlier_lines,lambda_max_tw,lambda_max_p,phase,verdict,status,"
                + "warning");
  }

  @Test
  void quotesACommaAndKeepsAllDigits() {
    Analysis analysis = Sample.analysis();
    String line = AnalysisCsv.of(analysis).lines().toList().get(1);

    assertThat(line)
        .startsWith("0,\"first, with comma\",\"first, with comma\",dense,,60,40,1.5,1,40,");
    assertThat(line).contains("," + analysis.details().rows().get(0).alpha().orElseThrow() + ",");
  }

  @Test
  void leavesMissingValuesEmpty() {
    String failed = AnalysisCsv.of(Sample.analysis()).lines().toList().get(2);

    assertThat(failed)
        .isEqualTo(
            "1,zeros,zeros,dense,,30,20,1.5,1,20,,,,,,,,,,0.0,,0.0,,,0.0,0.0,0.0,0,20,0,,,,,,,,,50,,,,"
                + "rank-collapse,rank-collapsed,failed,");
  }

  @Test
  void anEmptyTableIsAHeader(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("empty.csv");

    AnalysisCsv.write(new WeightWatcher(Map.of()).analyze(), file);

    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void severalModelsHaveTheColumnsOfAllAndTheirNamesInFront() {
    Map<String, Analysis> analyses = new LinkedHashMap<>();
    analyses.put("a, quoted", Sample.analysis());
    analyses.put("b", Sample.everything());

    List<String> lines = AnalysisCsv.of(analyses).lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("model,layer_id,").contains(",num_spikes,");
    assertThat(lines.get(1)).startsWith("\"a, quoted\",0,\"first, with comma\",");
    assertThat(lines.get(4)).startsWith("\"b\",1,zeros,");
  }

  private static double[][] gaussian(double scale) {
    Random random = new Random(1);
    double[][] matrix = new double[20][12];
    for (double[] row : matrix) {
      Arrays.setAll(row, i -> scale * random.nextGaussian());
    }
    return matrix;
  }

  private static List<String> nameCells(String name, CsvCells cells) {
    Map<String, double[][]> model = Map.of(name, gaussian(1));
    Analysis analysis = new WeightWatcher(model).analyze();
    String line = AnalysisCsv.of(analysis.details(), cells).lines().toList().get(1);
    return List.of(line.split(",", 4)).subList(1, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "=1+1 ! '=1+1",
        "+1 ! '+1",
        "-1 ! '-1",
        "@SUM(A1) ! '@SUM(A1)",
        "`  =1` ! `'  =1`",
        "＝1 ! '＝1",
        "＠a ! '＠a",
        "`\u3000－1` ! `'\u3000－1`",
        "'=1 ! ''=1",
        "a;=1 ! \"a;'=1\"",
        "`a; -1` ! `\"a;' -1\"`",
        "\"=1 ! \"'\"\"=1\"",
        "a=b-c@d+e ! a=b-c@d+e",
        "`\t=1` ! \\u0009=1",
      })
  void namesThatASpreadsheetTakesForFormulasAreText(String name, String cell) {
    assertThat(nameCells(name, CsvCells.DEFUSED)).containsOnly(cell);
  }

  @Test
  void namesAreLeftForProgramsThatReadThemWhereThatIsAskedFor() {
    assertThat(nameCells("=1+1", CsvCells.AS_THEY_ARE)).containsOnly("=1+1");
  }

  @Test
  void negativeNumbersStayNumbers() {
    Analysis analysis = new WeightWatcher(Map.of("w", gaussian(1e-3))).analyze();
    double value = analysis.details().get("w").metric(Metric.LOG_NORM).orElseThrow();

    assertThat(value).isNegative();
    assertThat(AnalysisCsv.of(analysis)).contains("," + value + ",").doesNotContain("'");
  }

  @Test
  void theNameOfAModelIsACellOfTextToo() {
    String csv = AnalysisCsv.of(Map.of("=cmd\u001b", Sample.analysis()));

    assertThat(csv).contains("\n\"'=cmd\\u001B\",0,");
  }
}
