package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MonitorTrainingTest {

  @Test
  void aScrapeShowsTheLastEpoch() throws IOException, InterruptedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HttpServer server = MonitorTraining.serve(registry, 0);
    try {
      MonitorTraining.train(DigitsMlp.untrained(1), registry, 2);

      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      String scrape = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();

      assertThat(scrape)
          .contains("weightwatcher_analyses_total{model=\"digits\"} 2.0")
          .contains("weightwatcher_layer_alpha{layer=\"fc1\",model=\"digits\"} ")
          .contains("weightwatcher_alpha_mean{model=\"digits\"} ");
    } finally {
      server.stop(0);
    }
  }
}
